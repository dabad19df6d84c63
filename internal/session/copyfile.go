package session

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"

	"lakewire/internal/arrowio"
	"lakewire/internal/copyio"
	"lakewire/internal/dialect"
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// COPY in the formats parquet and arrow goes by way of a file of ours: a Parquet file has its table of contents at its end,
// so that nothing of it can be read before all is there. The file lies in a folder that the engine may reach, under a name
// that no client's text can tell, and is gone when the statement is over.

// copyPiece is how much of a file goes into one message.
const copyPiece = 64 << 10

// parcel makes the file. The caller removes it.
func (s *Session) parcel() (*os.File, error) {
	f, err := os.CreateTemp(s.d.Engine.CopyDir(), "copy-*.parquet")
	if err != nil {
		return nil, pgerr.New(pgerr.IoError, "could not make a temporary file").WithCause(err)
	}
	return f, nil
}

func discardFile(f *os.File) {
	_ = f.Close()
	_ = os.Remove(f.Name())
}

// fileError is an error of our own file: of a full disk, as a rule.
func fileError(err error) error {
	return pgerr.New(pgerr.DiskFull, "could not write a temporary file").WithDetail("%v", err).WithCause(err)
}

// toFile sends a query's rows as a Parquet file or an Arrow stream.
func (s *Session) toFile(ctx context.Context, st, q *dialect.Statement, o *copyio.Options) (*execution, error) {
	if q.Steps != nil || q.Kind.Session() || q.Writes || q.Kind == dialect.KindRefused {
		return nil, pgerr.Unsupported("COPY in this format takes tables and queries that only read", "Use text, csv or binary.")
	}
	if err := s.admit(q); err != nil {
		return nil, err
	}
	if err := s.readyFor(ctx, q); err != nil {
		return nil, err
	}
	q, err := s.analysed(ctx, q, nil)
	if err != nil {
		return nil, err
	}
	f, err := s.parcel()
	if err != nil {
		return nil, err
	}
	defer discardFile(f)
	query, columns, err := s.portable(ctx, q, o.Format == copyio.Arrow)
	if err != nil {
		return nil, err
	}
	whole := *q
	whole.ReturnsRows = false
	pl := &plan{st: &whole, sql: "COPY (" + query + ") TO " + literal(f.Name()) + " (FORMAT parquet)"}
	defer s.letGo(pl)
	_, rows, _, err := s.open(ctx, &whole, pl, nil)
	if err != nil {
		return nil, pgerr.From(err).WithPosition(0)
	}
	in, err := os.Open(f.Name()) // the engine has put a new file into its place
	if err != nil {
		return nil, pgerr.New(pgerr.IoError, "could not read a temporary file").WithCause(err)
	}
	defer func() { _ = in.Close() }()
	s.c.CopyOut(1, columns)
	w := bufio.NewWriterSize(&copyWriter{s: s, ctx: ctx}, copyPiece)
	if o.Format == copyio.Arrow {
		err = arrowio.FromParquet(ctx, in, w)
	} else {
		_, err = io.Copy(struct{ io.Writer }{w}, in)
	}
	if err = errors.Join(err, w.Flush()); err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, pgerr.New(pgerr.FeatureNotSupported, "a column's type has no form in this format").WithDetail("%v", err).WithCause(err)
	}
	s.c.CopyDone()
	return done(counted(st, rows)), nil
}

