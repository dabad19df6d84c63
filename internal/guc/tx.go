package guc

// undo is a cell as it was before a change inside the present transaction.
type undo struct {
	def *def
	old cell
}

// Begin starts a transaction. Commit and Rollback end it; a statement outside of BEGIN is a transaction of its own,
// which is why SET LOCAL there is over as soon as it is done.
func (s *Settings) Begin() { s.log = s.log[:0] }

// Commit keeps what SET did and ends what SET LOCAL did.
func (s *Settings) Commit() {
	for _, u := range s.log {
		if c, ok := s.cells[u.def]; ok && c.hasLocal {
			c.local, c.hasLocal = value{}, false
			s.put(u.def, c)
		}
	}
	s.log = s.log[:0]
}

// Rollback undoes every SET since Begin.
func (s *Settings) Rollback() { s.RollbackTo(0) }

// Savepoint marks a place to which RollbackTo returns; releasing it needs no call.
func (s *Settings) Savepoint() int { return len(s.log) }

// RollbackTo undoes every SET since the mark was taken.
func (s *Settings) RollbackTo(mark int) {
	for i := len(s.log) - 1; i >= mark; i-- {
		s.put(s.log[i].def, s.log[i].old)
	}
	if mark < len(s.log) {
		s.log = s.log[:mark]
	}
}

func (s *Settings) assign(d *def, v value, local bool) {
	c := s.cells[d]
	if local {
		c.local, c.hasLocal = v, true
	} else {
		c = cell{session: v, hasSession: true}
	}
	s.change(d, c)
}

func (s *Settings) change(d *def, c cell) {
	s.log = append(s.log, undo{d, s.cells[d]})
	s.put(d, c)
}

func (s *Settings) put(d *def, c cell) {
	s.epoch++
	if !c.hasLocal && !c.hasSession {
		delete(s.cells, d)
		return
	}
	if s.cells == nil {
		s.cells = map[*def]cell{}
	}
	s.cells[d] = c
}
