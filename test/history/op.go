package history

import (
	"math"
	"sync"
	"sync/atomic"
)

// Time orders events: each has a number of its own, and what had happened before has a smaller one.
type Time int64

// Never is the end of what may still happen.
const Never Time = math.MaxInt64

// Outcome is what the client was told of its transaction.
type Outcome uint8

// The outcomes.
const (
	Unknown      Outcome = iota // the answer was lost: it happened, or not, or will
	Acknowledged                // it is done
	Refused                     // it is not, and never will be
)

// Kind is what a write does to its row.
type Kind uint8

// The kinds. A row is inserted once at most: its key is not used again after a Delete but by Put.
const (
	Insert Kind = iota
	Put         // sets the row's version, inserting the row where there is none
	Delete      // takes the row away, if it is there
	Add         // adds to the row's amount
)

// Write is what a transaction did to one row. No two writes share a Version; 0 is that of rows that were always there.
type Write struct {
	Table   string
	Key     int64
	Kind    Kind
	Version int64 // of Insert and Put
	Amount  int64 // of Add
}

// Row is what a reader saw.
type Row struct{ Key, Version, Amount int64 }

// Read is what a transaction saw in a table by one statement, or by several on one snapshot.
type Read struct {
	Table   string
	Keys    []int64 // what was looked for; nil: the whole table
	Rows    []Row
	Ended   Time
	Written int  // how many of its transaction's writes came before it
	Amounts bool // rows have amounts, not versions
	Total   *int64
}

// Op is a transaction, or a statement that is one.
type Op struct {
	Name    string // for people
	Client  int
	Began   Time
	Ended   Time
	Outcome Outcome
	Writes  []Write
	Reads   []Read
	closed  bool
}

// Write notes that the transaction asks for a write. It is to be noted before it is sent: its outcome may never come.
func (o *Op) Write(w ...Write) { o.Writes = append(o.Writes, w...) }

// History is what all clients have recorded, and which rows were there before.
type History struct {
	clock   atomic.Int64
	version atomic.Int64

	mu      sync.Mutex
	ops     []*Op
	initial map[place]Row
}

// place is where a row may be.
type place struct {
	table string
	key   int64
}

// New makes an empty history.
func New() *History { return &History{initial: map[place]Row{}} }

// Initial notes rows that are there before the first transaction.
func (h *History) Initial(table string, rows ...Row) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, r := range rows {
		h.initial[place{table, r.Key}] = r
	}
}

// Version gives a number that no other write has.
func (h *History) Version() int64 { return h.version.Add(1) }

// Now gives the time.
func (h *History) Now() Time { return Time(h.clock.Add(1)) }

// Begin records that a client begins a transaction.
func (h *History) Begin(client int, name string) *Op {
	o := &Op{Name: name, Client: client, Ended: Never}
	h.mu.Lock()
	defer h.mu.Unlock()
	o.Began = h.Now()
	h.ops = append(h.ops, o)
	return o
}

// End records what a client was told of its transaction.
func (h *History) End(o *Op, outcome Outcome) {
	h.mu.Lock()
	defer h.mu.Unlock()
	o.Outcome, o.closed = outcome, true
	if outcome != Unknown {
		o.Ended = h.Now()
	}
}

// Died records that the server is dead and nothing of what was under way can happen any more.
func (h *History) Died() {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.Now()
	for _, o := range h.ops {
		if o.closed && o.Ended == Never {
			o.Ended = now
		}
	}
}

// Len is how many transactions there are, and how many of them were acknowledged.
func (h *History) Len() (all, acknowledged int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, o := range h.ops {
		if o.Outcome == Acknowledged {
			acknowledged++
		}
	}
	return len(h.ops), acknowledged
}
