package engine

import (
	"context"

	"lakewire/internal/pgtypes"
)

// Rows runs one statement and gives its rows as plain Go values: for bootstrap, metadata and tests, where convenience is worth the
// allocation. It is planned and run in one transaction: where another connection commits in between, DuckDB would take the values
// that its own tables held at the plan for all that there are, and leave newer rows out or fail. A query must change nothing.
//
// NULL is nil; text is string; integers are int64; Float and Double float64; bool is bool; other types are what Any gives.
func (c *Conn) Rows(ctx context.Context, sql string) (_ [][]any, err error) {
	end := "COMMIT"
	if !c.block && !begins(sql) {
		if _, err := c.Exec(ctx, "BEGIN"); err != nil {
			return nil, err
		}
		defer func() {
			if err == nil {
				_, err = c.Exec(ctx, end)
			}
			if err != nil {
				c.Reset(context.WithoutCancel(ctx))
			}
		}()
	}
	st, err := c.Prepare(ctx, sql)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	if st.kind == StmtSelect {
		end = "ROLLBACK" // what commits counts as a change
	}
	s, err := st.Run(ctx)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	var rows [][]any
	for {
		ch, err := s.Next(ctx)
		if err != nil {
			return nil, err
		}
		if ch == nil {
			return rows, nil
		}
		for i := range ch.Len() {
			row := make([]any, ch.Width())
			for j := range row {
				row[j] = ch.Vector(j).Any(i)
			}
			rows = append(rows, row)
		}
		ch.Release()
	}
}

// Any boxes value i: nil, bool, int64, uint64, float64, string (text, enum labels), []byte, Huge, Interval, []any.
func (v *Vector) Any(i int) any {
	if v.Null(i) {
		return nil
	}
	t := v.typ
	switch t.Kind {
	case pgtypes.Bool:
		return v.Bools()[i]
	case pgtypes.TinyInt:
		return int64(v.Int8s()[i])
	case pgtypes.SmallInt:
		return int64(v.Int16s()[i])
	case pgtypes.Integer, pgtypes.Date:
		return int64(v.Int32s()[i])
	case pgtypes.BigInt, pgtypes.Time, pgtypes.TimeNS, pgtypes.Timestamp, pgtypes.TimestampS, pgtypes.TimestampMS, pgtypes.TimestampNS, pgtypes.TimestampTZ:
		return v.Int64s()[i]
	case pgtypes.UTinyInt:
		return int64(v.Uint8s()[i])
	case pgtypes.USmallInt:
		return int64(v.Uint16s()[i])
	case pgtypes.UInteger:
		return int64(v.Uint32s()[i])
	case pgtypes.UBigInt, pgtypes.TimeTZ:
		return v.Uint64s()[i]
	case pgtypes.Float:
		return float64(v.Float32s()[i])
	case pgtypes.Double:
		return v.Float64s()[i]
	case pgtypes.HugeInt, pgtypes.UHugeInt, pgtypes.UUID:
		return v.Huges()[i]
	case pgtypes.Decimal:
		switch {
		case t.Width <= 4:
			return int64(v.Int16s()[i])
		case t.Width <= 9:
			return int64(v.Int32s()[i])
		case t.Width <= 18:
			return v.Int64s()[i]
		}
		return v.Huges()[i]
	case pgtypes.Interval:
		return v.Intervals()[i]
	case pgtypes.Enum:
		return t.Labels[v.label(i)]
	case pgtypes.Varchar:
		return string(v.Bytes(i))
	case pgtypes.Blob, pgtypes.Bit, pgtypes.BigNum, pgtypes.Geometry:
		return append([]byte(nil), v.Bytes(i)...)
	case pgtypes.List, pgtypes.Map, pgtypes.Array:
		at, n := v.List(i)
		out := make([]any, n)
		for k := range out {
			out[k] = v.children[0].Any(at + k)
		}
		return out
	case pgtypes.Struct, pgtypes.Variant:
		out := make([]any, len(v.children))
		for k := range out {
			out[k] = v.children[k].Any(i)
		}
		return out
	case pgtypes.Union:
		return v.children[int(v.children[0].Uint8s()[i])+1].Any(i)
	}
	return nil
}

// label gives the number of an enum's label.
func (v *Vector) label(i int) int {
	switch n := len(v.typ.Labels); {
	case n <= 1<<8:
		return int(v.Uint8s()[i])
	case n <= 1<<16:
		return int(v.Uint16s()[i])
	}
	return int(v.Uint32s()[i])
}
