package history

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// story is a history told by hand.
type story struct{ *History }

func tell() story { return story{New()} }

// does is a transaction that is over before the next one begins.
func (s story) does(name string, outcome Outcome, writes ...Write) *Op {
	o := s.Begin(0, name)
	o.Write(writes...)
	s.End(o, outcome)
	return o
}

// sees is a transaction that reads tables whole.
func (s story) sees(reads ...Read) *Op {
	o := s.Begin(1, "reader")
	for _, r := range reads {
		r.Ended = s.Now()
		o.Reads = append(o.Reads, r)
	}
	s.End(o, Acknowledged)
	return o
}

func whole(table string, rows ...Row) Read { return Read{Table: table, Rows: rows} }

func ins(table string, key, version int64) Write {
	return Write{Table: table, Key: key, Kind: Insert, Version: version}
}

func put(table string, key, version int64) Write {
	return Write{Table: table, Key: key, Kind: Put, Version: version}
}

func del(table string, key int64) Write { return Write{Table: table, Key: key, Kind: Delete} }

func add(table string, key, amount int64) Write {
	return Write{Table: table, Key: key, Kind: Add, Amount: amount}
}

// TestCatches: a bad history of each class, as small as it can be.
func TestCatches(t *testing.T) {
	total := int64(100)
	for name, test := range map[string]struct {
		want Class
		run  func(s story)
	}{
		"an acknowledged insert is not there": {LostInsert, func(s story) {
			s.does("insert", Acknowledged, ins("t", 1, 1))
			s.sees(whole("t"))
		}},
		"a row that was always there is not": {LostInsert, func(s story) {
			s.Initial("t", Row{Key: 1})
			s.sees(whole("t"))
		}},
		"an insert after a delete is not there": {LostUpdate, func(s story) {
			s.does("insert", Acknowledged, ins("t", 1, 1))
			s.does("delete", Acknowledged, del("t", 1))
			s.does("upsert", Acknowledged, put("t", 1, 2))
			s.sees(whole("t"))
		}},
		"a deleted row is back": {LostDelete, func(s story) {
			s.does("insert", Acknowledged, ins("t", 1, 1))
			s.does("delete", Acknowledged, del("t", 1))
			s.sees(whole("t", Row{Key: 1, Version: 1}))
		}},
		"a deleted row of the beginning is back": {LostDelete, func(s story) {
			s.Initial("t", Row{Key: 1})
			s.does("delete", Acknowledged, del("t", 1))
			s.sees(whole("t", Row{Key: 1}))
		}},
		"an old version is back": {LostUpdate, func(s story) {
			s.does("insert", Acknowledged, ins("t", 1, 1))
			s.does("update", Acknowledged, put("t", 1, 2))
			s.sees(whole("t", Row{Key: 1, Version: 1}))
		}},
		"an addition is not in the sum": {LostUpdate, func(s story) {
			s.Initial("c", Row{Key: 1})
			s.does("add", Acknowledged, add("c", 1, 1))
			s.does("add", Acknowledged, add("c", 1, 1))
			s.sees(Read{Table: "c", Amounts: true, Rows: []Row{{Key: 1, Amount: 1}}})
		}},
		"a row is there twice": {DoubledRow, func(s story) {
			s.does("insert", Acknowledged, ins("t", 1, 1))
			s.sees(whole("t", Row{Key: 1, Version: 1}, Row{Key: 1, Version: 1}))
		}},
		"both versions of an updated row are there": {DoubledRow, func(s story) {
			s.does("insert", Acknowledged, ins("t", 1, 1))
			s.does("update", Acknowledged, put("t", 1, 2))
			s.sees(whole("t", Row{Key: 1, Version: 1}, Row{Key: 1, Version: 2}))
		}},
		"two upserts both inserted": {DoubledRow, func(s story) {
			a, b := s.Begin(0, "upsert"), s.Begin(1, "upsert")
			a.Write(put("t", 1, 1))
			b.Write(put("t", 1, 2))
			s.End(a, Acknowledged)
			s.End(b, Acknowledged)
			s.sees(whole("t", Row{Key: 1, Version: 1}, Row{Key: 1, Version: 2}))
		}},
		"what was rolled back is seen": {DirtyRead, func(s story) {
			s.does("insert", Refused, ins("t", 1, 1))
			s.sees(whole("t", Row{Key: 1, Version: 1}))
		}},
		"an addition that was refused is in the sum": {DirtyRead, func(s story) {
			s.Initial("c", Row{Key: 1})
			s.does("add", Refused, add("c", 1, 1))
			s.sees(Read{Table: "c", Amounts: true, Rows: []Row{{Key: 1, Amount: 1}}})
		}},
		"what nobody has written is seen": {DirtyRead, func(s story) { s.sees(whole("t", Row{Key: 7, Version: 1})) }},
		"what is to come is seen": {DirtyRead, func(s story) {
			s.sees(whole("t", Row{Key: 1, Version: 1}))
			s.does("insert", Acknowledged, ins("t", 1, 1))
		}},
		"half of an insert is seen while it runs": {FracturedRead, func(s story) {
			w := s.Begin(0, "copy")
			w.Write(ins("t", 1, 1), ins("t", 2, 2))
			s.sees(whole("t", Row{Key: 1, Version: 1}))
			s.End(w, Acknowledged)
		}},
		"half of an insert of unknown fate is there": {FracturedRead, func(s story) {
			s.does("copy", Unknown, ins("t", 1, 1), ins("t", 2, 2))
			s.Died()
			s.sees(whole("t", Row{Key: 2, Version: 2}))
		}},
		"one of two tables is as of a transaction that runs": {FracturedRead, func(s story) {
			s.does("both", Acknowledged, put("a", 1, 1), put("b", 1, 2))
			w := s.Begin(0, "both")
			w.Write(put("a", 1, 3), put("b", 1, 4))
			s.sees(whole("a", Row{Key: 1, Version: 3}), whole("b", Row{Key: 1, Version: 2}))
			s.End(w, Acknowledged)
		}},
		"a move is seen where it came to, and where it left": {FracturedRead, func(s story) {
			s.Initial("a", Row{Key: 1})
			w := s.Begin(0, "move")
			w.Write(del("a", 1), ins("b", 1, 1))
			s.sees(whole("a", Row{Key: 1}), whole("b", Row{Key: 1, Version: 1}))
			s.End(w, Acknowledged)
		}},
		"a transaction sees two states": {FracturedRead, func(s story) {
			w := s.Begin(0, "insert")
			w.Write(ins("t", 1, 1))
			s.sees(whole("t"), whole("t", Row{Key: 1, Version: 1}))
			s.End(w, Acknowledged)
		}},
		"money has gone": {BrokenTotal, func(s story) {
			s.sees(Read{Table: "accounts", Amounts: true, Total: &total, Rows: []Row{{Key: 1, Amount: 60}, {Key: 2, Amount: 30}}})
		}},
		"a transaction does not see its own update": {LostUpdate, func(s story) {
			s.Initial("t", Row{Key: 1})
			o := s.Begin(0, "update and read")
			o.Write(put("t", 1, 1))
			o.Reads = append(o.Reads, Read{Table: "t", Rows: []Row{{Key: 1}}, Written: 1, Ended: s.Now()})
			s.End(o, Acknowledged)
		}},
		"a transaction sees what it deleted": {LostDelete, func(s story) {
			s.Initial("t", Row{Key: 1})
			o := s.Begin(0, "delete and read")
			o.Write(del("t", 1))
			o.Reads = append(o.Reads, Read{Table: "t", Rows: []Row{{Key: 1}}, Written: 1, Ended: s.Now()})
			s.End(o, Acknowledged)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := tell()
			test.run(s)
			found := s.Check()
			require.NotEmpty(t, found)
			require.Contains(t, classes(found), test.want, "%v", found)
		})
	}
}

