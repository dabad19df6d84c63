package dialect

import (
	"slices"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// madeTypes are the engine's names of the types that a column gets which is made by a query: the engine's own may be wider
// than PostgreSQL's, as those of sum() and length() are, and would stay so.
var madeTypes = map[pgtypes.OID]string{
	pgtypes.OIDInt2: "SMALLINT", pgtypes.OIDInt4: "INTEGER", pgtypes.OIDInt8: "BIGINT", pgtypes.OIDFloat4: "FLOAT", pgtypes.OIDFloat8: "DOUBLE",
}

// ruleMade gives the columns of CREATE TABLE AS and of views PostgreSQL's numbers: a query round the query casts them.
func ruleMade(w *work) error {
	if w.tree == nil {
		return nil
	}
	at, whole := int32(-1), w.stored
	switch x := w.tree.GetNode().(type) {
	case *pg.Node_CreateTableAsStmt:
		if x.CreateTableAsStmt.Objtype == pg.ObjectType_OBJECT_TABLE && x.CreateTableAsStmt.Query.GetSelectStmt() != nil {
			at = x.CreateTableAsStmt.Into.GetRel().GetLocation()
		}
	case *pg.Node_SelectStmt:
		if x.SelectStmt.IntoClause != nil {
			at, whole = 0, true
		}
	case *pg.Node_ViewStmt:
		if at = x.ViewStmt.View.GetLocation(); w.isAny(w.tokenAt(at)-2, "recursive") {
			return nil // its own name stands in the query
		}
	}
	cols := w.typed().makes
	if w.stored && w.tree.GetSelectStmt() != nil && w.typed().whole {
		at, cols = 0, w.typed().out
	}
	if at < 0 || len(cols) == 0 {
		return nil
	}
	var list, names []string
	asked, exact := false, w.exactWords()
	for i, c := range cols {
		name := "c" + strconv.Itoa(i+1)
		cast := ""
		if c.from.Relation.Name == "" && c.expr.GetAConst() == nil {
			cast = c.madeCast(name)
			if exact && (w.flow().wanted[c.expr] || c.expr == nil && c.made.written()) { // that of a subquery by its name, or by a *
				cast = "lw_num_out(" + name + ")::" + anyNumeric
			}
		}
		if asked = asked || cast != ""; cast == "" {
			cast = name
		}
		names, list = append(names, name), append(list, cast+" AS "+quoteIdent(c.name))
	}
	first, last := 0, len(w.p.toks)-2
	if !whole {
		first, last = w.madeQuery(w.tokenAt(at))
	}
	if !asked || first < 0 || last < first {
		return nil
	}
	w.surround(first, last, "SELECT "+strings.Join(list, ", ")+" FROM (", asQuery+strings.Join(names, ", ")+")")
	return nil
}

// madeCast casts a number to PostgreSQL's type of it, "" where nothing is to be cast.
func (f *field) madeCast(name string) string {
	switch {
	case madeTypes[f.oid] != "":
		return name + "::" + madeTypes[f.oid]
	case f.oid == pgtypes.OIDNumeric && (f.real || f.huge):
		return name + "::" + anyNumeric
	}
	return ""
}

// hugeSum tells whether the engine has a HUGEINT for what is numeric to PostgreSQL, which Parquet would hold as a double.
func (t *typer) hugeSum(n *pg.Node) bool {
	switch x := n.GetNode().(type) {
	case *pg.Node_FuncCall:
		args := x.FuncCall.Args
		return len(args) > 0 && (lastName(x.FuncCall.Funcname) == "sum" && t.types[args[0]].oid == pgtypes.OIDInt8 || t.types[args[0]].huge && pickers[lastName(x.FuncCall.Funcname)])
	case *pg.Node_AExpr:
		l, r := t.types[x.AExpr.Lexpr], t.types[x.AExpr.Rexpr]
		return l.huge && (r.huge || r.oid != pgtypes.OIDNumeric) || r.huge && l.oid != pgtypes.OIDNumeric
	case *pg.Node_CoalesceExpr:
		return slices.ContainsFunc(x.CoalesceExpr.Args, func(a *pg.Node) bool { return t.types[a].huge })
	case *pg.Node_CaseExpr:
		return slices.ContainsFunc(caseResults(x.CaseExpr), func(a *pg.Node) bool { return t.types[a].huge })
	}
	return false
}

// madeQuery finds the tokens of the query of CREATE … name … AS query.
func (w *work) madeQuery(i int) (first, last int) {
	depth := 0
	for ; depth > 0 || !w.is(i, "as"); i++ {
		switch {
		case w.tok(i).Kind == TokEOF:
			return -1, -1
		case w.is(i, "("):
			depth++
		case w.is(i, ")"):
			depth--
		}
	}
	first = i + 1
	for i = first; w.tok(i).Kind != TokEOF; i++ {
		switch {
		case w.is(i, "("):
			depth++
		case w.is(i, ")"):
			depth--
		case depth == 0 && w.is(i, "with") && w.isAny(i+1, "data", "no", "check", "cascaded", "local") && i > first:
			return first, i - 1
		}
	}
	return first, i - 1
}

// reals are functions that the engine computes in floating point where PostgreSQL's give numeric.
var reals = words("avg", "sqrt", "exp", "ln", "log", "log10", "power", "pow", "stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "extract")

// real tells whether the engine has a floating point number for what is numeric to PostgreSQL. What round() gives has decimals.
func (t *typer) real(n *pg.Node) bool {
	some := func(list ...*pg.Node) bool {
		return slices.ContainsFunc(list, func(n *pg.Node) bool { return t.types[n].real })
	}
	switch x := n.GetNode().(type) {
	case *pg.Node_AExpr:
		op := lastName(x.AExpr.Name)
		return op == "/" || op == "^" || some(x.AExpr.Lexpr, x.AExpr.Rexpr)
	case *pg.Node_FuncCall:
		name := lastName(x.FuncCall.Funcname)
		return reals[name] || name != "round" && name != "trunc" && some(x.FuncCall.Args...)
	case *pg.Node_CaseExpr:
		return some(caseResults(x.CaseExpr)...)
	case *pg.Node_CoalesceExpr:
		return some(x.CoalesceExpr.Args...)
	case *pg.Node_MinMaxExpr:
		return some(x.MinMaxExpr.Args...)
	}
	return false
}
