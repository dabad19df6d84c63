package soak

import (
	"fmt"
	"strings"

	"lakewire/test/history"
)

// deed is something that clients do, and how often beside the others.
type deed struct {
	name  string
	often int
	do    func(*tx) error
}

// deeds are what the sixteen do at once.
var deeds = []deed{
	{"insert", 8, insertOne}, {"batch", 3, insertBatch}, {"copy", 3, copyIn}, {"transaction", 3, insertTransaction},
	{"delete", 3, deleteEvents}, {"update", 4, updateItem}, {"merge", 3, mergeItem}, {"upsert", 3, upsertItem},
	{"delete item", 2, deleteItem}, {"count", 3, addToCounter}, {"transfer", 4, transfer}, {"pair", 3, pair},
	{"roll back", 1, rollBack}, {"read all", 4, readAll}, {"read events", 2, readEvents}, {"read one", 3, readOne},
	{"alter", 1, alter}, {"vacuum", 1, vacuum}, {"checkpoint", 1, checkpoint},
}

func pick(r interface{ IntN(int) int }) deed {
	sum := 0
	for _, d := range deeds {
		sum += d.often
	}
	n := r.IntN(sum)
	for _, d := range deeds {
		if n -= d.often; n < 0 {
			return d
		}
	}
	return deeds[0]
}