// portable gives the query with PostgreSQL's names of its columns, and with what the format has no type for made into what
// it has: the engine would make floats of its 128-bit integers. It tells how many columns there are.
func (s *Session) portable(ctx context.Context, q *dialect.Statement, arrow bool) (string, int, error) {
	es, err := s.orOnLake(ctx, q.SQL, s.ec.Prepare)
	if err != nil {
		return "", 0, s.locate(err, q, nil)
	}
	defer es.Close()
	cols := es.Columns()
	fields := shapeOf(q, cols).fields
	names, list := make([]string, len(cols)), make([]string, len(cols))
	for i, c := range cols {
		names[i] = "c" + strconv.Itoa(i)
		list[i] = names[i] + " AS " + ident(fields[i].Name)
		if to := travelsAs(c.Type, fields[i].Desc.OID, arrow); to != "" {
			list[i] = "CAST(" + names[i] + " AS " + to + ") AS " + ident(fields[i].Name)
		}
	}
	return "SELECT " + strings.Join(list, ", ") + " FROM (" + q.SQL + ") AS q(" + strings.Join(names, ", ") + ")", len(cols), nil
}

// travelsAs names the type as which a value goes into the file, "" for its own. What Parquet keeps as bytes of a fixed
// length with a meaning would be bytes alone in an Arrow stream.
func travelsAs(t *pgtypes.Logical, oid pgtypes.OID, arrow bool) string {
	switch {
	case t.Kind == pgtypes.HugeInt || t.Kind == pgtypes.UHugeInt:
		return "DECIMAL(38,0)"
	case oid == pgtypes.OIDNumeric && t.Kind != pgtypes.Decimal:
		return "DOUBLE"
	case arrow && (t.Kind == pgtypes.Interval || t.Kind == pgtypes.UUID || t.Alias == "JSON"):
		return "VARCHAR"
	}
	return ""
}

// copyWriter sends what is written to it.
type copyWriter struct {
	s   *Session
	ctx context.Context
}

func (w *copyWriter) Write(b []byte) (int, error) {
	if w.ctx.Err() != nil {
		return 0, context.Cause(w.ctx)
	}
	w.s.c.CopyData(b)
	w.s.progress.Load().bytes.Add(int64(len(b)))
	return len(b), nil
}

// fromFile loads a Parquet file or an Arrow stream. Its columns go by their names into those of the table.
func (s *Session) fromFile(ctx context.Context, n *dialect.Copy, o *copyio.Options) (rows int64, err error) {
	l := &load{s: s, table: n.Table.Name, where: n.Where != nil}
	all, err := s.relationOf(ctx, n)
	if err != nil {
		return 0, err
	}
	if l.places, err = copied(l.table, all, n.Columns); err != nil {
		return 0, err
	}
	list := make([]string, len(l.places))
	for i, k := range l.places {
		l.names = append(l.names, all[k])
		list[i] = ident(all[k])
	}
	if err := l.describe(ctx, n); err != nil {
		return 0, err
	}
	f, err := s.parcel()
	if err != nil {
		return 0, err
	}
	defer discardFile(f)
	if err := s.c.CopyIn(1, len(l.names)); err != nil {
		return 0, err
	}
	if err := l.receive(ctx, f, o.Format == copyio.Arrow); err != nil {
		return 0, err
	}
	if o.Format == copyio.Parquet {
		if err := s.rewritten(ctx, f.Name()); err != nil {
			return 0, pgerr.From(err).WithWhere("COPY " + l.table)
		}
	}
	source := "read_parquet(" + literal(f.Name()) + ")"
	if err := l.matches(ctx, n, source, list); err != nil {
		return 0, err
	}
	fitted := l.fitted(l.declared(ctx, n), list)
	source = "(SELECT " + strings.Join(list, ", ") + " FROM " + source + ")"
	head, query, err := l.insert(ctx, n, list, fitted, source)
	if err != nil {
		return 0, err
	}
	es, err := s.ec.Prepare(ctx, head+query)
	if err != nil {
		return 0, inCondition(err, n.Where, len(head))
	}
	defer es.Close()
	str, err := es.Run(ctx)
	if err != nil {
		return 0, pgerr.From(err).WithPosition(0).WithWhere("COPY " + l.table)
	}
	return drain(ctx, str)
}

