package dialect

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// manyOperators are the operators before ANY and ALL under the names of the shim's macros, to which | is added for ANY and
// & for ALL.
var manyOperators = map[string]string{
	"=": "@=", "<>": "@<>", "!=": "@<>", "<": "@<", ">": "@>", "<=": "@<=", ">=": "@>=",
	"~~": "@~~", "!~~": "@!~~", "~~*": "@~~*", "!~~*": "@!~~*", "~": "@%~", "~*": "@%~*", "!~": "@!%~", "!~*": "@!%~*",
}

// ruleTypedOperators writes the operators whose meaning hangs on the types of their operands: those of jsonb and of arrays.
func ruleTypedOperators(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, n := range w.nodes() {
		e := n.GetAExpr()
		if e == nil || e.Lexpr == nil || e.Rexpr == nil {
			continue
		}
		switch e.Kind {
		case pg.A_Expr_Kind_AEXPR_OP_ANY, pg.A_Expr_Kind_AEXPR_OP_ALL:
			w.many(e)
		case pg.A_Expr_Kind_AEXPR_OP:
			w.listOrJSON(e)
		case pg.A_Expr_Kind_AEXPR_IN, pg.A_Expr_Kind_AEXPR_DISTINCT, pg.A_Expr_Kind_AEXPR_NOT_DISTINCT, pg.A_Expr_Kind_AEXPR_NULLIF:
			w.sameJSON(e)
		case pg.A_Expr_Kind_AEXPR_BETWEEN, pg.A_Expr_Kind_AEXPR_NOT_BETWEEN:
			w.betweenKeys(e)
		}
	}
	return nil
}

func (w *work) listOrJSON(e *pg.A_Expr) {
	i, op := w.tokenAt(e.Location), lastName(e.Name)
	if w.tok(i).Kind != TokOp {
		return
	}
	l, r := w.typeOf(e.Lexpr), w.typeOf(e.Rexpr)
	switch {
	case w.jsonb(e.Lexpr, l, r) || w.jsonb(e.Rexpr, r, l):
		w.jsonbOperator(e, i, op, l, r)
	case pgtypes.IsArray(l) || pgtypes.IsArray(r):
		w.arrayOperator(i, op, e, l, r)
	case (bits(l) || bits(r)) && comparisons[op] && op != "=" && op != "<>" && op != "!=": // the engine has the shorter one first
		if from, to := w.before(i), w.behind(i); from >= 0 && to >= 0 {
			w.wrap(stretch{from, i - 1}, "lw_bit_key(", ")")
			w.wrap(stretch{i + 1, to}, "lw_bit_key(", ")")
		}
	}
}

// jsonb tells whether an operand makes the operator one of jsonb's. The lake's columns are json, and have jsonb's operators
// when the other side is not plainly something else.
func (w *work) jsonb(n *pg.Node, t, other pgtypes.OID) bool {
	return t == pgtypes.OIDJSONB || t == pgtypes.OIDJSON && n.GetTypeCast() == nil && other != pgtypes.OIDText && other != pgtypes.OIDVarchar
}

var jsonbOperators = map[string]string{"||": "@|+", "@>": "@|>=", "<@": "@|<=", "-": "@-"}

func (w *work) jsonbOperator(e *pg.A_Expr, i int, op string, l, r pgtypes.OID) {
	switch to := jsonbOperators[op]; {
	case (op == "->" || op == "->>") && l == pgtypes.OIDJSONB && (r == pgtypes.OIDInt4 || r == pgtypes.OIDInt2):
		w.rename(i, "@|"+op) // a scalar is an array of itself here
	case to != "" && (op != "-" || l == pgtypes.OIDJSONB || l == pgtypes.OIDJSON):
		if w.rename(i, to); op == "-" {
			w.tighter(e)
		}
	case comparisons[op]:
		if from, to := w.before(i), w.behind(i); from >= 0 && to >= 0 {
			w.insert(from, "lw_jsonb_compare(")
			w.replace(i, i, ",")
			w.insertAfter(to, ") "+op+" 0")
		}
	}
}