// rows makes so many new events: what to write, and as VALUES.
func (t *tx) rows(n int) (writes []history.Write, values string) {
	first := t.w.fresh(n)
	var b strings.Builder
	for i := range int64(n) {
		w := history.Write{Table: "events", Key: first + i, Kind: history.Insert, Version: t.w.Version()}
		writes = append(writes, w)
		fmt.Fprintf(&b, "%s(%d, %d, 'of client %d')", []string{", ", ""}[b2i(i == 0)], w.Key, w.Version, t.id)
	}
	return writes, b.String()
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// keep remembers keys to be deleted later.
func (t *tx) keep(writes []history.Write) {
	for _, w := range writes[:min(len(writes), 30)] {
		t.mine = append(t.mine, w.Key)
	}
}

func insertOne(t *tx) error {
	writes, values := t.rows(1)
	err := t.write(1, "insert into events (k, v, note) values "+values, writes...)
	t.keep(writes)
	return err
}

func insertBatch(t *tx) error {
	writes, values := t.rows(20)
	err := t.write(20, "insert into events (k, v, note) values "+values, writes...)
	t.keep(writes)
	return err
}

func copyIn(t *tx) error {
	writes, _ := t.rows(200 + t.rand.IntN(3000))
	var b strings.Builder
	for _, w := range writes {
		fmt.Fprintf(&b, "%d\t%d\tcopied\n", w.Key, w.Version)
	}
	t.Write(writes...)
	t.sent = true
	tag, err := t.c.PgConn().CopyFrom(t.ctx, strings.NewReader(b.String()), "copy events (k, v, note) from stdin")
	if err == nil && tag.RowsAffected() != int64(len(writes)) {
		err = fmt.Errorf("%w: %s of %d rows", errWrong, tag, len(writes))
	}
	t.keep(writes)
	return err
}

// insertTransaction inserts by several statements that are there together or not at all.
func insertTransaction(t *tx) error {
	if err := t.begin(); err != nil {
		return err
	}
	for range 2 + t.rand.IntN(3) {
		writes, values := t.rows(1 + t.rand.IntN(3))
		if err := t.write(int64(len(writes)), "insert into events (k, v, note) values "+values, writes...); err != nil {
			return err
		}
	}
	return t.commit()
}

func deleteEvents(t *tx) error {
	n := min(len(t.mine), 1+t.rand.IntN(10))
	if n == 0 {
		return nil
	}
	var writes []history.Write
	var keys []string
	for _, k := range t.mine[:n] {
		writes = append(writes, history.Write{Table: "events", Key: k, Kind: history.Delete})
		keys = append(keys, fmt.Sprint(k))
	}
	t.mine = t.mine[n:]
	t.Write(writes...)
	t.sent = true
	_, err := t.c.Exec(t.ctx, "delete from events where k in ("+strings.Join(keys, ", ")+")")
	return err
}

func (t *tx) some(n int) int64 { return 1 + t.rand.Int64N(int64(n)) }

func (t *tx) put(table string, key int64) history.Write {
	return history.Write{Table: table, Key: key, Kind: history.Put, Version: t.w.Version()}
}

func updateItem(t *tx) error {
	w := t.put("items", t.some(items))
	return t.write(1, fmt.Sprintf("update items set v = %d where k = %d", w.Version, w.Key), w)
}

func mergeItem(t *tx) error {
	w := t.put("items", t.some(items))
	return t.write(1, fmt.Sprintf(`merge into items using (select %d::int8 as k, %d::int8 as v) as s on items.k = s.k
		when matched then update set v = s.v when not matched then insert (k, v) values (s.k, s.v)`, w.Key, w.Version), w)
}

func upsertItem(t *tx) error {
	w := t.put("items", t.some(items))
	return t.write(1, fmt.Sprintf("insert into items (k, v) values (%d, %d) on conflict (k) do update set v = excluded.v", w.Key, w.Version), w)
}

func deleteItem(t *tx) error {
	w := history.Write{Table: "items", Key: t.some(items), Kind: history.Delete}
	return t.write(1, fmt.Sprintf("delete from items where k = %d", w.Key), w)
}

func addToCounter(t *tx) error {
	w := history.Write{Table: "counters", Key: t.some(counters), Kind: history.Add, Amount: 1}
	return t.write(1, fmt.Sprintf("update counters set n = n + 1 where k = %d", w.Key), w)
}

// transfer moves money, and now and then looks at all of it before it commits.
func transfer(t *tx) error {
	if err := t.begin(); err != nil {
		return err
	}
	from, amount := t.some(accounts), t.some(9)
	to := from%accounts + 1
	for _, w := range []history.Write{
		{Table: "accounts", Key: from, Kind: history.Add, Amount: -amount}, {Table: "accounts", Key: to, Kind: history.Add, Amount: amount},
	} {
		if err := t.write(1, fmt.Sprintf("update accounts set balance = balance + %d where k = %d", w.Amount, w.Key), w); err != nil {
			return err
		}
	}
	if t.rand.IntN(3) == 0 {
		if err := t.see("accounts", "balance", "", nil); err != nil {
			return err
		}
	}
	return t.commit()
}

// pair writes one row in each of two tables.
func pair(t *tx) error {
	if err := t.begin(); err != nil {
		return err
	}
	k := t.some(pairs)
	for _, w := range []history.Write{t.put("left_side", k), t.put("right_side", k)} {
		if err := t.write(1, fmt.Sprintf("update %s set v = %d where k = %d", w.Table, w.Version, k), w); err != nil {
			return err
		}
	}
	return t.commit()
}

// rollBack does what nobody must ever see.
func rollBack(t *tx) error {
	if err := t.begin(); err != nil {
		return err
	}
	writes, values := t.rows(3)
	if err := t.write(3, "insert into events (k, v, note) values "+values, writes...); err != nil {
		return err
	}
	w := t.put("left_side", t.some(pairs))
	if err := t.write(1, fmt.Sprintf("update left_side set v = %d where k = %d", w.Version, w.Key), w); err != nil {
		return err
	}
	_, err := t.c.Exec(t.ctx, "rollback")
	if err == nil {
		err = errRolledBack
	}
	t.block = false
	return err
}

// readAll sees several tables on one snapshot, some of them twice.
func readAll(t *tx) error {
	if err := t.begin(); err != nil {
		return err
	}
	for range 2 {
		for _, x := range [][2]string{{"left_side", "v"}, {"accounts", "balance"}, {"items", "v"}, {"right_side", "v"}, {"counters", "n"}} {
			if err := t.see(x[0], x[1], "", nil); err != nil {
				return err
			}
		}
		if t.rand.IntN(2) == 0 {
			break
		}
	}
	return t.commit()
}

func readEvents(t *tx) error { return t.see("events", "v", "", nil) }

func readOne(t *tx) error {
	k := t.some(items)
	return t.see("items", "v", fmt.Sprintf(" where k = %d", k), []int64{k})
}

// alter changes tables that others read and write.
func alter(t *tx) error {
	table := []string{"items", "events", "left_side"}[t.rand.IntN(3)]
	column := fmt.Sprintf("c%d", t.w.fresh(1))
	if _, err := t.c.Exec(t.ctx, "alter table "+table+" add column "+column+" int4"); err != nil {
		return err
	}
	_, err := t.c.Exec(t.ctx, "alter table "+table+" drop column "+column)
	return err
}

// vacuum has the lake's files put together.
func vacuum(t *tx) error {
	_, err := t.c.Exec(t.ctx, []string{"vacuum events", "vacuum items", "vacuum full accounts", "vacuum"}[t.rand.IntN(4)])
	return err
}

// checkpoint has everything deleted that only the past needs.
func checkpoint(t *tx) error {
	for _, sql := range []string{"set lakewire.snapshot_retention = 0", "set lakewire.cleanup_delay = 0", "checkpoint"} {
		if _, err := t.c.Exec(t.ctx, sql); err != nil {
			return err
		}
	}
	return nil
}
