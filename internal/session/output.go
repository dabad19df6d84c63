package session

import (
	"encoding/binary"

	"lakewire/internal/dialect"
	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
	"lakewire/internal/wire"
)

// batch is about how many bytes of rows are appended to the write buffer at once.
const batch = 32 << 10

// shape is what the client is told of a result: its columns, and how the encoder is to read them.
type shape struct {
	cols   []engine.Column
	descs  []pgtypes.Desc
	fields []wire.Field // in text format
}

// shapeOf gives the columns their names and types as PostgreSQL would.
func shapeOf(st *dialect.Statement, cols []engine.Column) *shape {
	sh := &shape{cols: cols, descs: make([]pgtypes.Desc, len(cols)), fields: make([]wire.Field, len(cols))}
	for i, c := range cols {
		d := pgtypes.Describe(c.Type)
		name, from := c.Name, dialect.Origin{}
		if st != nil {
			if i < len(st.Types) {
				d = typed(d, c.Type, st.Types[i])
			}
			if i < len(st.Names) && st.Names[i] != "" {
				name = st.Names[i]
			}
			if i < len(st.Origins) {
				from = st.Origins[i]
			}
		}
		sh.descs[i] = d
		sh.fields[i] = wire.Field{Name: name, Table: uint32(from.Table), Attr: uint16(from.Number), Desc: d}
	}
	if st != nil && st.Hollow {
		sh.descs, sh.fields = sh.descs[:0], sh.fields[:0]
	}
	return sh
}

// typed applies PostgreSQL's type where the engine's values can be sent as it. What is of no type of PostgreSQL's stays as
// the engine has it.
func typed(d pgtypes.Desc, t *pgtypes.Logical, c dialect.ColType) pgtypes.Desc {
	switch {
	case t == nil:
	case c.OID == 0:
		if c.Mod != dialect.ModEngine {
			d.Mod = c.Mod
		}
	case c.OID == pgtypes.OIDVoid && t.Kind != pgtypes.List && t.Kind != pgtypes.Array || pgtypes.Sendable(t, c.OID):
		if d = pgtypes.Of(c.OID); c.Mod != dialect.ModEngine {
			d.Mod = c.Mod
		}
	}
	return d
}

// sameTypes tells whether a result still has the columns that the client was told of.
func sameTypes(a, b []engine.Column) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if pgtypes.Describe(a[i].Type) != pgtypes.Describe(b[i].Type) {
			return false
		}
	}
	return true
}

// withFormats gives the fields as a portal with these result formats describes them.
func withFormats(fields []wire.Field, formats []int16) []wire.Field {
	if len(formats) == 0 || fields == nil { // nil is NoData, and must stay so
		return fields
	}
	out := make([]wire.Field, len(fields))
	for i, f := range fields {
		f.Format = formatOf(formats, i)
		out[i] = f
	}
	return out
}

func formatOf(formats []int16, i int) int16 {
	switch {
	case len(formats) == 0:
		return 0
	case len(formats) == 1:
		return formats[0]
	case i < len(formats):
		return formats[i]
	}
	return 0
}

// appender writes rows [from, to) of a chunk as messages.
type appender interface {
	Append(dst []byte, c *engine.Chunk, from, to int) ([]byte, error)
}

// encoder sends rows of a feed to the client.
func (s *Session) encoder(sh *shape, formats []int16) (emit, error) {
	set := s.encoding()
	var rows appender
	var err error
	if s.copying != nil {
		rows, err = s.copying.rows(sh, &set)
	} else {
		rows, err = encode.NewRows(sh.cols[:len(sh.descs)], sh.descs, formats, &set)
	}
	if err != nil {
		return nil, err
	}
	step := 64
	return func(c *engine.Chunk, from, to int) error {
		s.warnings()
		for from < to {
			k := min(step, to-from)
			grown := 0
			err := s.c.Append(func(dst []byte) ([]byte, error) {
				was := len(dst)
				dst, err := rows.Append(dst, c, from, from+k)
				grown = len(dst) - was
				return dst, err
			})
			if err != nil {
				return err
			}
			if p := s.progress.Load(); p != nil {
				p.bytes.Add(int64(grown - 5*k)) // each row is a message
				p.tuples.Add(int64(k))
			}
			from += k
			step = min(max(batch*k/max(grown, 1), 1), 2048)
		}
		return nil
	}, nil
}

// encoding gives the settings that the encoder follows, made anew only when a setting has changed.
func (s *Session) encoding() encode.Settings {
	if e := s.set.Epoch(); s.enc.Zone == nil || s.encEpoch != e {
		ds := s.set.DateStyle()
		s.enc = encode.Settings{
			IntervalStyle: encode.ParseIntervalStyle(s.set.IntervalStyle()), Zone: s.set.TimeZone(),
			ExtraFloatDigits: s.set.ExtraFloatDigits(), ByteaEscape: s.set.ByteaOutput() == "escape",
		}
		s.enc.Style, s.enc.Order = encode.ParseDateStyle(ds.Style, ds.Order)
		s.encEpoch = e
	}
	return s.enc
}

// textRows sends rows of text columns; nil in a row would be NULL, which no verb of ours has.
func (s *Session) textRows(rows [][]string) error {
	return s.c.Append(func(dst []byte) ([]byte, error) {
		for _, r := range rows {
			dst = appendTextRow(dst, r)
		}
		return dst, nil
	})
}

func appendTextRow(dst []byte, row []string) []byte {
	start := len(dst)
	dst = append(dst, 'D', 0, 0, 0, 0)
	dst = binary.BigEndian.AppendUint16(dst, uint16(len(row)))
	for _, v := range row {
		dst = binary.BigEndian.AppendUint32(dst, uint32(len(v)))
		dst = append(dst, v...)
	}
	binary.BigEndian.PutUint32(dst[start+1:], uint32(len(dst)-start-1))
	return dst
}
