package encode

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// What PostgreSQL builds JSON of: json_build_object and json_build_array of arguments, json_agg and json_object_agg of lists
// in which the engine has collected the values. Each has spaces in places of its own, which are PostgreSQL's.

// elementwise writes the elements of a list, each by the cell of its type.
func elementwise(in []engine.Vector, rows int, out *engine.Results, f func(c *cell, dst []byte, off, n int) ([]byte, error)) error {
	if in[0].Type().Kind == pgtypes.Null {
		for i := range rows {
			out.Null(i)
		}
		return nil
	}
	return written(in, rows, out, func(t *pgtypes.Logical, s *Settings, fail *error) (*cell, error) {
		c, err := newJSONCell(t, s, fail)
		if err != nil || t.Kind != pgtypes.List {
			return c, err
		}
		c.write = func(c *cell, dst []byte, i int) []byte {
			off, n := c.v.List(i)
			dst, err := f(c.inner[0], dst, off, n)
			if err != nil {
				return c.failed(dst, pgerr.From(err))
			}
			return dst
		}
		return c, nil
	})
}

// jsonAgg is json_agg: rows stand on lines of their own.
func jsonAgg(in []engine.Vector, rows int, out *engine.Results) error {
	return elementwise(in, rows, out, func(c *cell, dst []byte, off, n int) ([]byte, error) {
		dst = append(dst, '[')
		for k := off; k < off+n; k++ {
			switch {
			case k == off:
			case c.t.Kind == pgtypes.Struct || c.t.Kind == pgtypes.List:
				dst = append(dst, ", \n "...)
			default:
				dst = append(dst, ", "...)
			}
			dst = jsonValue(c, dst, k)
		}
		return append(dst, ']'), nil
	})
}

// jsonObjectAgg is json_object_agg, of a list of rows of a key and a value.
func jsonObjectAgg(in []engine.Vector, rows int, out *engine.Results) error {
	var err error
	var keys *keyCell
	return elementwise(in, rows, out, func(c *cell, dst []byte, off, n int) ([]byte, error) {
		if keys == nil {
			if keys, err = newKeyCell(c.t.Fields[0].Type, c.s, c.fail); err != nil {
				return dst, err
			}
			keys.load(c.v.Child(0))
		}
		dst = append(dst, "{ "...)
		for k := off; k < off+n; k++ {
			if k > off {
				dst = append(dst, ", "...)
			}
			if keys.null(k) {
				return dst, pgerr.New(pgerr.InvalidParameterValue, "field name must not be null")
			}
			dst = append(keys.append(dst, k), " : "...)
			dst = jsonValue(c.inner[1], dst, k)
		}
		return append(dst, " }"...), nil
	})
}

// keyCell writes values as keys: their text as a string.
type keyCell struct {
	*cell
	buf []byte
}

func newKeyCell(t *pgtypes.Logical, s *Settings, fail *error) (*keyCell, error) {
	c, err := newCell(t, recordOID(t), 0, s, fail)
	return &keyCell{cell: c}, err
}

func (k *keyCell) append(dst []byte, i int) []byte {
	k.buf = k.write(k.cell, k.buf[:0], i)
	return appendString(dst, k.buf)
}

// jsonBuildArray is json_build_array. The time zone comes first here and in jsonBuildObject.
func jsonBuildArray(in []engine.Vector, rows int, out *engine.Results) error {
	s, fail := zoned(&in[0]), error(nil)
	cells := make([]*cell, len(in)-1)
	for k := range cells {
		c, err := newJSONCell(in[k+1].Type(), s, &fail)
		if err != nil {
			return err
		}
		c.load(&in[k+1])
		cells[k] = c
	}
	var buf []byte
	for i := range rows {
		buf = append(buf[:0], '[')
		for k, c := range cells {
			if k > 0 {
				buf = append(buf, ", "...)
			}
			buf = jsonValue(c, buf, i)
		}
		out.Bytes(i, append(buf, ']'))
	}
	return fail
}

// jsonBuildObject is json_build_object.
func jsonBuildObject(in []engine.Vector, rows int, out *engine.Results) error {
	s, fail, args := zoned(&in[0]), error(nil), in[1:]
	if len(args)%2 != 0 {
		return pgerr.New(pgerr.InvalidParameterValue, "argument list must have even number of elements").
			WithHint("The arguments of json_build_object() must consist of alternating keys and values.")
	}
	keys, values := make([]*keyCell, len(args)/2), make([]*cell, len(args)/2)
	for k := range keys {
		var err error
		if keys[k], err = newKeyCell(args[2*k].Type(), s, &fail); err != nil {
			return err
		}
		if values[k], err = newJSONCell(args[2*k+1].Type(), s, &fail); err != nil {
			return err
		}
		keys[k].load(&args[2*k])
		values[k].load(&args[2*k+1])
	}
	var buf []byte
	for i := range rows {
		buf = append(buf[:0], '{')
		for k := range keys {
			if k > 0 {
				buf = append(buf, ", "...)
			}
			if keys[k].t.Kind == pgtypes.Null || keys[k].null(i) {
				return pgerr.Newf(pgerr.InvalidParameterValue, "argument %d cannot be null", 2*k+1).WithHint("Object keys should be text.")
			}
			buf = append(keys[k].append(buf, i), " : "...)
			buf = jsonValue(values[k], buf, i)
		}
		out.Bytes(i, append(buf, '}'))
	}
	return fail
}
