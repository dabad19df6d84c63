package catalog

import (
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgjson"
)

// The functions of SQL/JSON paths take a document, a path, variables, and whether they are silent about errors.

func pathQuery(in []engine.Vector, rows int, out *engine.Results) error {
	return alongPath(in, rows, out, func(items []pgjson.Value, i int, _ bool) error {
		texts := make([][]byte, len(items))
		for k, v := range items {
			texts[k] = v.Append(nil)
		}
		out.List(i, texts)
		return nil
	})
}

func pathExists(in []engine.Vector, rows int, out *engine.Results) error {
	return alongPath(in, rows, out, func(items []pgjson.Value, i int, _ bool) error {
		out.Bool(i, len(items) > 0)
		return nil
	})
}

func pathMatch(in []engine.Vector, rows int, out *engine.Results) error {
	return alongPath(in, rows, out, func(items []pgjson.Value, i int, silent bool) error {
		switch {
		case len(items) == 1 && (items[0].Kind == 't' || items[0].Kind == 'f'):
			out.Bool(i, items[0].Kind == 't')
		case len(items) == 1 && items[0].Kind == 'n' || silent:
			out.Null(i)
		default:
			return pgerr.New(pgerr.SingletonSqlJsonItemRequired, "single boolean result is expected")
		}
		return nil
	})
}

// jsonPath reads a text as a path.
func jsonPath(in []engine.Vector, rows int, out *engine.Results) error {
	return each(in, rows, out, func(i int) error {
		p, err := pgjson.ParsePath(string(in[0].Bytes(i)))
		if err != nil {
			return err
		}
		out.Bytes(i, []byte(p.String()))
		return nil
	})
}

// alongPath gives each row's items to put. What a silent call fails on is NULL. A path is compiled once while it stays the same.
func alongPath(in []engine.Vector, rows int, out *engine.Results, put func(items []pgjson.Value, i int, silent bool) error) error {
	var path *pgjson.PathExpr
	var text string
	return each(in, rows, out, func(i int) error {
		if s := in[1].Bytes(i); path == nil || string(s) != text {
			var err error
			text = string(s)
			if path, err = pgjson.ParsePath(text); err != nil {
				return err
			}
		}
		doc, err := pgjson.Parse(in[0].Bytes(i))
		if err != nil {
			return err
		}
		vars, err := pgjson.Parse(in[2].Bytes(i))
		if err != nil {
			return err
		}
		items, err := path.Query(doc, vars)
		silent := in[3].Bools()[i]
		switch {
		case err == nil:
			return put(items, i, silent)
		case silent && !pgerr.Is(err, pgerr.UndefinedObject) && !pgerr.Is(err, pgerr.FeatureNotSupported) && !pgerr.Is(err, pgerr.SyntaxError):
			out.Null(i)
			return nil
		}
		return err
	})
}
