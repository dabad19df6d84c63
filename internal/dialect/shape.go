package dialect

import (
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// Shape is a look at the catalog but for the names and OIDs that it asks about: the engine's plan of it serves all looks of its kind. They are
// no parameters, with which the engine plans each run anew, but what a function of ours compares with (catalog.Asking).
type Shape struct {
	*ShapeText
	Asked []string // what the look asks about, in the order of the function's numbers

	of string // the engine's text that it was made of
}

// ShapeText is what looks of one kind share.
type ShapeText struct {
	SQL   string      // the engine's text, in which ShapeSlot stands for whose look it is
	Unfit atomic.Bool // the engine does not take it
}

// ShapeSlot is what the connection that asks puts its own number in place of.
const ShapeSlot = "$SLOT"

// Shaped gives the statement's shape, nil where it has none or is not any more what was translated.
func (s *Statement) Shaped() *Shape {
	if s.Shape == nil || s.Shape.of != s.SQL || s.Shape.Unfit.Load() {
		return nil
	}
	return s.Shape
}

// asked is a comparison of a column with a name or an OID.
type asked struct {
	from, op, last int // the tokens of the column, the operator and the literal
	text           string
	call, cast     string
}

// shape finds the names and OIDs that columns of the catalog are compared with. What else is compared stays, since the engine plans by it, and so
// do names that PostgreSQL itself gives.
func (w *work) shape() *Shape {
	if w.Kind != KindSelect || w.Params > 0 || w.tree == nil || w.schema == nil || w.p.prog != nil || len(w.Relations) == 0 || slices.Contains(w.Names, "") || strings.Contains(w.SQL, ShapeSlot) {
		return nil
	}
	for _, n := range w.Relations {
		if r := w.schema.Relation(n); r == nil || !r.System {
			return nil
		}
	}
	var list []asked
	for _, n := range w.nodes() {
		if a, ok := w.askedOf(n.GetAExpr()); ok {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b asked) int { return a.from - b.from })
	edits := slices.Clone(w.Statement.edits)
	sh := &Shape{ShapeText: &ShapeText{}, of: w.SQL}
	for _, a := range list {
		from, op, end := w.tok(a.from).Start, w.tok(a.op).Start, w.tok(a.last).End
		inside := func(e edit) bool { return e.start < end && (e.end > from || e.start == from) }
		if slices.ContainsFunc(edits, func(e edit) bool { return inside(e) && !(w.ones[a.last] && e.start >= op) }) {
			continue // a rule has made something else of it
		}
		edits = slices.DeleteFunc(edits, inside)
		sh.Asked = append(sh.Asked, a.text)
		edits = append(edits, edit{from, from, a.call + "("}, edit{op, end, a.cast + ", " + ShapeSlot + ", " + strconv.Itoa(len(sh.Asked)-1) + ")"})
	}
	if len(sh.Asked) == 0 {
		return nil
	}
	sh.SQL, _ = splice(w.Text, edits)
	return sh
}

// askedOf reads a comparison: a column on its left, = or what ruleOnePattern makes one, and a literal.
func (w *work) askedOf(e *pg.A_Expr) (a asked, ok bool) {
	column, n := e.GetLexpr().GetColumnRef(), e.GetRexpr()
	if c := n.GetCollateClause(); c != nil {
		n = c.Arg
	}
	c := n.GetAConst()
	if column == nil || c == nil {
		return a, false
	}
	a = asked{from: w.tokenAt(column.Location), op: w.tokenAt(e.Location), last: w.tokenAt(c.Location)}
	equal := e.Kind == pg.A_Expr_Kind_AEXPR_OP && lastName(e.Name) == "="
	like := e.Kind == pg.A_Expr_Kind_AEXPR_LIKE && lastName(e.Name) == "~~" || e.Kind == pg.A_Expr_Kind_AEXPR_OP && lastName(e.Name) == "~~"
	regex := e.Kind == pg.A_Expr_Kind_AEXPR_OP && lastName(e.Name) == "~"
	t := w.tok(a.last)
	if !equal && !(w.ones[a.last] && (like || regex)) || !w.between(a.op, a.last) || w.tok(a.last+1).Kind == TokCast || !w.storedColumn(column) {
		return a, false
	}
	if t.Kind == TokString {
		a.text, ok = literal(w.Text, t)
	} else if t.Kind == TokInt {
		a.text, ok = t.text(w.Text), true
	}
	switch w.typeOf(e.Lexpr) {
	case pgtypes.OIDName:
		a.call, ok = "lw_asked_name", ok && t.Kind == TokString
		if like {
			a.text, _ = likeText(a.text)
		} else if regex {
			a.text, _ = regexText(a.text)
		}
		return a, ok && !ownName(a.text)
	case pgtypes.OIDOID:
		a.call, a.cast = "lw_asked_oid", "::BIGINT"
		return a, ok && equal && isOID(a.text)
	}
	return a, false
}

// storedColumn tells whether a name means a column of a relation whose rows lie in tables: of what stands in the text the engine would compute the
// comparison when it plans.
func (w *work) storedColumn(c *pg.ColumnRef) bool {
	of := w.typed().meant[c].Table
	return of != 0 && slices.ContainsFunc(w.Relations, func(n Name) bool {
		r := w.schema.Relation(n)
		return r != nil && r.Stored && uint32(r.OID) == uint32(of)
	})
}

// ownName tells whether a name is one that PostgreSQL gives.
func ownName(v string) bool {
	return v == "" || v == "public" || v == "information_schema" || strings.HasPrefix(v, "pg_")
}

// isOID tells whether a text is an OID that an object of the lake may have.
func isOID(v string) bool {
	n, err := strconv.ParseUint(v, 10, 32)
	return err == nil && n >= 16384
}
