package history

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// model is a small database with snapshot isolation, and with one of the bugs that the checker is for.
type model struct {
	*History
	rand    *rand.Rand
	bug     Class
	tables  map[string]map[int64][]Row
	commits map[place]int // number of the last commit that wrote there
	commit  int
	nextKey int64
}

type session struct {
	op       *Op
	snapshot map[string]map[int64][]Row
	at       int // the commit of the snapshot
	left     int // steps until its end
}

func (m *model) copyAll() map[string]map[int64][]Row {
	out := map[string]map[int64][]Row{}
	for t, rows := range m.tables {
		out[t] = maps.Clone(rows)
	}
	return out
}

func (m *model) begin(client int) *session {
	s := &session{op: m.Begin(client, "transaction"), left: m.rand.IntN(4)}
	s.snapshot, s.at = m.copyAll(), m.commit
	return s
}

// apply does a write to a state.
func apply(state map[string]map[int64][]Row, w Write) {
	rows := state[w.Table]
	switch w.Kind {
	case Insert, Put:
		rows[w.Key] = []Row{{Key: w.Key, Version: w.Version}}
	case Delete:
		delete(rows, w.Key)
	case Add:
		r := rows[w.Key][0]
		r.Amount += w.Amount
		rows[w.Key] = []Row{r}
	}
}

func (m *model) write(s *session, w Write) {
	s.op.Write(w)
	apply(s.snapshot, w)
}

// step does one thing in a transaction.
func (m *model) step(s *session) {
	some := m.rand.Int64N(5)
	switch m.rand.IntN(7) {
	case 0:
		m.nextKey++
		m.write(s, Write{Table: "a", Key: m.nextKey, Kind: Insert, Version: m.Version()})
	case 1:
		m.write(s, Write{Table: "a", Key: some, Kind: Put, Version: m.Version()})
		m.write(s, Write{Table: "b", Key: some, Kind: Put, Version: m.Version()})
	case 2:
		m.write(s, Write{Table: "b", Key: some, Kind: Delete})
	case 3:
		m.write(s, Write{Table: "bank", Key: some, Kind: Add, Amount: 5})
		m.write(s, Write{Table: "bank", Key: (some + 1) % 5, Kind: Add, Amount: -5})
	default:
		from := s.snapshot
		if m.bug == FracturedRead && m.rand.IntN(4) == 0 && len(s.op.Writes) == 0 {
			from = m.tables // what has been committed since
		}
		for _, t := range []string{"a", "b", "bank"} {
			r := Read{Table: t, Written: len(s.op.Writes), Amounts: t == "bank", Ended: m.Now()}
			for _, rows := range from[t] {
				r.Rows = append(r.Rows, rows...)
			}
			if total := int64(500); t == "bank" {
				r.Total = &total
			}
			s.op.Reads = append(s.op.Reads, r)
		}
	}
}

// end commits, refuses, or loses the answer; what the bug does it does here.
func (m *model) end(s *session) {
	for _, w := range s.op.Writes {
		if m.commits[place{w.Table, w.Key}] > s.at && m.bug != LostUpdate {
			m.End(s.op, Refused)
			return
		}
	}
	fate := m.rand.IntN(10)
	if fate == 0 && m.bug != DirtyRead {
		m.End(s.op, Refused)
		return
	}
	m.commit++
	for i, w := range s.op.Writes {
		unlucky := m.rand.IntN(5) == 0
		switch {
		case m.bug == LostInsert && w.Kind == Insert && unlucky, m.bug == LostDelete && w.Kind == Delete && unlucky,
			m.bug == LostUpdate && w.Kind == Put && unlucky, m.bug == BrokenTotal && w.Kind == Add && i == 0:
			continue
		}
		before := m.tables[w.Table][w.Key]
		apply(m.tables, w)
		if m.bug == DoubledRow && w.Kind == Put && len(before) > 0 && unlucky {
			m.tables[w.Table][w.Key] = append(m.tables[w.Table][w.Key], before[0])
		}
		m.commits[place{w.Table, w.Key}] = m.commit
	}
	switch fate {
	case 0:
		m.End(s.op, Refused)
	case 1:
		m.End(s.op, Unknown)
	default:
		m.End(s.op, Acknowledged)
	}
}

// run lets six sessions do what they like, one step at a time.
func run(seed uint64, bug Class) []Anomaly {
	m := &model{
		History: New(), rand: rand.New(rand.NewPCG(seed, 1)), bug: bug, commits: map[place]int{}, nextKey: 100,
		tables: map[string]map[int64][]Row{"a": {}, "b": {}, "bank": {}},
	}
	for k := range int64(5) {
		r := Row{Key: k, Amount: 100}
		m.tables["bank"][k] = []Row{r}
		m.Initial("bank", r)
	}
	sessions := make([]*session, 6)
	for range 3000 {
		k := m.rand.IntN(len(sessions))
		switch s := sessions[k]; {
		case s == nil:
			sessions[k] = m.begin(k)
		case s.left == 0:
			m.end(s)
			sessions[k] = nil
		default:
			s.left--
			m.step(s)
		}
	}
	return m.Check()
}

// TestModel: a database without a bug has no anomaly, and each bug is found whatever the sessions do.
func TestModel(t *testing.T) {
	for seed := range uint64(6) {
		require.Empty(t, run(seed, ""), "seed %d", seed)
		for _, bug := range []Class{LostInsert, LostDelete, LostUpdate, DoubledRow, DirtyRead, FracturedRead, BrokenTotal} {
			found := classes(run(seed, bug))
			require.Contains(t, found, bug, fmt.Sprintf("seed %d", seed))
		}
	}
}