// tighter puts brackets round an operator that the engine would bind no tighter than others, under its new name.
func (w *work) tighter(e *pg.A_Expr) {
	left, right, ok := w.operands(e)
	if !ok {
		return
	}
	w.insert(left.first, "(")
	at := w.tok(right.last).End
	w.edits = slices.Insert(w.edits, 0, edit{at, at, ")"}) // before what closes the expression that this one is a part of
}

// betweenKeys compares jsonb, network addresses and bit strings with their bounds as PostgreSQL sorts them.
func (w *work) betweenKeys(e *pg.A_Expr) {
	bounds := e.Rexpr.GetList().GetItems()
	key := sortKeys[w.typeOf(e.Lexpr)]
	if key == "" || len(bounds) != 2 {
		return
	}
	i := w.tokenAt(e.Location) // of NOT, or BETWEEN
	left := stretch{w.before(i), i - 1}
	if w.is(i, "not") {
		i++
	}
	and := i + 1
	for range w.outside(and, len(w.p.toks)) {
		if w.is(and, "and") {
			break
		}
		and++
	}
	end := w.rightEnd(and+1, 1)
	if left.first < 0 || !w.is(i, "between") || !w.is(and, "and") || end <= and {
		return
	}
	for _, s := range []stretch{left, {i + 1, and - 1}, {and + 1, end}} {
		w.wrap(s, key, ")")
	}
}

// sameJSON compares jsonb by its keys: equal values may be written with other zeros.
func (w *work) sameJSON(e *pg.A_Expr) {
	if w.typeOf(e.Lexpr) != pgtypes.OIDJSONB {
		return
	}
	i := w.tokenAt(e.Location)
	if e.Kind == pg.A_Expr_Kind_AEXPR_NULLIF {
		w.replace(i, i, "lw_jsonb_nullif")
		return
	}
	first := w.tokenAt(location(e.Lexpr))
	if e.Kind != pg.A_Expr_Kind_AEXPR_IN {
		k := i
		for ; k < i+5 && !w.is(k, "from"); k++ {
		}
		if end := w.rightEnd(k+1, 1); w.is(k, "from") && end > k {
			w.wrap(stretch{first, i - 1}, "lw_jsonb_key(", ")")
			w.wrap(stretch{k + 1, end}, "lw_jsonb_key(", ")")
		}
		return
	}
	open, last := i+1, i-1
	if w.is(i, "not") || w.is(i+1, "in") {
		open++
	}
	items := w.commas(open+1, w.closing(open))
	if !w.is(open, "(") || len(items) != len(e.Rexpr.GetList().GetItems()) {
		return
	}
	w.wrap(stretch{first, last}, "lw_jsonb_key(", ")")
	for _, s := range items {
		w.wrap(s, "lw_jsonb_key(", ")")
	}
}

// rename exchanges an operator; what follows it must not become a part of it.
func (w *work) rename(i int, to string) {
	if next := w.tok(i + 1); next.Kind == TokOp && next.Start == w.tok(i).End {
		to += " "
	}
	w.replace(i, i, to)
}

func (w *work) arrayOperator(i int, op string, e *pg.A_Expr, l, r pgtypes.OID) {
	switch op {
	case "@>":
		w.rename(i, "@=>>")
	case "<@":
		w.rename(i, "@<<=")
	case "&&":
		w.rename(i, "@=&&")
	case "||":
		ld, rd := depthOf(e.Lexpr), depthOf(e.Rexpr)
		switch {
		case pgtypes.IsArray(l) && r != pgtypes.OIDUnknown && (!pgtypes.IsArray(r) || ld > rd && rd > 0):
			w.rename(i, "@|>|")
		case pgtypes.IsArray(r) && l != pgtypes.OIDUnknown && (!pgtypes.IsArray(l) || rd > ld && ld > 0):
			w.rename(i, "@|<|")
		default:
			w.rename(i, "@||")
		}
	}
}

