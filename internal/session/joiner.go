package session

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"lakewire/internal/engine"
	"lakewire/internal/locks"
	"lakewire/internal/pgerr"
)

// joiner makes the commits of joined INSERTs, one after the other, in a goroutine that is there while there are any.
type joiner struct {
	mu      sync.Mutex
	waiting []*joined
	running bool
	want    int           // how many are expected to wait before the next round
	enough  chan struct{} // told when they do

	conn  *engine.Conn // the goroutine's, kept for the next one
	owner locks.Owner
}

// round is one commit. Until COMMIT is sent it can be broken off.
type round struct {
	all        []*joined
	gone       []*joined // sessions that wait no longer
	stop       context.CancelCauseFunc
	committing bool
}

// roundMost bounds the rows of a round. All of them together are a few batches.
const roundMost = 4 * engine.BatchRows

// wait adds an INSERT and waits for its commit. When ctx ends first, nothing of it is in the lake unless COMMIT was on its
// way: then the answer is waited for.
func (j *joiner) wait(ctx context.Context, d *Deps, w *joined) error {
	j.mu.Lock()
	j.waiting = append(j.waiting, w)
	switch {
	case !j.running:
		j.running, j.enough = true, make(chan struct{}, 1)
		go j.run(d)
	case len(j.waiting) == j.want:
		select {
		case j.enough <- struct{}{}:
		default:
		}
	}
	j.mu.Unlock()
	select {
	case err := <-w.over:
		return err
	case <-ctx.Done():
	}
	j.mu.Lock()
	switch r := w.round; {
	case r == nil:
		if i := slices.Index(j.waiting, w); i >= 0 {
			j.waiting = slices.Delete(j.waiting, i, i+1)
			j.mu.Unlock()
			return context.Cause(ctx)
		}
	case !r.committing:
		r.gone = append(r.gone, w)
		r.stop(errWithdrawn)
	}
	j.mu.Unlock()
	if err := <-w.over; err != errAlone && err != errWithdrawn {
		return err
	}
	return context.Cause(ctx)
}

// next gives the INSERTs of the next round, nil when there are none and the goroutine is to end.
func (j *joiner) next() (*round, context.Context) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.waiting) == 0 {
		j.running = false
		return nil, nil
	}
	rows, n := 0, 0
	for n < len(j.waiting) && rows < roundMost {
		rows += len(j.waiting[n].rows)
		n++
	}
	r := &round{all: slices.Clone(j.waiting[:n])}
	j.waiting = slices.Delete(j.waiting, 0, n)
	var ctx context.Context
	ctx, r.stop = context.WithCancelCause(context.Background())
	for _, w := range r.all {
		w.round = r
	}
	return r, ctx
}

func (j *joiner) run(d *Deps) {
	if j.owner == nil {
		j.owner = d.Locks.Join(0)
	}
	for {
		r, ctx := j.next()
		if r == nil {
			return
		}
		began := time.Now()
		err := j.commit(ctx, d, r)
		r.stop(nil)
		j.settle(r, err)
		j.gather(len(r.all), min(time.Since(began)/8, gatherMost))
	}
}

// gatherMost bounds how long the next round waits for those who have just been answered.
const gatherMost = 2 * time.Millisecond

// gather waits a moment for the sessions of the last round to come back, when others wait already: else the sessions fall
// into two halves that wait for each other.
func (j *joiner) gather(last int, patience time.Duration) {
	j.mu.Lock()
	if len(j.waiting) == 0 {
		j.mu.Unlock()
		return
	}
	j.want = len(j.waiting) + last
	select {
	case <-j.enough:
	default:
	}
	j.mu.Unlock()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-j.enough:
	case <-timer.C:
	}
	j.mu.Lock()
	j.want = 0
	j.mu.Unlock()
}

// settle answers those whose round is over. When somebody's leaving has broken it off, the others are to wait for the next.
func (j *joiner) settle(r *round, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	var again []*joined
	for _, w := range r.all {
		switch {
		case err != nil && slices.Contains(r.gone, w):
			w.over <- errWithdrawn
		case err != nil && len(r.gone) > 0 && !r.committing:
			w.round = nil
			again = append(again, w)
		default:
			w.over <- err
		}
	}
	j.waiting = append(again, j.waiting...)
}

