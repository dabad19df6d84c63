package catalog

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgjson"
	"lakewire/internal/pgtypes"
)

func jsonbExists(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		v, err := pgjson.Parse(in[0].Bytes(i))
		if err == nil {
			out.Bool(i, pgjson.Exists(v, string(in[1].Bytes(i))))
		}
		return err
	})
}

func jsonbExistsOf(all bool) engine.VectorFunc {
	return func(in []engine.Vector, rows int, out *engine.Results) error {
		return each(in, rows, out, func(i int) error {
			v, err := pgjson.Parse(in[0].Bytes(i))
			if err != nil {
				return err
			}
			found := all
			for _, k := range pathOrNull(&in[1], i) {
				if k != nil {
					if has := pgjson.Exists(v, *k); has != all {
						found = has
						break
					}
				}
			}
			out.Bool(i, found)
			return nil
		})
	}
}

// pathOrNull reads a list of texts with its NULLs.
func pathOrNull(v *engine.Vector, i int) []*string {
	from, n := v.List(i)
	steps := make([]*string, n)
	for k := range n {
		if !v.Child(0).Null(from + k) {
			s := string(v.Child(0).Bytes(from + k))
			steps[k] = &s
		}
	}
	return steps
}

// jsonbDelete is jsonb - text, - integer and - text[].
func jsonbDelete(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		v, err := pgjson.Parse(in[0].Bytes(i))
		if err != nil {
			return err
		}
		switch in[1].Type().Kind {
		case pgtypes.Varchar:
			v, err = pgjson.Delete(v, string(in[1].Bytes(i)))
		case pgtypes.List:
			var keys []string
			if in[1].Type().Elem.Kind == pgtypes.Varchar {
				for _, k := range pathOrNull(&in[1], i) {
					if k != nil {
						keys = append(keys, *k)
					}
				}
			}
			v, err = pgjson.Delete(v, keys...)
		case pgtypes.TinyInt, pgtypes.SmallInt, pgtypes.Integer, pgtypes.BigInt:
			v, err = pgjson.DeleteIndex(v, integer(in[1].Any(i)))
		default:
			return pgerr.New(pgerr.UndefinedFunction, "operator does not exist: jsonb - "+pgtypes.SQLName(pgtypes.Describe(in[1].Type()).OID))
		}
		if err == nil {
			out.Bytes(i, v.Append(nil))
		}
		return err
	})
}

// jsonbEdit is #-, jsonb_set and jsonb_insert: how many arguments there are tells which.
func jsonbEdit(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		v, err := pgjson.Parse(in[0].Bytes(i))
		if err != nil {
			return err
		}
		var item pgjson.Value
		change := pgjson.Remove
		if len(in) > 2 {
			if item, err = pgjson.Parse(in[2].Bytes(i)); err != nil {
				return err
			}
			yes := in[3].Bools()[i]
			switch {
			case len(in) == 4 && yes:
				change = pgjson.Create
			case len(in) == 4:
				change = pgjson.Replace
			case yes:
				change = pgjson.InsertAfter
			default:
				change = pgjson.InsertBefore
			}
		}
		if v, err = pgjson.Edit(v, pathOrNull(&in[1], i), item, change); err == nil {
			out.Bytes(i, v.Append(nil))
		}
		return err
	})
}