// depthOf tells how many dimensions an array is written with, 0 where it is not written out.
func depthOf(n *pg.Node) int {
	if c := n.GetTypeCast(); c != nil {
		return depthOf(c.Arg)
	}
	a := n.GetAArrayExpr()
	if a == nil {
		return 0
	}
	if len(a.Elements) == 0 {
		return 1
	}
	return 1 + depthOf(a.Elements[0])
}

// many writes x op ANY (array) and x op ALL (array).
func (w *work) many(e *pg.A_Expr) {
	to := manyOperators[lastName(e.Name)]
	i := w.tokenAt(e.Location)
	k := i
	for k < i+4 && !w.isAny(k, "any", "some", "all") {
		k++
	}
	if to == "" || !w.is(k+1, "(") || e.Rexpr.GetParamRef() != nil {
		return // a parameter takes its type from ANY as it stands
	}
	if e.Rexpr.GetAConst().GetSval() != nil && (to == "@=" || to == "@<>") {
		return // ruleAny makes IN of it
	}
	if e.Kind == pg.A_Expr_Kind_AEXPR_OP_ANY {
		to += "|"
	} else {
		to += "&"
	}
	if l := w.typeOf(e.Lexpr); l == pgtypes.OIDJSONB && (to == "@=|" || to == "@<>&") && e.Rexpr.GetAConst() == nil {
		if from, end := w.before(i), w.closing(k+1); from >= 0 && end > 0 { // equal values may be written with other zeros
			w.wrap(stretch{from, i - 1}, "lw_jsonb_key(", ")")
			w.wrap(stretch{k + 2, end - 1}, "lw_jsonb_keys(", ")")
		}
	}
	w.replace(i, k, to)
	if s := e.Rexpr.GetAConst().GetSval(); s != nil && w.tok(k+2).isString() {
		list, ok := arrayLiteral(s.Sval)
		duck, known := pgtypes.DuckType(w.typeOf(e.Lexpr))
		if !known {
			duck = "VARCHAR"
		}
		if ok {
			w.replace(k+2, k+2, list+"::"+duck+"[]")
		}
	}
}

// boundaries end an operand of a comparison.
var boundaries = words("and", "or", "not", "where", "on", "having", "when", "then", "else", "end", "case", "select", "distinct", "all", "from",
	"group", "order", "limit", "offset", "union", "intersect", "except", "as", "is", "by", "set", "returning", "using", "between", "in", "like",
	"ilike", "similar", "filter", "window", "fetch", "for", "asc", "desc", "nulls", "join", "left", "right", "inner", "full", "cross", "natural", "values", "if", "then")

// bounded tells whether token i cannot be a part of a comparison's operand.
func (w *work) bounded(i int) bool {
	t := w.tok(i)
	switch t.Kind {
	case TokEOF:
		return true
	case TokIdent:
		return boundaries[lower(t.text(w.Text))] && !w.is(i-1, ".")
	case TokPunct:
		return w.isAny(i, ",", ";")
	case TokOp:
		return comparisons[t.text(w.Text)]
	}
	return false
}

// before gives the first token of a comparison's left operand, -1 when it cannot be told.
func (w *work) before(i int) int {
	k := i - 1
	for !w.bounded(k) && k >= 0 && !w.isAny(k, "(", "[") {
		if w.isAny(k, ")", "]") {
			if k = w.matching(k); k < 0 {
				return -1
			}
		}
		k--
	}
	if k+1 == i {
		return -1
	}
	return k + 1
}

// behind gives the last token of its right operand.
func (w *work) behind(i int) int {
	k := i + 1
	for ; !w.bounded(k) && !w.isAny(k, ")", "]"); k++ {
		if k > i+1 && w.tok(k).isName() && w.operand(k-1) && !w.is(k-1, ".") && w.tok(k-1).Kind != TokCast {
			break // an alias without AS
		}
		if w.isAny(k, "(", "[") {
			for depth := 0; ; k++ {
				if w.isAny(k, "(", "[") {
					depth++
				} else if w.isAny(k, ")", "]") {
					depth--
				}
				if depth == 0 || w.tok(k).Kind == TokEOF {
					break
				}
			}
		}
	}
	if k == i+1 {
		return -1
	}
	return k - 1
}
