package dialect

import (
	"fmt"
	"strings"
	"testing"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// recorded is the schema that testdata/typeof.py makes on PostgreSQL.
type recorded map[string]*Relation

func (f recorded) Relation(n Name) *Relation { return f[n.Name] }

func recordedSchema(t testing.TB) recorded {
	s := recorded{}
	for _, r := range rows(t, "typeof_schema.tsv") {
		rel := s[r[0]]
		if rel == nil {
			rel = &Relation{Plain: true}
			s[r[0]] = rel
		}
		var mod int32
		if _, err := fmt.Sscan(r[3], &mod); err != nil {
			t.Fatal(err)
		}
		rel.Columns = append(rel.Columns, Column{Name: r[1], Type: pgtypes.ByTypname(r[2]), Mod: mod})
	}
	return s
}

// workOf gives a statement's work with a schema, as Analyse has it.
func workOf(t testing.TB, text string, schema Schema) *work {
	t.Helper()
	toks, err := lexAll(text)
	if err != nil {
		t.Fatal(err)
	}
	st := &Statement{Text: text}
	for _, tok := range toks {
		if tok.Kind == TokParam {
			n := 0
			_, _ = fmt.Sscanf(tok.text(text), "$%d", &n)
			st.Params = max(st.Params, n)
		}
	}
	w := &work{Statement: st, p: &parser{src: text, toks: toks}, schema: schema}
	if w.tree = parseTree(text); w.tree == nil {
		t.Fatal("no tree: ", text)
	}
	return w
}

func typeText(oid pgtypes.OID, mod int32) string {
	s := pgtypes.Name(oid)
	if mod != -1 {
		s += fmt.Sprint(":", mod)
	}
	return s
}

// TestTypesOfExpressions holds the typer against what PostgreSQL 15 described for the same queries: the columns' types and modifiers,
// the parameters' types, and the errors of resolution. What it cannot tell must be said in the table's last column.
func TestTypesOfExpressions(t *testing.T) {
	schema := recordedSchema(t)
	for _, r := range rows(t, "typeof.tsv") {
		ty := workOf(t, r[0], schema).typed()
		if r[1] == "ERROR" {
			got := "none"
			if e := ty.err; e != nil {
				got = fmt.Sprintf("%v %s at %d", pgerr.From(e).Code, e.Message, e.Position)
			}
			if got != r[2] {
				t.Errorf("%s\n got: %s\nwant: %s", r[0], got, r[2])
			}
			continue
		}
		if ty.err != nil {
			t.Errorf("%s: %v", r[0], ty.err)
		}
		var cols, params []string
		for _, f := range ty.out {
			cols = append(cols, typeText(f.oid, f.mod))
		}
		for _, p := range ty.params {
			params = append(params, pgtypes.Name(p))
		}
		if got := strings.Join(cols, ","); got != r[1] {
			t.Errorf("%s\n got: %s\nwant: %s", r[0], got, r[1])
		}
		if got := strings.Join(params, ","); got != r[2] {
			t.Errorf("%s\n got parameters: %s\nwant: %s", r[0], got, r[2])
		}
	}
}
