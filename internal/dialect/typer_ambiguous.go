package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// What several operators or functions of PostgreSQL could take, none of them better than the others, is refused as PostgreSQL
// does it. The engine may have an opinion of its own, but the client was written for one that has none.

// ambiguousOperator is the error for operands that several operators take. The engine reads json in a literal, which no
// operator of PostgreSQL does.
func (t *typer) ambiguousOperator(name string, left, right *pg.Node, at int32) {
	lt, rt := t.oid(left), t.oid(right)
	json := (name == "->" || name == "->>") && left.GetParamRef() == nil && right.GetParamRef() == nil
	if at < 0 || json || !certain(lt, left != nil) || !certain(rt, true) {
		return
	}
	what := name + " " + pgtypes.SQLName(rt)
	if left != nil {
		what = pgtypes.SQLName(lt) + " " + what
	}
	t.fail(at, pgerr.New(pgerr.AmbiguousFunction, "operator is not unique: "+what).
		WithHint("Could not choose a best candidate operator. You might need to add explicit type casts."))
}

// ambiguousCall is the error for arguments that several functions of one name take.
func (t *typer) ambiguousCall(f *pg.FuncCall, args []*pg.Node) {
	if call, ok := t.callOf(f, args); ok {
		t.fail(f.Location, pgerr.Newf(pgerr.AmbiguousFunction, "function %s is not unique", call).
			WithHint("Could not choose a best candidate function. You might need to add explicit type casts."))
	}
}

// noFunction is the error for arguments that no function of a name takes; the engine may have one that does.
func (t *typer) noFunction(f *pg.FuncCall, args []*pg.Node) {
	if call, ok := t.callOf(f, args); ok {
		t.suspect(f.Location, pgerr.Newf(pgerr.UndefinedFunction, "function %s does not exist", call).
			WithHint("No function matches the given name and argument types. You might need to add explicit type casts."))
	}
}

// callOf gives a function with the types of its arguments, as errors call it; false where they are not certain.
func (t *typer) callOf(f *pg.FuncCall, args []*pg.Node) (string, bool) {
	var types []string
	for _, o := range t.oids(args) {
		if !certain(o, true) {
			return "", false
		}
		types = append(types, pgtypes.SQLName(o))
	}
	return strings.Join(nameParts(f.Funcname), ".") + "(" + strings.Join(types, ", ") + ")", true
}

// unsettledCall is the error for a function whose type hangs on that of an argument without one. The engine takes a literal
// for a text, which makes sense unless an array is wanted.
func (t *typer) unsettledCall(args []*pg.Node, declared []pgtypes.OID) {
	open := func(n *pg.Node) bool { return n.GetParamRef() != nil }
	if slices.Contains(declared, pgtypes.OIDAnyarray) || slices.ContainsFunc(args, open) {
		t.fail(-1, pgerr.New(pgerr.DatatypeMismatch, "could not determine polymorphic type because input has type unknown"))
	}
}

// certain tells whether a type is known well enough for an error, that of an untyped literal among them.
func certain(oid pgtypes.OID, given bool) bool { return oid == pgtypes.OIDUnknown || known(oid, given) }
