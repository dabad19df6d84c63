package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// What PostgreSQL's parse analysis refuses and the engine takes, or tells in other words and without a place.

var (
	junctions = map[pg.BoolExprType]string{pg.BoolExprType_AND_EXPR: "AND", pg.BoolExprType_OR_EXPR: "OR", pg.BoolExprType_NOT_EXPR: "NOT"}
	tests     = map[pg.BoolTestType]string{pg.BoolTestType_IS_TRUE: "IS TRUE", pg.BoolTestType_IS_NOT_TRUE: "IS NOT TRUE", pg.BoolTestType_IS_FALSE: "IS FALSE",
		pg.BoolTestType_IS_NOT_FALSE: "IS NOT FALSE", pg.BoolTestType_IS_UNKNOWN: "IS UNKNOWN", pg.BoolTestType_IS_NOT_UNKNOWN: "IS NOT UNKNOWN"}
)

// numbered looks at an item of ORDER BY and its kin that is the number of a result column.
func (t *typer) numbered(n *pg.Node, cols []field, all bool, what string) {
	if c := n.GetAConst(); all && c.GetIval() != nil {
		if i := int(c.GetIval().Ival); i < 1 || i > len(cols) {
			t.fail(c.Location, pgerr.Newf(pgerr.InvalidColumnReference, "%s position %d is not in select list", what, i))
		}
	}
}

// amongDistinct looks at a column that sorts a SELECT DISTINCT: it must be one of those that are selected. What is more than
// a column is left to the engine.
func (t *typer) amongDistinct(n *pg.Node, sel *pg.SelectStmt) {
	c := n.GetColumnRef()
	if c == nil || len(sel.DistinctClause) == 0 || sel.DistinctClause[0].GetNode() != nil {
		return
	}
	name := lastName(c.Fields)
	for _, target := range sel.TargetList {
		r := target.GetResTarget()
		x := r.GetVal().GetColumnRef()
		if r == nil || expands(r.Val) || r.Name == name && len(c.Fields) == 1 || x != nil && (x.Fields[len(x.Fields)-1].GetAStar() != nil || lastName(x.Fields) == name) {
			return
		}
		if own, _ := columnName(r.Val); r.Name == "" && own == name && len(c.Fields) == 1 {
			return
		}
	}
	t.fail(c.Location, pgerr.New(pgerr.InvalidColumnReference, "for SELECT DISTINCT, ORDER BY expressions must appear in select list"))
}

// namesOnce looks at the names of the queries of WITH.
func (t *typer) namesOnce(ctes []*pg.Node) {
	for i, n := range ctes {
		c := n.GetCommonTableExpr()
		for _, o := range ctes[:i] {
			if o.GetCommonTableExpr().GetCtename() == c.GetCtename() {
				t.fail(c.GetLocation(), pgerr.Newf(pgerr.DuplicateAlias, `WITH query name "%s" specified more than once`, c.GetCtename()))
			}
		}
	}
}

// asLong compares a row of VALUES with the first one.
func (t *typer) asLong(rows []*pg.Node, row *pg.Node) {
	if items := row.GetList().GetItems(); len(items) != len(rows[0].GetList().GetItems()) && len(items) > 0 {
		t.fail(location(items[0]), pgerr.New(pgerr.SyntaxError, "VALUES lists must all be the same length"))
	}
}

// namedIn looks at a column that INSERT or SET names. The lake's names are not told apart by case.
func (t *typer) namedIn(r *pg.ResTarget, target *source, relation string) {
	if target.open || r == nil {
		return
	}
	for _, f := range target.cols {
		if strings.EqualFold(f.name, r.Name) {
			return
		}
	}
	t.fail(r.Location, pgerr.Newf(pgerr.UndefinedColumn, `column "%s" of relation "%s" does not exist`, r.Name, relation))
}

// namedOnce looks at the list of columns of an INSERT.
func (t *typer) namedOnce(list []*pg.Node, target *source, relation string) {
	seen := map[string]bool{}
	for _, n := range list {
		r := n.GetResTarget()
		t.namedIn(r, target, relation)
		if seen[r.GetName()] && len(r.GetIndirection()) == 0 {
			t.fail(r.Location, pgerr.Newf(pgerr.DuplicateColumn, `column "%s" specified more than once`, r.Name))
		}
		seen[r.GetName()] = true
	}
}

// assignable looks at a value for a column, which must be of a type that PostgreSQL casts to the column's without being told.
// A column of json may have been declared as jsonb by another client of the lake.
func (t *typer) assignable(n *pg.Node, from exprType, to field) {
	if n == nil || !known(from.oid, true) || to.oid != pgtypes.OIDJSON && !known(to.oid, true) || pgtypes.CanCoerce(from.oid, to.oid, pgtypes.Assignment) {
		return
	}
	t.fail(location(n), pgerr.Newf(pgerr.DatatypeMismatch, `column "%s" is of type %s but expression is of type %s`, to.name, pgtypes.SQLName(to.oid), pgtypes.SQLName(from.oid)).
		WithHint("You will need to rewrite or cast the expression."))
}

// aliasesOnce looks at the names of what stands in FROM. Tables of several schemas may have the same one.
func (t *typer) aliasesOnce(s *scope) {
	for i, src := range s.from {
		for _, o := range s.from[:i] {
			if src.name != "" && src.name == o.name && (src.rel == o.rel || src.rel.Name != src.name || o.rel.Name != o.name) {
				t.fail(-1, pgerr.Newf(pgerr.DuplicateAlias, `table name "%s" specified more than once`, src.name))
			}
		}
	}
}
