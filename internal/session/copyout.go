package session

import (
	"context"

	"lakewire/internal/copyio"
	"lakewire/internal/dialect"
	"lakewire/internal/encode"
	"lakewire/internal/pgerr"
)

// copyOut is a COPY TO that runs: it has its rows written as CopyData.
type copyOut struct {
	o     *copyio.Options
	all   []string // the table's columns, nil for a query
	table string
	out   *encode.CopyRows
}

// copyTo sends a query's rows.
func (s *Session) copyTo(ctx context.Context, st *dialect.Statement, n *dialect.Copy) (*execution, error) {
	q := n.Query
	if q.Kind != dialect.KindRefused && !q.ReturnsRows {
		return nil, pgerr.New(pgerr.FeatureNotSupported, "COPY query must have a RETURNING clause")
	}
	c := &copyOut{table: n.Table.Name}
	if n.Table.Name != "" {
		if err := s.ready(ctx); err != nil {
			return nil, err
		}
		var err error
		if c.all, err = s.relationOf(ctx, n); err != nil {
			return nil, err
		}
		if _, err := copied(n.Table.Name, c.all, n.Columns); err != nil {
			return nil, err
		}
	}
	var err error
	if c.o, err = copyOptions(n); err != nil {
		return nil, err
	}
	if marks := paramMarks(q.SQL); len(marks) > 0 {
		return nil, noParameter(q, marks[0])
	}
	if c.o.Format.InFile() {
		return s.toFile(ctx, st, q, c.o)
	}
	s.copying = c
	defer func() { s.copying = nil }()
	x, err := s.start(ctx, q, nil, nil, nil)
	if err != nil {
		return nil, err
	}
	defer x.close()
	s.c.CopyOut(formatCode(c.o), len(x.fields))
	if c.o.Header != copyio.HeaderNone {
		names := make([]string, len(x.fields))
		for i, f := range x.fields {
			names[i] = f.Name
		}
		w := copyio.NewWriter(c.o, len(names), nil)
		line, err := w.Recode(append(w.Names(nil, names), '\n'), 0)
		if err != nil {
			return nil, err
		}
		s.c.CopyData(line)
	}
	rows, err := x.read(ctx, everything)
	if err != nil {
		return nil, err
	}
	if c.o.Format == copyio.Binary {
		s.c.CopyData(append(c.out.Head(), copyio.BinaryTrailer()...))
	}
	s.c.CopyDone()
	return done(counted(st, rows)), nil
}

// rows makes the writer of a result's rows.
func (c *copyOut) rows(sh *shape, set *encode.Settings) (appender, error) {
	names := make([]string, len(sh.fields))
	for i, f := range sh.fields {
		names[i] = f.Name
	}
	force, err := forced("FORCE_QUOTE", c.table, c.all, names, c.o.ForceQuote)
	if err != nil {
		return nil, err
	}
	var w *copyio.Writer
	if c.o.Format != copyio.Binary {
		w = copyio.NewWriter(c.o, len(names), force)
	}
	c.out, err = encode.NewCopyRows(sh.cols, sh.descs, w, set)
	return c.out, err
}
