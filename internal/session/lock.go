package session

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/locks"
	"lakewire/internal/pgerr"
)

var errLockTimeout = pgerr.New(pgerr.LockNotAvailable, "canceling statement due to lock timeout")

// lock takes the tables that a statement writes: alone those that it changes, shared those that it appends to. Alone in
// its transaction it does so before its snapshot is taken; in one that is older than what others have committed to the
// tables since, it is refused at once.
func (s *Session) lock(ctx context.Context, st *dialect.Statement) error {
	if st.RowLock != nil {
		if err := s.lockRows(ctx, st); err != nil {
			return err
		}
	}
	if !st.TargetsUnknown && len(st.Mutates) == 0 && len(st.Appends) == 0 && len(st.Schemas) == 0 {
		return nil
	}
	if err := s.sit(ctx); err != nil {
		return err
	}
	if st.TargetsUnknown {
		if err := s.lockKey(ctx, locks.Whole, locks.AccessExclusive, locks.Transaction); err != nil {
			return err
		}
		s.note(locks.Whole, locks.Mutated)
		return s.fresh(locks.Whole, locks.Mutated|locks.Compacted)
	}
	alone, mode := s.lockKeys(ctx, st.Mutates), mutating(st.Kind)
	for _, schema := range st.Schemas {
		keys, err := s.schemaKeys(ctx, st.Kind, schema)
		if err != nil {
			return err
		}
		alone = append(alone, keys...)
	}
	for _, k := range alone {
		if err := s.lockKey(ctx, k, mode, locks.Transaction); err != nil {
			return err
		}
		if !counts(st.Kind) {
			s.note(k, locks.Mutated)
		}
		if err := s.fresh(k, locks.Mutated|locks.Compacted); err != nil {
			return err
		}
	}
	for _, k := range s.lockKeys(ctx, st.Appends) {
		s.note(k, locks.Appended)
		if slices.Contains(alone, k) {
			continue
		}
		if err := s.lockKey(ctx, k, locks.RowExclusive, locks.Transaction); err != nil {
			return err
		}
		if err := s.fresh(k, locks.Mutated); err != nil {
			return err
		}
	}
	if s.short(st) {
		return s.takeTurn(ctx)
	}
	return nil
}

// schemaKeys gives the locks of a schema that is made or dropped: its own, and those of the tables that go with it. One that is made
// in it meanwhile is found when DuckLake commits.
func (s *Session) schemaKeys(ctx context.Context, kind dialect.Kind, schema string) ([]locks.Key, error) {
	schema = strings.ToLower(schema)
	keys := []locks.Key{locks.Of(schema, "")}
	if kind == dialect.KindCreateSchema {
		return keys, nil
	}
	if s.d.Images == nil {
		return []locks.Key{locks.Whole}, nil
	}
	names, err := s.d.Images.Tables(ctx, schema)
	for _, name := range names {
		keys = append(keys, locks.Of(schema, strings.ToLower(name)))
	}
	slices.SortFunc(keys, func(a, b locks.Key) int { return strings.Compare(a.Name, b.Name) })
	return keys, err
}

// mutating gives the mode in which a statement takes what it changes.
func mutating(k dialect.Kind) locks.Mode {
	switch k {
	case dialect.KindInsert, dialect.KindUpdate, dialect.KindDelete, dialect.KindMerge, dialect.KindSelect, dialect.KindValues:
		return locks.ShareRowExclusive
	}
	return locks.AccessExclusive
}

// counts tells whether a statement tells how many rows it has changed, so that none is no change.
func counts(k dialect.Kind) bool { return k == dialect.KindUpdate || k == dialect.KindDelete }

// changed takes in that a statement has changed rows: it may have done so on a snapshot to which rows have been added since,
// with which DuckLake would not let it commit.
func (s *Session) changed(ctx context.Context, st *dialect.Statement, rows int64) error {
	if rows == 0 || len(st.Mutates) == 0 || !counts(st.Kind) {
		return nil
	}
	for _, k := range s.lockKeys(ctx, st.Mutates) {
		s.note(k, locks.Mutated)
		if err := s.fresh(k, locks.Appended); err != nil {
			return err
		}
	}
	return nil
}

// fresh refuses to go on when others have committed what does not go together with it since the transaction's snapshot.
func (s *Session) fresh(k locks.Key, not locks.Change) error {
	since := s.locks.Since(k)
	if since&not == 0 {
		return nil
	}
	e := pgerr.New(pgerr.TRSerializationFailure, "could not serialize access due to concurrent update").
		WithHint("The transaction might succeed if retried. Take LOCK TABLE at its beginning to let it wait instead.")
	what := "changed"
	switch {
	case since&not&locks.Mutated != 0:
	case since&not&locks.Compacted != 0:
		what = "compacted"
	default:
		what = "added to"
	}
	name := "A table"
	if k.Kind == locks.Relation {
		name = `Table "` + k.Schema + "." + k.Name + `"`
	}
	return e.WithDetail("%s was %s by a transaction that committed after this one's snapshot.", name, what)
}

