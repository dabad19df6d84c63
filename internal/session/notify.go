package session

import (
	"slices"
	"sync"
	"sync/atomic"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// note is one NOTIFY; it is sent when its transaction commits.
type note struct{ channel, payload string }

// arrival is a note on its way to the client.
type arrival struct {
	pid uint32
	note
}

// listenOp is a LISTEN (on) or an UNLISTEN; an empty channel is all of them. It holds from the commit on.
type listenOp struct {
	channel string
	on      bool
}

// inbox is what other goroutines leave for a session: notes that have arrived, and calls of pg_notify() by the
// statement that runs, which belong to the session's own transaction.
type inbox struct {
	mu      sync.Mutex
	come    []arrival
	pending []note
	warned  []*pgerr.Error
	warns   atomic.Bool // warned is not empty
}

// inboxLimit bounds what waits for a client that never becomes idle, as PostgreSQL bounds its queue.
const inboxLimit = 1 << 17

func (b *inbox) put(a arrival) {
	b.mu.Lock()
	if len(b.come) < inboxLimit {
		b.come = append(b.come, a)
	}
	b.mu.Unlock()
}

func (b *inbox) take() []arrival {
	b.mu.Lock()
	defer b.mu.Unlock()
	come := b.come
	b.come = nil
	return come
}

func (b *inbox) pend(n note) {
	b.mu.Lock()
	b.pending = append(b.pending, n)
	b.mu.Unlock()
}

func (b *inbox) takePending() []note {
	b.mu.Lock()
	defer b.mu.Unlock()
	p := b.pending
	b.pending = nil
	return p
}

func (b *inbox) warn(e *pgerr.Error) {
	b.mu.Lock()
	b.warned = append(b.warned, e)
	b.warns.Store(true)
	b.mu.Unlock()
}

// warnings sends what functions have warned of while the statement ran.
func (s *Session) warnings() {
	b := &s.inbox
	if !b.warns.Load() {
		return
	}
	b.mu.Lock()
	out := b.warned
	b.warned = nil
	b.warns.Store(false)
	b.mu.Unlock()
	for _, e := range out {
		s.notice(e)
	}
}

func (b *inbox) dropPending() {
	b.mu.Lock()
	b.pending = nil
	b.mu.Unlock()
}

// checkNote refuses what PostgreSQL's queue cannot hold.
func checkNote(n note) error {
	switch {
	case n.channel == "":
		return pgerr.New(pgerr.InvalidParameterValue, "channel name cannot be empty")
	case len(n.channel) >= 64:
		return pgerr.New(pgerr.InvalidParameterValue, "channel name too long")
	case len(n.payload) >= 8000:
		return pgerr.New(pgerr.InvalidParameterValue, "payload string too long")
	}
	return nil
}

// notifyVerb is LISTEN, UNLISTEN and NOTIFY.
func (s *Session) notifyVerb(st *dialect.Statement) error {
	t := &s.tx
	switch n := st.Node.(type) {
	case *dialect.Listen:
		t.listens = append(t.listens, listenOp{channel: n.Channel, on: true})
	case *dialect.Unlisten:
		op := listenOp{channel: n.Channel}
		if n.All {
			op.channel = ""
		}
		t.listens = append(t.listens, op)
	case *dialect.Notify:
		m := note{n.Channel, n.Payload}
		if err := checkNote(m); err != nil {
			return err
		}
		t.queue(m)
	}
	return nil
}

// queue keeps a note until the commit; the same one twice in a transaction is one.
func (t *txn) queue(n note) {
	if !slices.Contains(t.notes, n) {
		t.notes = append(t.notes, n)
	}
}

// publish makes a committed transaction's listens and notes hold.
func (s *Session) publish(t *txn) {
	for _, n := range s.inbox.takePending() {
		t.queue(n)
	}
	s.d.Hub.apply(s, t.listens)
	s.d.Hub.send(s.c.PID(), t.notes)
}
