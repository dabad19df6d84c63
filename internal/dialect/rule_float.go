package dialect

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// ruleFloat names the type that PostgreSQL's float is: double precision, or real with 24 bits and less. The engine's is
// always a real; and a number with an exponent is a double to it.
func ruleFloat(w *work) error {
	if w.tree == nil {
		return nil
	}
	if !slices.ContainsFunc(w.p.toks, func(t Token) bool { return t.Kind == TokIdent && lower(t.text(w.Text)) == "float" }) {
		return w.numerals()
	}
	w.typeNames(func(t *pg.TypeName) {
		i := w.tokenAt(t.Location)
		if t.Location < 0 || !w.is(i, "float") {
			return
		}
		last := i
		if w.is(i+1, "(") {
			last = w.closing(i + 1)
		}
		to := "DOUBLE"
		if lastName(t.Names) == "float4" {
			to = "FLOAT"
		}
		if last >= i && (to == "DOUBLE" || last > i) {
			w.replace(i, last, to)
		}
	})
	return w.numerals()
}

// typeNames visits each type that the tree names.
func (w *work) typeNames(visit func(*pg.TypeName)) {
	messages(w.tree.ProtoReflect(), func(m protoreflect.Message) bool {
		t, ok := m.Interface().(*pg.TypeName)
		if ok {
			visit(t)
		}
		return !ok
	})
}
