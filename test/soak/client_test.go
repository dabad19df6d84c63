package soak

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"lakewire/test/history"
)

// client is one of the sixteen. It loses its connection when the server dies, and makes another one.
type client struct {
	w    *world
	id   int
	rand *rand.Rand
	c    *pgx.Conn
	mode pgx.QueryExecMode
	mine []int64 // keys of events that it has put there and not deleted
}

// tx is a recorded transaction under way.
type tx struct {
	*history.Op
	*client
	ctx   context.Context
	block bool // BEGIN has been said
	sent  bool // what may commit it has been said
}

// fair are the errors that a client must be ready for: conflicts, timeouts, and a server or a catalog that dies; and, where that
// is what the test is about, a full disk and an object store that fails.
var fair = []string{"40001", "40P01", "55P03", "57014", "57P01", "57P03", "08006", "08007"}

// do runs one transaction and records what became of it.
func (c *client) do(ctx context.Context, name string, f func(*tx) error) {
	if c.c == nil || c.c.IsClosed() {
		var err error
		if c.c, err = c.w.connect(ctx, c.mode); err != nil {
			return
		}
	}
	// A statement that never comes back is a defect too: it would be waited for until the end otherwise.
	bounded, cancel := context.WithTimeout(ctx, 60*time.Second)
	defer cancel()
	t := &tx{Op: c.w.Begin(c.id, name), client: c, ctx: bounded}
	err := f(t)
	c.w.End(t.Op, t.outcome(err))
	c.note(name, err)
	if err != nil && t.block && !c.c.IsClosed() {
		if _, err := c.c.Exec(bounded, "rollback"); err != nil {
			_ = c.c.Close(ctx)
		}
	}
}

// outcome is what an error says about the transaction's fate.
func (t *tx) outcome(err error) history.Outcome {
	var e *pgconn.PgError
	switch {
	case err == nil:
		return history.Acknowledged
	case errors.Is(err, errWrong):
		return history.Unknown
	case !t.sent:
		return history.Refused // a transaction that nobody has asked to commit
	case errors.As(err, &e) && e.Code != "08007" && e.Severity != "FATAL":
		return history.Refused
	}
	return history.Unknown
}

// note counts what a client was told.
func (c *client) note(name string, err error) {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	var e *pgconn.PgError
	switch {
	case err == nil, errors.Is(err, errRolledBack):
		c.w.done[name]++
	case errors.As(err, &e):
		c.w.states[e.Code]++
		if !slices.Contains(fair, e.Code) && !slices.Contains(c.w.fair, e.Code) {
			c.w.surprise[e.Code] = name + ": " + e.Error() + " " + e.Detail
		}
	case errors.Is(err, errWrong):
		c.w.surprise["wrong"] = name + ": " + err.Error()
	case errors.Is(err, context.DeadlineExceeded):
		c.w.surprise["no answer"] = name + ": " + err.Error()
	default:
		c.w.states["lost"]++
	}
}

// errWrong is an answer that no error explains.
var errWrong = errors.New("wrong answer")

// errRolledBack is no error but the fate of a transaction that was rolled back as it was to be.
var errRolledBack = errors.New("rolled back")

// begin opens a block.
func (t *tx) begin() error {
	t.block = true
	_, err := t.c.Exec(t.ctx, "begin")
	return err
}

// commit ends the block.
func (t *tx) commit() error {
	t.sent = true
	_, err := t.c.Exec(t.ctx, "commit")
	return err
}

// write runs a statement that changes rows: so many, or none and then its writes have not been.
func (t *tx) write(rows int64, sql string, writes ...history.Write) error {
	t.Write(writes...)
	t.sent = !t.block
	tag, err := t.c.Exec(t.ctx, sql)
	if err != nil {
		return err
	}
	switch tag.RowsAffected() {
	case rows:
	case 0:
		t.Writes = t.Writes[:len(t.Writes)-len(writes)]
	default:
		return fmt.Errorf("%w: %d rows by %s", errWrong, tag.RowsAffected(), sql)
	}
	return nil
}

// see reads a table: its keys, and what stands beside them.
func (t *tx) see(table, column string, where string, keys []int64) error {
	r := history.Read{Table: table, Keys: keys, Written: len(t.Writes), Amounts: column != "v"}
	if table == "accounts" && where == "" {
		total := int64(accounts * money)
		r.Total = &total
	}
	rows, err := t.c.Query(t.ctx, "select k, "+column+" from "+table+where)
	if err != nil {
		return err
	}
	r.Rows, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (x history.Row, err error) {
		if r.Amounts {
			return x, row.Scan(&x.Key, &x.Amount)
		}
		return x, row.Scan(&x.Key, &x.Version)
	})
	if err != nil {
		return err
	}
	r.Ended = t.w.Now()
	t.Reads = append(t.Reads, r)
	if !t.block || where != "" || t.rand.IntN(3) > 0 {
		return nil
	}
	var n int
	if err := t.c.QueryRow(t.ctx, "select count(*) from "+table).Scan(&n); err != nil {
		return err
	}
	if n != len(r.Rows) {
		return fmt.Errorf("%w: count(*) of %s says %d, and %d rows are there", errWrong, table, n, len(r.Rows))
	}
	return nil
}