// TestPasses: what snapshot isolation allows is no anomaly.
func TestPasses(t *testing.T) {
	for name, run := range map[string]func(s story){
		"an insert of unknown fate is there, or is not": func(s story) {
			s.does("insert", Unknown, ins("t", 1, 1))
			s.does("insert", Unknown, ins("t", 2, 2))
			s.sees(whole("t", Row{Key: 1, Version: 1}))
		},
		"what overlaps is seen or not": func(s story) {
			w := s.Begin(0, "insert")
			w.Write(ins("t", 1, 1))
			s.sees(whole("t"))
			s.sees(whole("t", Row{Key: 1, Version: 1}))
			s.End(w, Acknowledged)
		},
		"a delete of unknown fate may have been": func(s story) {
			s.does("insert", Acknowledged, ins("t", 1, 1))
			s.does("delete", Unknown, del("t", 1))
			s.sees(whole("t"))
		},
		"a transaction sees its own writes": func(s story) {
			o := s.Begin(0, "writes and reads")
			o.Write(ins("t", 1, 1), ins("t", 2, 2))
			o.Reads = append(o.Reads, Read{Table: "t", Rows: []Row{{Key: 1, Version: 1}}, Written: 1, Ended: s.Now()},
				Read{Table: "t", Rows: []Row{{Key: 1, Version: 1}, {Key: 2, Version: 2}}, Written: 2, Ended: s.Now()})
			s.End(o, Refused)
		},
		"an older one of two that overlapped": func(s story) {
			a, b := s.Begin(0, "a"), s.Begin(1, "b")
			a.Write(put("t", 1, 1))
			b.Write(put("t", 1, 2))
			s.End(a, Acknowledged)
			s.End(b, Acknowledged)
			s.sees(whole("t", Row{Key: 1, Version: 1}))
		},
		"a key that was looked for alone": func(s story) {
			s.does("insert", Acknowledged, ins("t", 1, 1), ins("t", 2, 2))
			s.sees(Read{Table: "t", Keys: []int64{2}, Rows: []Row{{Key: 2, Version: 2}}})
		},
		"a transaction whose row another has overwritten": func(s story) {
			s.does("both", Acknowledged, put("a", 1, 1), put("b", 1, 2))
			s.does("one", Acknowledged, put("b", 1, 3))
			s.sees(whole("a", Row{Key: 1, Version: 1}), whole("b", Row{Key: 1, Version: 3}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := tell()
			run(s)
			require.Empty(t, s.Check())
		})
	}
}

func classes(found []Anomaly) []Class {
	var out []Class
	for _, a := range found {
		out = append(out, a.Class)
	}
	return out
}
