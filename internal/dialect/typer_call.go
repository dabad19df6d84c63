package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// call tells the type of a function call. A function that PostgreSQL has not is the engine's or the user's own: nothing is
// known of it.
func (t *typer) call(f *pg.FuncCall, s *scope) exprType {
	args := f.Args
	if f.AggWithinGroup {
		for _, o := range f.AggOrder {
			args = append(args[:len(args):len(args)], o.GetSortBy().GetNode())
		}
	}
	set := t.setIn(func() { t.exprs(args, s) })
	for i := 0; f.AggDistinct && i < len(args); i++ {
		t.comparable(args[i], nil, "equality")
	}
	if !f.AggWithinGroup {
		t.sortBy(f.AggOrder, nil, s)
	}
	t.condition(f.AggFilter, "FILTER", s)
	if in := (&groups{t: t}).ungroupable(f.AggFilter); in != nil {
		t.fail(location(in), pgerr.New(pgerr.GroupingError, "aggregate functions are not allowed in FILTER"))
	}
	t.window(f.Over, s)
	var proc *pgtypes.Proc
	defer func() { t.setArguments(f, set, proc) }()
	parts := nameParts(f.Funcname)
	if len(parts) == 2 && parts[0] == "information_schema" && parts[1] == "_pg_expandarray" && len(args) == 1 {
		return t.expandArray(f)
	}
	if len(parts) == 0 || len(parts) > 1 && parts[0] != "pg_catalog" {
		return untold
	}
	var names []string
	for i, a := range args {
		if n := a.GetNamedArgExpr(); n != nil {
			if names == nil {
				names = make([]string, len(args))
			}
			names[i] = n.Name
		}
	}
	if parts[len(parts)-1] == "unnest" && len(args) != 1 {
		return untold
	}
	call, outcome := pgtypes.ResolveFunction(parts[len(parts)-1], t.oids(args), names, f.FuncVariadic)
	switch outcome {
	case pgtypes.Found:
	case pgtypes.Ambiguous:
		t.ambiguousCall(f, args)
		return untold
	case pgtypes.Unsettled:
		t.unsettledCall(args, call.Args)
		return untold
	default:
		t.noFloats(f, parts[len(parts)-1], args)
		if parts[len(parts)-1] == "unnest" {
			t.unnested(f)
		}
		if outcome == pgtypes.NotFound {
			t.noAggregate(f, parts[len(parts)-1], args)
			t.noFunction(f, args)
		}
		return untold
	}
	for i, a := range args {
		if i < len(call.Args) {
			if n := a.GetNamedArgExpr(); n != nil {
				a = n.Arg
			}
			t.take(a, call.Args[i])
			if call.Args[i] == pgtypes.OIDAny {
				t.indifferent(a)
			}
		}
	}
	if call.Proc != nil {
		t.kind(f, parts[len(parts)-1], call.Proc)
	}
	proc = call.Proc
	if call.Proc != nil && call.Proc.Set {
		t.set, set = f, nil
	}
	t.countRow(f, s)
	x := exprType{oid: call.Ret, mod: -1, proc: call.Proc}
	if parts[len(parts)-1] == "array_agg" && len(args) == 1 && pgtypes.IsArray(t.oid(args[0])) {
		x.deep = t.types[args[0]].deep + 1
	}
	if len(args) > 0 && (x.oid == pgtypes.OIDRecord || x.oid == pgtypes.OIDRecordArray) {
		x.of, x.row = t.types[args[0]].of, t.types[args[0]].row
	}
	if call.Proc != nil && len(call.Proc.Out) > 1 {
		x.row = outColumns(call.Proc)
	}
	return x
}

// expandArray tells the rows of information_schema._pg_expandarray: an array's elements, and their numbers.
func (t *typer) expandArray(f *pg.FuncCall) exprType {
	t.set = f
	elem := untold
	if o := t.oid(f.Args[0]); pgtypes.IsArray(o) || isVector(o) {
		elem.oid = pgtypes.Lookup(o).Elem
	}
	x := is(pgtypes.OIDRecord)
	x.row = []field{{name: "x", exprType: elem}, {name: "n", exprType: is(pgtypes.OIDInt4)}}
	return x
}

