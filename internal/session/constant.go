package session

import (
	"context"

	"lakewire/internal/dialect"
	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// memo is the answer to a statement that is made of literals only. It is the same for every session and setting, so it
// is had without the engine from the second time on.
type memo struct {
	sh      *shape
	rows    int64
	formats [2][]byte // framed rows in text and in binary; nil where there is no binary form
}

// memoLimit bounds the rows that are remembered.
const memoLimit = 4 << 10

// constant answers from memory; a nil execution means that the engine must.
func (s *Session) constant(ctx context.Context, st *dialect.Statement, pl *plan, formats []int16) (*execution, error) {
	m := s.d.Hub.memo(st)
	if m == nil {
		var err error
		if m, err = s.remember(ctx, st, pl); m == nil || err != nil {
			return nil, err
		}
	}
	frame := m.formats[0]
	for i := range m.sh.fields {
		if formatOf(formats, i) != formatOf(formats, 0) {
			return nil, nil
		}
	}
	if f := formatOf(formats, 0); f != 0 {
		if f != 1 {
			return nil, nil // the encoder refuses it
		}
		if frame = m.formats[1]; frame == nil {
			return nil, nil
		}
	}
	s.tx.asked = true
	sent := false
	return &execution{
		fields: withFormats(m.sh.fields, formats),
		read: func(ctx context.Context, max int64) (int64, error) {
			if sent || max < m.rows {
				return 0, nil
			}
			sent = true
			return m.rows, s.c.Append(func(dst []byte) ([]byte, error) { return append(dst, frame...), nil })
		},
		tag: func(n int64) string { return counted(st, n) },
	}, nil
}

// remember runs the statement once and keeps its answer where no setting has a part in it.
func (s *Session) remember(ctx context.Context, st *dialect.Statement, pl *plan) (*memo, error) {
	f, _, pl, err := s.open(ctx, st, pl, nil)
	if err != nil || f == nil {
		return nil, err
	}
	defer f.close()
	for _, c := range f.cols {
		if !unsettled(c.Type) {
			return nil, nil
		}
	}
	m := &memo{sh: pl.sh}
	set := s.encoding()
	text, err := encode.NewRows(m.sh.cols, m.sh.descs, nil, &set)
	if err != nil {
		return nil, nil
	}
	bin, err := encode.NewRows(m.sh.cols, m.sh.descs, []int16{1}, &set)
	if err != nil {
		bin = nil
	}
	m.rows, err = f.take(ctx, 2, func(c *engine.Chunk, from, to int) (err error) {
		if m.formats[0], err = text.Append(m.formats[0], c, from, to); err != nil || bin == nil {
			return err
		}
		m.formats[1], err = bin.Append(m.formats[1], c, from, to)
		return err
	})
	if err != nil {
		return nil, err
	}
	if m.rows != 1 || len(m.formats[0])+len(m.formats[1]) > memoLimit {
		return nil, nil
	}
	s.d.Hub.remember(st, m)
	return m, nil
}

// unsettled tells the types whose text does not hang on a setting.
func unsettled(t *pgtypes.Logical) bool {
	switch {
	case t.Kind >= pgtypes.Bool && t.Kind <= pgtypes.UHugeInt:
		return true
	case t.Kind == pgtypes.Decimal, t.Kind == pgtypes.Varchar:
		return true
	}
	return false
}
