package catalog

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgjson"
	"lakewire/internal/pgtypes"
)

// jsonFuncs are the json and jsonb functions that the macros of json.sql call. A NULL among the arguments gives NULL.
func jsonFuncs() []vectorFunc {
	j := pgtypes.Logical{Kind: pgtypes.Varchar, Alias: "JSON"}
	texts := pgtypes.Logical{Kind: pgtypes.List, Elem: &textType}
	jsons := pgtypes.Logical{Kind: pgtypes.List, Elem: &j}
	pairs := func(value *pgtypes.Logical) pgtypes.Logical {
		return pgtypes.Logical{Kind: pgtypes.List, Elem: &pgtypes.Logical{Kind: pgtypes.Struct, Fields: []pgtypes.Field{{Name: "key", Type: &textType}, {Name: "value", Type: value}}}}
	}
	any1 := pgtypes.Logical{Kind: pgtypes.Any}
	args := func(t ...pgtypes.Logical) []pgtypes.Logical { return t }
	return []vectorFunc{
		{"lw_json_check", args(textType), j, jsonCheck},
		{"lw_jsonb_check", args(textType), j, jsonbCheck},
		{"lw_json_get", args(textType, any1), j, jsonGet},
		{"lw_json_get_text", args(textType, any1), textType, jsonGetText},
		{"lw_json_path", args(textType, texts), j, jsonPathTo},
		{"lw_json_path_text", args(textType, texts), textType, jsonPathText},
		{"lw_json_kind", args(textType), textType, jsonKind},
		{"lw_json_length", args(textType), intType, jsonLength},
		{"lw_json_keys", args(textType, textType), texts, jsonKeys},
		{"lw_json_elements", args(textType), jsons, jsonElements},
		{"lw_json_element_texts", args(textType), texts, jsonElementTexts},
		{"lw_json_pairs", args(textType, textType), pairs(&j), jsonPairs},
		{"lw_json_text_pairs", args(textType, textType), pairs(&textType), jsonTextPairs},
		{"lw_json_strip", args(textType), j, jsonStrip},
		{"lw_json_lines", args(textType), textType, jsonLines},
		{"lw_json_object_texts", args(texts), j, jsonObjectTexts},
		{"lw_json_object_pairs", args(texts, texts), j, jsonObjectPairs},
		{"lw_jsonpath", args(textType), textType, jsonPath},
		{"lw_jsonpath_query", args(textType, textType, textType, boolType), jsons, pathQuery},
		{"lw_jsonpath_exists", args(textType, textType, textType, boolType), boolType, pathExists},
		{"lw_jsonpath_match", args(textType, textType, textType, boolType), boolType, pathMatch},
		{"lw_jsonb_as", args(textType, textType), textType, jsonbAs},
		{"lw_dims", args(any1), pgtypes.Logical{Kind: pgtypes.List, Elem: &intType}, dims},
		{"lw_jsonb_compare", args(textType, textType), intType, two(func(a, b pgjson.Value, out *engine.Results, i int) { out.Int32(i, sign(pgjson.Compare(a, b))) })},
		{"lw_jsonb_key", args(textType), pgtypes.Logical{Kind: pgtypes.Blob}, one(func(v pgjson.Value) []byte { return jsonbKey(nil, v) })},
		{"lw_jsonb_trim", args(textType), j, one(func(v pgjson.Value) []byte { return trimmed(v).Append(nil) })},
		{"lw_jsonb_contains", args(textType, textType), boolType, two(func(a, b pgjson.Value, out *engine.Results, i int) { out.Bool(i, pgjson.Contains(a, b)) })},
		{"lw_jsonb_concat", args(textType, textType), j, two(func(a, b pgjson.Value, out *engine.Results, i int) { out.Bytes(i, pgjson.Concat(a, b).Append(nil)) })},
		{"lw_jsonb_exists", args(textType, textType), boolType, jsonbExists},
		{"lw_jsonb_exists_any", args(textType, texts), boolType, jsonbExistsOf(false)},
		{"lw_jsonb_exists_all", args(textType, texts), boolType, jsonbExistsOf(true)},
		{"lw_jsonb_delete", args(textType, any1), j, jsonbDelete},
		{"lw_jsonb_delete_path", args(textType, texts), j, jsonbEdit},
		{"lw_jsonb_set", args(textType, texts, textType, boolType), j, jsonbEdit},
		{"lw_jsonb_insert", args(textType, texts, textType, boolType, boolType), j, jsonbEdit},
		{"lw_jsonb_strip", args(textType), j, one(func(v pgjson.Value) []byte { return pgjson.StripNulls(v).Append(nil) })},
		{"lw_jsonb_pretty", args(textType), textType, one(func(v pgjson.Value) []byte { return pgjson.Pretty(nil, v, 0) })},
	}
}

// vectorFunc is a function that computes whole chunks.
type vectorFunc struct {
	name string
	args []pgtypes.Logical
	ret  pgtypes.Logical
	call engine.VectorFunc
}