// commit writes a round in one transaction. Its error is errAlone, unless it is about a COMMIT whose fate matters.
func (j *joiner) commit(ctx context.Context, d *Deps, r *round) error {
	over, err := j.owner.Commit(ctx)
	if err != nil {
		return errAlone
	}
	defer over()
	if j.conn == nil || j.conn.Lost() {
		if j.conn, err = d.Engine.Conn(ctx); err != nil {
			j.conn = nil
			return errAlone
		}
	}
	if err := j.write(ctx, r); err != nil {
		j.conn.Reset(context.Background())
		return errAlone
	}
	names, sig := authors(r.all)
	extra, err := json.Marshal(sig)
	if err != nil {
		return errAlone
	}
	if _, err = j.conn.Exec(ctx, "CALL ducklake_set_commit_message("+literal(d.Lake)+", "+literal(names)+", NULL, extra_info => "+literal(string(extra))+")"); err != nil {
		j.conn.Reset(context.Background())
		return errAlone
	}
	j.mu.Lock()
	if len(r.gone) > 0 {
		j.mu.Unlock()
		j.conn.Reset(context.Background())
		return errAlone
	}
	r.committing = true
	j.mu.Unlock()
	ctx = context.Background()
	if err := j.exec(ctx, "COMMIT"); err != nil {
		j.conn.Reset(ctx)
		if err = d.outcome(ctx, sig.Token, err); pgerr.Is(err, pgerr.TRSerializationFailure) {
			return errAlone
		}
		return err
	}
	return nil
}

// exec runs one of the texts that are the same for every round.
func (j *joiner) exec(ctx context.Context, sql string) error {
	st, err := j.conn.PrepareCached(ctx, sql)
	if err != nil {
		return err
	}
	defer st.Close()
	str, err := st.Run(ctx)
	if err != nil {
		return err
	}
	defer str.Close()
	_, err = drain(ctx, str)
	return err
}

// write begins the transaction and inserts the rows, those of one table and the same columns with one INSERT. What cannot be
// read is sent back to its session and is no part of the round any more.
func (j *joiner) write(ctx context.Context, r *round) error {
	if err := j.exec(ctx, "BEGIN"); err != nil {
		return err
	}
	var order []string
	groups := map[string][]*joined{}
	for _, w := range r.all {
		k := w.key()
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], w)
	}
	for _, k := range order {
		if err := j.insert(ctx, r, groups[k]); err != nil {
			return err
		}
	}
	if len(r.all) == 0 {
		return errAlone
	}
	return nil
}

func (j *joiner) insert(ctx context.Context, r *round, group []*joined) error {
	first := group[0]
	flow := j.conn.NewInflow(ctx, first.in[0].Columns(first.names))
	defer func() {
		if !j.conn.Lost() {
			flow.Close()
		}
	}()
	b, rows := flow.Batch(), 0
	for _, w := range group {
		if b.N+len(w.rows) > engine.BatchRows || b.Full() {
			flow.Send(b)
			if b = flow.Batch(); b == nil {
				return errAlone
			}
		}
		if !w.put(b) {
			j.send(r, w, errAlone)
			continue
		}
		rows += len(w.rows)
	}
	if rows == 0 {
		return nil
	}
	flow.Send(b)
	flow.End()
	list := make([]string, len(first.names))
	for i, n := range first.names {
		list[i] = ident(n)
	}
	_, err := j.conn.Exec(ctx, "INSERT INTO "+first.table+" ("+strings.Join(list, ", ")+") SELECT * FROM "+flow.SQL())
	return err
}

// send answers one INSERT of a round before the rest of it.
func (j *joiner) send(r *round, w *joined, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	r.all = slices.DeleteFunc(r.all, func(x *joined) bool { return x == w })
	r.gone = slices.DeleteFunc(r.gone, func(x *joined) bool { return x == w })
	w.over <- err
}