// lockKey takes a lock, and shows that it waits when it does.
func (s *Session) lockKey(ctx context.Context, k locks.Key, m locks.Mode, scope locks.Scope) error {
	if s.locks.Try(k, m, scope) {
		return nil
	}
	ctx, stop := s.lockTimed(ctx)
	defer stop()
	event := "relation"
	switch k.Kind {
	case locks.Advisory, locks.AdvisoryPair:
		event = "advisory"
	case locks.Upkeep:
		event = "object"
	}
	s.c.SetWait("Lock", event)
	defer s.c.SetWait("", "")
	defer s.doubting()()
	return s.inWords(s.locks.Lock(ctx, k, m, scope))
}

// inWords gives a deadlock the detail that PostgreSQL gives it.
func (s *Session) inWords(err error) error {
	var d *locks.Deadlock
	if !errors.As(err, &d) {
		return err
	}
	var lines []string
	for _, w := range d.Waits {
		lines = append(lines, "Process "+strconv.Itoa(int(w.PID))+" waits for "+w.Mode.String()+" on "+s.lockName(w.Key)+
			"; blocked by process "+strconv.Itoa(int(w.By))+".")
	}
	return pgerr.From(d).WithDetail("%s", strings.Join(lines, "\n"))
}

// lockName names what is locked as PostgreSQL does, by OIDs.
func (s *Session) lockName(k locks.Key) string {
	switch k.Kind {
	case locks.Lake:
		return "database " + strconv.Itoa(catalog.DatabaseOID)
	case locks.Upkeep:
		return "files of database " + strconv.Itoa(catalog.DatabaseOID)
	case locks.Advisory:
		return "advisory lock [" + strconv.Itoa(catalog.DatabaseOID) + "," + strconv.FormatUint(uint64(k.A)>>32, 10) + "," +
			strconv.FormatUint(uint64(uint32(k.A)), 10) + ",1]"
	case locks.AdvisoryPair:
		return "advisory lock [" + strconv.Itoa(catalog.DatabaseOID) + "," + strconv.FormatUint(uint64(uint32(k.A)), 10) + "," +
			strconv.FormatUint(uint64(uint32(k.B)), 10) + ",2]"
	}
	name := `"` + k.Schema + "." + k.Name + `"`
	if oid, err := s.d.Images.OID(context.Background(), k.Schema, k.Name); err == nil && oid != 0 {
		name = strconv.FormatInt(oid, 10)
	}
	return "relation " + name + " of database " + strconv.Itoa(catalog.DatabaseOID)
}

// short tells whether the statement is an INSERT of given values that is its own transaction. Those take their turn to commit
// before their snapshot, so that no other commit comes between: DuckLake would sleep and try again.
func (s *Session) short(st *dialect.Statement) bool {
	return st.Kind == dialect.KindInsert && s.alone() && len(st.Appends) == 1 && len(st.Relations) <= 1
}

// takeTurn waits for the lake's turn to commit, which giveTurn ends.
func (s *Session) takeTurn(ctx context.Context) error {
	if s.giveTurn != nil {
		return nil
	}
	s.c.SetWait("IPC", "LakeCommit")
	defer s.c.SetWait("", "")
	over, err := s.locks.Commit(ctx)
	if err != nil {
		return err
	}
	s.giveTurn = func() { s.giveTurn = nil; over() }
	return nil
}

func (s *Session) endTurn() {
	if s.giveTurn != nil {
		s.giveTurn()
	}
}

func (s *Session) lockTimed(ctx context.Context) (context.Context, context.CancelFunc) {
	if d := s.set.LockTimeout(); d > 0 {
		return context.WithTimeoutCause(ctx, d, errLockTimeout)
	}
	return ctx, func() {}
}

// homes gives the schema in which a relation without one is found, or would be made. Where that may be another one for this
// session than for others it gives all on its search path.
func (s *Session) homes(ctx context.Context, n dialect.Name) []string {
	if len(s.ec.schemas) == 1 || s.private() {
		return s.ec.schemas
	}
	key := relationKey{name: n, path: s.pathKey(), ddl: s.d.Hub.ddl.Load()}
	home, ok := s.d.Hub.homes.Get(key)
	if !ok {
		home = s.ec.schemas[0]
		for _, schema := range s.ec.schemas {
			is, err := s.reads(ctx, ident(s.d.Lake)+"."+ident(schema)+"."+ident(n.Name))
			if err != nil {
				return s.ec.schemas
			}
			if is {
				home = schema
				break
			}
		}
		if !s.d.Engine.Shared() {
			s.d.Hub.homes.Add(key, home)
		}
	}
	return []string{home}
}

// lockKeys gives the locks of relations, in one order for everybody. Temporary tables are nobody else's.
func (s *Session) lockKeys(ctx context.Context, names []dialect.Name) []locks.Key {
	var out []locks.Key
	for _, n := range names {
		name := strings.ToLower(n.Name)
		switch {
		case n.Schema == "pg_temp" || n.Catalog == "temp":
		case n.Schema != "":
			out = append(out, locks.Of(strings.ToLower(n.Schema), name))
		case len(s.ec.schemas) == 0:
			out = append(out, locks.Whole)
		default:
			for _, schema := range s.homes(ctx, n) {
				out = append(out, locks.Of(strings.ToLower(schema), name))
			}
		}
	}
	slices.SortFunc(out, func(a, b locks.Key) int {
		return strings.Compare(a.Schema+"."+a.Name, b.Schema+"."+b.Name)
	})
	return slices.Compact(out)
}