func sign(n int) int32 {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// each calls f for the rows in which no argument is NULL.
func each(in []engine.Vector, rows int, out *engine.Results, f func(i int) error) error {
	for i := range rows {
		null := false
		for k := range in {
			null = null || in[k].Type().Kind == pgtypes.Null || in[k].Null(i)
		}
		if null {
			out.Null(i)
		} else if err := f(i); err != nil {
			return err
		}
	}
	return nil
}

// value sets a row to a part of another value, NULL when there is none.
func value(out *engine.Results, i int, b []byte) {
	if b == nil {
		out.Null(i)
	} else {
		out.Bytes(i, b)
	}
}

func one(f func(pgjson.Value) []byte) engine.VectorFunc {
	return func(in []engine.Vector, rows int, out *engine.Results) error {
		return each(in, rows, out, func(i int) error {
			v, err := pgjson.Parse(in[0].Bytes(i))
			if err == nil {
				out.Bytes(i, f(v))
			}
			return err
		})
	}
}

func two(f func(a, b pgjson.Value, out *engine.Results, i int)) engine.VectorFunc {
	return func(in []engine.Vector, rows int, out *engine.Results) error {
		return each(in, rows, out, func(i int) error {
			a, err := pgjson.Parse(in[0].Bytes(i))
			if err != nil {
				return err
			}
			b, err := pgjson.Parse(in[1].Bytes(i))
			if err == nil {
				f(a, b, out, i)
			}
			return err
		})
	}
}

func jsonCheck(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		s := in[0].Bytes(i)
		if err := pgjson.Check(s); err != nil {
			return err
		}
		out.Bytes(i, s)
		return nil
	})
}

func jsonbCheck(in []engine.Vector, rows int, out *engine.Results) error {
	var buf []byte
	return each(in, rows, out, func(i int) (err error) {
		if buf, err = pgjson.AppendJSONB(buf[:0], in[0].Bytes(i)); err == nil {
			out.Bytes(i, buf)
		}
		return err
	})
}

// member gives what -> gives: of an object by key, of an array by number.
func member(in []engine.Vector, i int) []byte {
	s := in[0].Bytes(i)
	if in[1].Type().Kind == pgtypes.Varchar {
		return pgjson.Get(s, in[1].Bytes(i))
	}
	n := integer(in[1].Any(i))
	if n > 1<<31 || n < -1<<31 {
		return nil
	}
	return pgjson.Index(s, int(n))
}

func jsonGet(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		value(out, i, member(in, i))
		return nil
	})
}

func jsonGetText(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error { return putText(out, i, member(in, i)) })
}

func putText(out *engine.Results, i int, s []byte) error {
	t, err := pgjson.Text(s)
	if s == nil {
		t = nil
	}
	value(out, i, t)
	return err
}

// path reads a list of texts; it tells too whether one of them is NULL.
func path(v *engine.Vector, i int) ([]string, bool) {
	from, n := v.List(i)
	steps, null := make([]string, n), false
	for k := range n {
		if null = null || v.Child(0).Null(from+k); !v.Child(0).Null(from + k) {
			steps[k] = string(v.Child(0).Bytes(from + k))
		}
	}
	return steps, null
}

func follow(in []engine.Vector, i int) []byte {
	steps, null := path(&in[1], i)
	if null {
		return nil
	}
	return pgjson.Path(in[0].Bytes(i), steps)
}

func jsonPathTo(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		value(out, i, follow(in, i))
		return nil
	})
}

func jsonPathText(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error { return putText(out, i, follow(in, i)) })
}

var kinds = map[byte]string{'{': "object", '[': "array", '"': "string", 't': "boolean", 'f': "boolean", 'n': "null", 0: "number"}

func jsonKind(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		s := in[0].Bytes(i)
		if err := pgjson.Check(s); err != nil {
			return err
		}
		out.Bytes(i, []byte(kinds[pgjson.Kind(s)]))
		return nil
	})
}

func jsonLength(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		s := in[0].Bytes(i)
		switch pgjson.Kind(s) {
		case '[':
			out.Int32(i, int32(pgjson.Length(s)))
			return nil
		case '{':
			return pgerr.New(pgerr.InvalidParameterValue, "cannot get array length of a non-array")
		}
		return pgerr.New(pgerr.InvalidParameterValue, "cannot get array length of a scalar")
	})
}

func jsonStrip(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		s := in[0].Bytes(i)
		if err := pgjson.Check(s); err != nil {
			return err
		}
		out.Bytes(i, pgjson.StripText(nil, s))
		return nil
	})
}

// jsonbAs gives the text of a jsonb that is cast to a number or a truth, if it is one.
func jsonbAs(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		s, typ := in[0].Bytes(i), string(in[1].Bytes(i))
		kind := kinds[pgjson.Kind(s)]
		if want := map[bool]string{true: "boolean", false: "number"}[typ == "boolean"]; kind != want {
			if kind == "number" {
				kind = "numeric"
			}
			return pgerr.Newf(pgerr.InvalidParameterValue, "cannot cast jsonb %s to type %s", kind, typ)
		}
		out.Bytes(i, s)
		return nil
	})
}
