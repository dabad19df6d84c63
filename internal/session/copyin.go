package session

import (
	"context"
	"strings"

	"lakewire/internal/copyio"
	"lakewire/internal/dialect"
	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// copyFrom loads what the client sends: its rows are read into batches, and an INSERT reads the batches while the next
// ones are filled. It runs in a transaction of the engine, so that nothing is there until all of it is.
func (s *Session) copyFrom(ctx context.Context, st *dialect.Statement, n *dialect.Copy) (*execution, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	if err := s.enterBlock(ctx, st); err != nil {
		return nil, err
	}
	if o, err := copyOptions(n); err == nil && o.Format.InFile() {
		rows, err := s.fromFile(ctx, n, o)
		if err != nil {
			s.tx.halfway = true
			return nil, err
		}
		s.wrote(st, &plan{}, nil, rows)
		return done(counted(st, rows)), nil
	}
	l, err := s.newLoad(ctx, n)
	if err != nil {
		return nil, err
	}
	err = l.run()
	if err = l.close(err); err != nil {
		s.tx.halfway = true
		return nil, err
	}
	s.wrote(st, &plan{}, nil, l.rows)
	return done(counted(st, l.rows)), nil
}

// enterBlock takes a statement's locks and opens a transaction of the engine's, also for a statement that is its own.
func (s *Session) enterBlock(ctx context.Context, st *dialect.Statement) error {
	final := s.final
	s.final = false
	defer func() { s.final = final }()
	s.share()
	if err := s.lock(ctx, st); err != nil {
		return err
	}
	return s.enter(ctx, true)
}

// load is a COPY FROM that runs.
type load struct {
	s      *Session
	ctx    context.Context
	stop   context.CancelFunc
	schema string // where it is known
	table  string
	all    []attribute // the table's columns
	names  []string    // the columns that come in
	places []int       // where they stand in the table
	checks []check     // NOT NULL
	fits   []limit     // texts of a declared length
	where  bool        // rows may be left out
	faults bool        // and what they lack matters only if they are not
	binary bool

	rd    *copyio.Reader
	fresh bool // CopyDone has not come
	in    *encode.Intake
	flow  *engine.Inflow
	es    *engine.Stmt
	batch *engine.Batch
	done  chan inserted // of the INSERT that runs, nil when none does
	taken int64         // how often the rows had been read when it began
	due   int           // how many batches wait before one is begun, while there is room for more
	rows  int64
	read  int64 // rows that have been read
}

// attribute is a column of the table.
type attribute struct {
	name    string
	typ     string
	notNull bool
	preset  bool // it has a default
	def     string
}

// inserted is what came of one INSERT.
type inserted struct {
	rows int64
	err  error
}

// newLoad checks all that can be checked before data comes, and prepares for it.
func (s *Session) newLoad(ctx context.Context, n *dialect.Copy) (*load, error) {
	l := &load{s: s, table: n.Table.Name, schema: s.progress.Load().schema, fresh: true, where: n.Where != nil, due: 8}
	all, err := s.relationOf(ctx, n)
	if err != nil {
		return nil, err
	}
	if l.places, err = copied(l.table, all, n.Columns); err != nil {
		return nil, err
	}
	list := make([]string, len(l.places))
	for i, k := range l.places {
		l.names = append(l.names, all[k])
		list[i] = ident(all[k])
	}
	o, err := copyOptions(n)
	if err != nil {
		return nil, err
	}
	notNull, err := forced("FORCE_NOT_NULL", l.table, all, l.names, o.ForceNotNull)
	if err != nil {
		return nil, err
	}
	null, err := forced("FORCE_NULL", l.table, all, l.names, o.ForceNull)
	if err != nil {
		return nil, err
	}
	l.binary = o.Format == copyio.Binary
	if err := l.describe(ctx, n); err != nil {
		return nil, err
	}
	cols, err := l.columns(ctx, n, list)
	if err != nil {
		return nil, err
	}
	declared := l.declared(ctx, n)
	var oids []pgtypes.OID
	for _, c := range declared {
		oids = append(oids, c.Type)
	}
	set := s.encoding()
	if l.in, err = encode.NewIntake(cols, oids, formatCode(o), &set); err != nil {
		return nil, err
	}
	l.rd = copyio.NewReader(o, len(l.names), notNull, null)
	fitted := l.fitted(declared, list)
	into := l.in.Columns(l.names)
	if l.faults = l.where && len(l.checks) > 0; l.faults {
		into = append(into, engine.Column{Name: faultColumn, Type: &pgtypes.Logical{Kind: pgtypes.Varchar}})
	}
	l.ctx, l.stop = context.WithCancel(ctx)
	l.flow = s.ec.NewInflow(l.ctx, into)
	head, query, err := l.insert(ctx, n, list, fitted, l.flow.SQL())
	if err == nil {
		if l.es, err = s.ec.Prepare(ctx, head+query); err != nil {
			err = inCondition(err, n.Where, len(head))
		}
	}
	if err != nil {
		l.flow.Close()
		l.stop()
		return nil, err
	}
	if err := s.c.CopyIn(formatCode(o), len(l.names)); err != nil {
		return nil, l.close(err)
	}
	return l, nil
}

// columns gives the columns that come in with the types that the table has.
func (l *load) columns(ctx context.Context, n *dialect.Copy, list []string) ([]engine.Column, error) {
	es, err := l.s.ec.Prepare(ctx, "SELECT "+strings.Join(list, ", ")+" FROM "+target(n.Table))
	if err != nil {
		return nil, err
	}
	defer es.Close()
	return es.Columns(), nil
}

// run reads the client's data to its end, and has the last rows inserted.
func (l *load) run() error {
	for {
		st, err := l.rd.Next()
		switch {
		case err != nil:
			return l.atLine(err)
		case st == copyio.More:
			if err := l.feed(); err != nil {
				return err
			}
		case st == copyio.End:
			if err := l.rd.NoHeader(); err != nil {
				return l.located(err, `: ""`)
			}
			return l.finish()
		case l.rd.HeaderDue():
			if err := l.rd.CheckHeader(l.names); err != nil {
				return l.atLine(err)
			}
		default:
			if err := l.row(); err != nil {
				return err
			}
		}
	}
}

// feed gives the reader the next piece.
func (l *load) feed() error {
	data, over, err := l.s.c.NextCopy(l.ctx)
	switch {
	case err != nil:
		e := pgerr.From(err)
		if e.IsFatal() || e.Code == pgerr.ProtocolViolation {
			return err
		}
		return l.atLine(err)
	case over:
		l.fresh = false
		l.rd.Finish()
	default:
		p := l.s.progress.Load()
		p.bytes.Add(int64(len(data)))
		p.tuples.Store(l.read)
		l.rd.Feed(data)
	}
	return nil
}

// row puts the row at hand into the batch.
func (l *load) row() error {
	f := l.rd.Fields
	if len(f) > len(l.names) && len(l.names) > 0 {
		return l.atLine(l.rd.Extra())
	}
	if l.batch == nil {
		var err error
		if l.batch, err = l.empty(); err != nil {
			return err
		}
	}
	b := l.batch
	if err := l.fit(f); err != nil {
		return err
	}
	for k, name := range l.names {
		if k >= len(f) {
			return l.atLine(l.rd.Missing(name))
		}
		if err := l.in.Put(b, b.N, k, f[k]); err != nil {
			return l.atColumn(err, name, f[k])
		}
	}
	if err := l.complete(f); err != nil {
		if !l.faults {
			return err
		}
		b.Cols[len(l.names)].SetBytes(b.N, fault(err))
	} else if l.faults {
		b.Cols[len(l.names)].SetNull(b.N)
	}
	l.read++
	if b.N++; b.Full() {
		l.flow.Send(b)
		l.batch = nil
		if l.done == nil && l.flow.Waiting() >= l.due {
			l.launch()
		}
	}
	return nil
}

// empty gives a batch to fill. When none is left the INSERT runs, and is waited for.
func (l *load) empty() (*engine.Batch, error) {
	for {
		select {
		case r := <-l.done: // a nil channel when none runs
			if err := l.landed(r); err != nil {
				return nil, err
			}
		default:
		}
		if b := l.flow.Batch(); b != nil {
			return b, nil
		}
		l.launch()
		select {
		case b := <-l.flow.Free():
			return b, nil
		case r := <-l.done:
			if err := l.landed(r); err != nil {
				return nil, err
			}
		}
	}
}

// launch starts an INSERT, unless one runs. It ends by itself when it waits for rows too long.
func (l *load) launch() {
	if l.done != nil {
		return
	}
	out := make(chan inserted, 1)
	l.done, l.taken = out, l.flow.Taken()
	go func() {
		str, err := l.es.Run(l.ctx)
		if err != nil {
			out <- inserted{err: err}
			return
		}
		n := str.RowsChanged()
		str.Close()
		out <- inserted{rows: max(n, 0)}
	}()
}

// landed takes in what came of an INSERT.
func (l *load) landed(r inserted) error {
	l.done = nil
	l.rows += r.rows
	r.err = unfault(r.err)
	if l.flow.Taken() == l.taken && r.err == nil {
		l.flow.Drop() // a condition that no row can meet: the engine does not look at them
	}
	if r.err == nil {
		l.s.progress.Load().excluded.Store(max(l.read-l.rows-int64(l.flow.Waiting())*engine.BatchRows, 0))
	}
	l.due *= 2 // the client is slow: rows are gathered, so that there are fewer files
	return r.err
}

// finish reads over what stands behind the end of the data, and waits for the last rows to be in.
func (l *load) finish() error {
	for l.fresh {
		if err := l.feed(); err != nil {
			return err
		}
	}
	if l.batch != nil && l.batch.N > 0 {
		l.flow.Send(l.batch)
		l.batch = nil
	}
	l.flow.End()
	for l.done != nil || l.flow.Waiting() > 0 {
		l.launch()
		if err := l.landed(<-l.done); err != nil {
			return err
		}
	}
	return nil
}

// close ends what still runs. The error is that of the COPY, if it failed.
func (l *load) close(err error) error {
	if err != nil {
		l.flow.Abandon()
		l.stop()
	}
	if l.done != nil {
		<-l.done
	}
	l.stop()
	l.es.Close()
	if !l.s.ec.Lost() { // a call that was left behind may still look at the rows
		l.flow.Close()
	}
	return err
}
