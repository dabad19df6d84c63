package session

import (
	"sync"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"lakewire/internal/dialect"
)

// Hub is where the sessions of a process meet: it knows who is there, who listens to what, and the answers to constant
// statements.
type Hub struct {
	mu       sync.RWMutex
	sessions map[uint32]*Session
	channels map[string]map[*Session]struct{}

	schemas schemaCache

	ddl   atomic.Uint64 // counts changes of schemas made through this process
	memos *lru.Cache[*dialect.Statement, *memo]

	turn chan struct{} // one place: whose turn it is to list or change descriptions

	relations *lru.Cache[relationKey, relationEntry] // what the sessions without schemas of their own see
	targets   *lru.Cache[relationKey, joinTarget]    // of inserts that may be joined
	homes     *lru.Cache[relationKey, string]        // the schemas of relations that were named without
	answers   *answers                               // of statements that read the catalog alone
	joiner    joiner
	givenUp   atomic.Pointer[time.Time] // when a commit of this process last gave up files
}

// NewHub makes a hub.
func NewHub() *Hub {
	memos, _ := lru.New[*dialect.Statement, *memo](1024)
	return &Hub{sessions: map[uint32]*Session{}, channels: map[string]map[*Session]struct{}{}, memos: memos, relations: newRelationCache(), targets: newTargetCache(), homes: newHomeCache(), answers: newAnswers(), turn: make(chan struct{}, 1)}
}

func (h *Hub) memo(st *dialect.Statement) *memo {
	m, _ := h.memos.Get(st)
	return m
}

func (h *Hub) remember(st *dialect.Statement, m *memo) { h.memos.Add(st, m) }

func (h *Hub) join(s *Session) {
	h.mu.Lock()
	h.sessions[s.c.PID()] = s
	h.mu.Unlock()
}

func (h *Hub) leave(s *Session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.sessions[s.c.PID()] == s {
		delete(h.sessions, s.c.PID())
	}
	for ch := range h.channels {
		h.unlisten(s, ch)
	}
}

// unlisten needs mu.
func (h *Hub) unlisten(s *Session, channel string) {
	delete(h.channels[channel], s)
	if len(h.channels[channel]) == 0 {
		delete(h.channels, channel)
	}
}

func (h *Hub) session(pid int32) *Session {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.sessions[uint32(pid)]
}

// apply carries out the LISTENs and UNLISTENs of a committed transaction.
func (h *Hub) apply(s *Session, ops []listenOp) {
	if len(ops) == 0 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, op := range ops {
		switch {
		case op.on:
			if h.channels[op.channel] == nil {
				h.channels[op.channel] = map[*Session]struct{}{}
			}
			h.channels[op.channel][s] = struct{}{}
		case op.channel == "":
			for ch := range h.channels {
				h.unlisten(s, ch)
			}
		default:
			h.unlisten(s, op.channel)
		}
	}
}

// send delivers the notes of a committed transaction to everyone who listens, itself included.
func (h *Hub) send(pid uint32, notes []note) {
	if len(notes) == 0 {
		return
	}
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, n := range notes {
		for s := range h.channels[n.channel] {
			s.inbox.put(arrival{pid: pid, note: n})
			s.c.Wake()
		}
	}
}

func (h *Hub) listening(s *Session) []string {
	h.mu.RLock()
	defer h.mu.RUnlock()
	var out []string
	for ch, who := range h.channels {
		if _, ok := who[s]; ok {
			out = append(out, ch)
		}
	}
	return out
}