// noFloats is the error for functions of numerics over floating point numbers, which PostgreSQL's have not and the engine's
// give as something else.
func (t *typer) noFloats(f *pg.FuncCall, name string, args []*pg.Node) {
	if name != "round" && name != "trunc" && name != "mod" || len(args) != 2 {
		return
	}
	var types []string
	float := false
	for _, o := range t.oids(args) {
		if o == 0 || o == pgtypes.OIDUnknown {
			return
		}
		float = float || o == pgtypes.OIDFloat4 || o == pgtypes.OIDFloat8
		types = append(types, pgtypes.SQLName(o))
	}
	if float {
		t.fail(f.Location, pgerr.Newf(pgerr.UndefinedFunction, "function %s(%s) does not exist", name, strings.Join(types, ", ")).
			WithHint("No function matches the given name and argument types. You might need to add explicit type casts."))
	}
}

// refusedAggregates are those that the engine computes over types for which PostgreSQL has none.
var refusedAggregates = words("max", "min", "sum", "avg", "string_agg", "bool_and", "bool_or", "every", "bit_and", "bit_or", "stddev", "variance")

// noAggregate is the error for such an aggregate over a type that is known.
func (t *typer) noAggregate(f *pg.FuncCall, name string, args []*pg.Node) {
	if arity := len(args); !refusedAggregates[name] || f.AggStar || name == "string_agg" && arity != 2 || name != "string_agg" && arity != 1 {
		return // of the engine's own dialect
	}
	var types []string
	for i, o := range t.oids(args) {
		if o == 0 || i == 0 && o == pgtypes.OIDUnknown || o == pgtypes.OIDRecord || pgtypes.IsArray(o) {
			return
		}
		types = append(types, pgtypes.SQLName(o))
	}
	t.fail(f.Location, pgerr.Newf(pgerr.UndefinedFunction, "function %s(%s) does not exist", name, strings.Join(types, ", ")).
		WithHint("No function matches the given name and argument types. You might need to add explicit type casts."))
}

// sublink tells the type of a subquery in an expression.
func (t *typer) sublink(l *pg.SubLink, s *scope) exprType {
	t.expr(l.Testexpr, s)
	was := t.set
	defer func() { t.set = was }() // a set in there is that query's own
	cols, all := t.query(l.Subselect, s, l.SubLinkType != pg.SubLinkType_EXISTS_SUBLINK)
	if l.SubLinkType != pg.SubLinkType_EXISTS_SUBLINK {
		asNumbers(cols)
	}
	if len(cols) > 1 && l.SubLinkType == pg.SubLinkType_EXPR_SUBLINK {
		if t.subqueries == nil {
			t.subqueries = map[*pg.SubLink][]field{}
		}
		t.subqueries[l] = cols
	}
	first := untold
	if len(cols) > 0 {
		first = cols[0].exprType
		first.proc, first.to, first.made = nil, 0, nil
	}
	switch l.SubLinkType {
	case pg.SubLinkType_EXPR_SUBLINK:
		return first
	case pg.SubLinkType_ARRAY_SUBLINK:
		first.oid = pgtypes.ArrayOf(first.oid)
		return first
	case pg.SubLinkType_ANY_SUBLINK, pg.SubLinkType_ALL_SUBLINK:
		name := lastName(l.OperName)
		if name == "" {
			name = "="
		}
		left := []*pg.Node{l.Testexpr}
		if r := l.Testexpr.GetRowExpr(); r != nil {
			left = r.Args
		}
		switch {
		case !all:
		case len(cols) > len(left) && !known(t.oid(l.Testexpr), true): // a row, perhaps
		case len(cols) > len(left):
			t.fail(l.Location, pgerr.New(pgerr.SyntaxError, "subquery has too many columns"))
		case len(cols) < len(left):
			t.fail(l.Location, pgerr.New(pgerr.SyntaxError, "subquery has too few columns"))
		}
		for i := range min(len(left), len(cols)) {
			switch call, outcome := pgtypes.ResolveOperator(name, t.oid(left[i]), cols[i].oid, true); outcome {
			case pgtypes.Found:
				t.take(left[i], call.Args[0])
			case pgtypes.NotFound:
				t.noOperator(name, true, t.oid(left[i]), cols[i].oid, l.Location)
			}
		}
	}
	return is(pgtypes.OIDBool)
}
