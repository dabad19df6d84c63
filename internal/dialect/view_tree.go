package dialect

import (
	"slices"
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// PostgreSQL keeps a view as the query that its analysis has made, and writes that out again: names qualified, literals and
// conversions with their types. viewExpr is such an expression.
type viewExpr struct {
	kind viewKind
	text string // a name, an operator, or what is written as it is
	args []*viewExpr
	typ  exprType
	node *pg.Node

	implicit bool // of a cast: nobody wrote it
	function bool // of a cast: a function does it, which counts as simple
	sub      *viewQuery
}

type viewKind byte

const (
	viewVar     viewKind = iota
	viewConst            // text is the literal's value
	viewNull             // a NULL
	viewFunc             // name(…), or what stands in brackets of its own
	viewSpecial          // EXTRACT(a FROM b) and its kin: args between the words of text
	viewCast
	viewOp
	viewArrayOp // x = ANY (array)
	viewAnd
	viewOr
	viewNot
	viewTest     // x IS …
	viewDistinct // x IS DISTINCT FROM y
	viewCase
	viewSub
	viewCollate
	viewSubscript
)

// viewQuery is one level of a query.
type viewQuery struct {
	d     *viewWriter
	sel   *pg.SelectStmt
	scope *scope
	up    *viewQuery
	names map[*source]string // by which its columns are qualified
	next  int                // the next item of scope.from that FROM names
}

// level makes the level of a query; nil where it cannot be written.
func (d *viewWriter) level(sel *pg.SelectStmt, up *viewQuery) *viewQuery {
	s := d.t.scopes[sel]
	if s == nil || d.depth > 40 {
		d.failed = true
		return nil
	}
	q := &viewQuery{d: d, sel: sel, scope: s, up: up, names: map[*source]string{}}
	if sel.Larg != nil || len(sel.ValuesLists) > 0 {
		return q
	}
	taken := map[string]bool{}
	for u := up; u != nil; u = u.up {
		for _, n := range u.names {
			taken[n] = true
		}
	}
	for _, src := range s.from {
		name := src.name
		for i := 1; taken[name]; i++ {
			name = src.name + "_" + strconv.Itoa(i)
		}
		taken[name] = true
		q.names[src] = name
	}
	return q
}

// column finds a column as the typer does, and gives its qualified name.
func (q *viewQuery) column(parts []string) (string, bool) {
	name := parts[len(parts)-1]
	for u := q; u != nil; u = u.up {
		if len(parts) > 1 {
			schema := ""
			if len(parts) > 2 {
				schema = parts[len(parts)-3]
			}
			src := u.scope.source(schema, parts[len(parts)-2])
			if src == nil {
				continue
			}
			return u.qualified(src, name), find(src.cols, name) != nil
		}
		if f := find(u.scope.merged, name); f != nil && f.from.Relation.Name == "" && u.fullJoin() {
			return Identifier(name), true
		}
		for _, src := range u.scope.from {
			if find(src.cols, name) != nil {
				return u.qualified(src, name), true
			}
		}
		if u.scope.open {
			return "", false
		}
	}
	return "", false
}

func (q *viewQuery) qualified(src *source, name string) string {
	if src.rel.Name == checkedName {
		return Identifier(name)
	}
	return Identifier(q.names[src]) + "." + Identifier(name)
}

// fullJoin tells whether a column of USING may come from either side.
func (q *viewQuery) fullJoin() bool {
	return slices.ContainsFunc(q.sel.FromClause, func(n *pg.Node) bool { return n.GetJoinExpr().GetJointype() == pg.JoinType_JOIN_FULL })
}

// coerced gives an expression as what takes it gets it.
func (q *viewQuery) coerced(n *pg.Node, to pgtypes.OID) *viewExpr {
	return q.d.convert(q.expr(n), exprType{oid: to, mod: -1}, true)
}

// convert puts a cast round an expression where its type is another one.
func (d *viewWriter) convert(e *viewExpr, to exprType, implicit bool) *viewExpr {
	switch {
	case e == nil || to.oid == 0 || to.oid == pgtypes.OIDUnknown || pgtypes.IsPolymorphic(to.oid) || to.oid == pgtypes.OIDAny || to.oid == pgtypes.OIDRecord:
		return e
	case (e.kind == viewConst || e.kind == viewNull) && e.typ.oid == pgtypes.OIDUnknown:
		text := d.normal(e, to.oid)
		typed := &viewExpr{kind: e.kind, text: text, typ: exprType{oid: to.oid, mod: -1}}
		if to.mod >= 0 && e.kind == viewNull {
			typed.typ.mod = to.mod
			return typed
		}
		return d.convert(typed, to, implicit)
	case e.typ.oid == to.oid && (implicit || to.mod == e.typ.mod):
		return e
	}
	return &viewExpr{kind: viewCast, args: []*viewExpr{e}, typ: to, implicit: implicit, function: castFunction(e.typ.oid, to)}
}

// castFunction tells whether a function makes a type of another, and not a mere new label or their texts.
func castFunction(from pgtypes.OID, to exprType) bool {
	if to.mod >= 0 && from == to.oid {
		return true
	}
	plain := func(o pgtypes.OID) bool {
		switch o {
		case pgtypes.OIDText, pgtypes.OIDVarchar:
			return true
		}
		return pgtypes.IsReg(o) || o == pgtypes.OIDOID
	}
	return !plain(from) && !plain(to.oid) || from == pgtypes.OIDBpchar && plain(to.oid) || to.mod >= 0
}

func (q *viewQuery) exprs(list []*pg.Node, to []pgtypes.OID) []*viewExpr {
	out := make([]*viewExpr, len(list))
	for i, n := range list {
		out[i] = q.expr(n)
		if i < len(to) {
			out[i] = q.d.convert(out[i], is(to[i]), true)
		}
	}
	return out
}

// alike gives expressions that are brought to one type.
func (q *viewQuery) alike(list []*pg.Node, to pgtypes.OID) []*viewExpr {
	out := make([]*viewExpr, len(list))
	for i, n := range list {
		out[i] = q.coerced(n, to)
	}
	return out
}