// receive writes what the client sends into the file.
func (l *load) receive(ctx context.Context, f *os.File, arrow bool) error {
	out := io.WriteCloser(f)
	converted := make(chan error, 1)
	if arrow {
		r, w := io.Pipe()
		go func() {
			buf := bufio.NewWriterSize(f, copyPiece)
			_, err := arrowio.ToParquet(ctx, r, struct{ io.Writer }{buf})
			if err == nil {
				err = buf.Flush()
			}
			if err == nil {
				_, err = io.Copy(io.Discard, r) // what stands behind the end of the stream
			}
			_ = r.CloseWithError(errNotArrow)
			converted <- err
		}()
		out = w
		defer func() { _ = w.Close() }()
	}
	for {
		data, over, err := l.s.c.NextCopy(ctx)
		if err != nil {
			e := pgerr.From(err)
			if arrow {
				_ = out.(*io.PipeWriter).CloseWithError(io.ErrUnexpectedEOF)
				<-converted
			}
			if e.IsFatal() || e.Code == pgerr.ProtocolViolation {
				return err
			}
			return e.WithWhere("COPY " + l.table)
		}
		if over {
			break
		}
		l.s.progress.Load().bytes.Add(int64(len(data)))
		if _, err := out.Write(data); err != nil && !errors.Is(err, errNotArrow) {
			return fileError(err)
		}
	}
	if !arrow {
		return nil
	}
	_ = out.Close()
	if err := <-converted; arrowio.IsTooLarge(err) {
		return pgerr.New(pgerr.ProgramLimitExceeded, "the Arrow IPC stream holds too much at a time").WithDetail("%v", err).
			WithHint("Send smaller batches: up to a gigabyte each.").WithWhere("COPY " + l.table).WithCause(err)
	} else if err != nil {
		return pgerr.New(pgerr.BadCopyFileFormat, "the data is not an Arrow IPC stream that can be read").WithDetail("%v", err).
			WithWhere("COPY " + l.table).WithCause(err)
	}
	return nil
}

// errNotArrow ends the writing to who has given up reading.
var errNotArrow = errors.New("not an Arrow stream")

// matches checks that the file has each column that is to come in, and no other, and that bytes go into bytes alone: the
// engine would write them out.
func (l *load) matches(ctx context.Context, n *dialect.Copy, source string, list []string) error {
	es, err := l.s.ec.Prepare(ctx, "SELECT * FROM "+source)
	if err != nil {
		return pgerr.New(pgerr.BadCopyFileFormat, "the data is not a Parquet file that can be read").WithWhere("COPY " + l.table).WithCause(err)
	}
	defer es.Close()
	has, blob := map[string]bool{}, map[string]bool{}
	for _, c := range es.Columns() {
		has[strings.ToLower(c.Name)] = true
		blob[strings.ToLower(c.Name)] = c.Type.Kind == pgtypes.Blob
	}
	into, err := l.columns(ctx, n, list)
	if err != nil {
		return err
	}
	for k, name := range l.names {
		if blob[strings.ToLower(name)] && into[k].Type.Kind != pgtypes.Blob {
			return pgerr.Newf(pgerr.DatatypeMismatch, `the data has bytes for column "%s", which is of another type`, name).WithWhere("COPY " + l.table)
		}
		if !has[strings.ToLower(name)] {
			return pgerr.Newf(pgerr.BadCopyFileFormat, `the data has no column "%s"`, name).WithWhere("COPY " + l.table)
		}
		delete(has, strings.ToLower(name))
	}
	return extra(es.Columns(), has, l.table)
}

// extra names a column of the data that would go nowhere.
func extra(cols []engine.Column, has map[string]bool, table string) error {
	for _, c := range cols {
		if has[strings.ToLower(c.Name)] {
			return pgerr.Newf(pgerr.BadCopyFileFormat, `the data has a column "%s" that is not copied`, c.Name).
				WithHint("Name the columns that the data has: COPY t (a, b) FROM …").WithWhere("COPY " + table)
		}
	}
	return nil
}
