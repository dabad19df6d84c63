package dialect

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// readColumns gives the result columns PostgreSQL's names, and the types that their text alone tells, up to the first *.
func (w *work) readColumns(sel *pg.SelectStmt) {
	first := sel
	for first.Larg != nil {
		first = first.Larg
	}
	if len(first.ValuesLists) > 0 {
		for i := range first.ValuesLists[0].GetList().GetItems() {
			w.Names = append(w.Names, "column"+strconv.Itoa(i+1))
		}
	} else {
		w.readTargets(first.TargetList)
	}
	w.Types = columnTypes(sel)
}

// readTargets names the columns of a target list or of RETURNING.
func (w *work) readTargets(list []*pg.Node) {
	for _, t := range list {
		r := t.GetResTarget()
		if r == nil || expands(r.Val) {
			return
		}
		name := r.Name
		if name == "" {
			if name, _ = columnName(r.Val); name == "" {
				name = "?column?"
			}
		}
		w.Names = append(w.Names, name)
		w.Hints = append(w.Hints, hint(r.Val))
		w.Types = append(w.Types, colType(r.Val))
	}
}

// columnTypes gives the types of a query's columns up to the first *; of a UNION and its kin what all arms agree on.
func columnTypes(sel *pg.SelectStmt) []ColType {
	var types []ColType
	switch {
	case sel.Larg != nil:
		return agreed(columnTypes(sel.Larg), columnTypes(sel.Rarg))
	case len(sel.ValuesLists) > 0:
		for i, row := range sel.ValuesLists {
			var of []ColType
			for _, v := range row.GetList().GetItems() {
				of = append(of, colType(v))
			}
			if i == 0 {
				types = of
			} else {
				types = agreed(types, of)
			}
		}
		return types
	}
	for _, t := range sel.TargetList {
		r := t.GetResTarget()
		if r == nil || expands(r.Val) {
			break
		}
		types = append(types, colType(r.Val))
	}
	return types
}

func agreed(a, b []ColType) []ColType {
	a = a[:min(len(a), len(b))]
	for i := range a {
		if a[i] != b[i] {
			a[i] = ColType{0, ModEngine}
		}
	}
	return a
}

// expands tells whether a target becomes several columns.
func expands(n *pg.Node) bool {
	if c := n.GetColumnRef(); c != nil {
		return c.Fields[len(c.Fields)-1].GetAStar() != nil
	}
	if c := n.GetAIndirection(); c != nil {
		return c.Indirection[len(c.Indirection)-1].GetAStar() != nil
	}
	f := n.GetFuncCall()
	return f != nil && (dotted(f.Funcname) == "columns" || dotted(f.Funcname) == "unnest" && len(f.Args) > 1)
}

// How sure a name is: a sure one wins over that of a cast around it.
const (
	noName = iota
	weakName
	sureName
)

// columnName finds the name that PostgreSQL gives an expression without an alias.
func columnName(n *pg.Node) (string, int) {
	switch x := n.GetNode().(type) {
	case *pg.Node_ColumnRef:
		return lastName(x.ColumnRef.Fields), sureName
	case *pg.Node_AIndirection:
		if s := lastName(x.AIndirection.Indirection); s != "" {
			return s, sureName
		}
		return columnName(x.AIndirection.Arg)
	case *pg.Node_FuncCall:
		return lastName(x.FuncCall.Funcname), sureName
	case *pg.Node_AExpr:
		if x.AExpr.Kind == pg.A_Expr_Kind_AEXPR_NULLIF {
			return "nullif", sureName
		}
	case *pg.Node_TypeCast:
		if s, k := columnName(x.TypeCast.Arg); k > weakName {
			return s, k
		}
		return lastName(x.TypeCast.TypeName.GetNames()), weakName
	case *pg.Node_CollateClause:
		return columnName(x.CollateClause.Arg)
	case *pg.Node_GroupingFunc:
		return "grouping", sureName
	case *pg.Node_SubLink:
		return subqueryName(x.SubLink)
	case *pg.Node_CaseExpr:
		if s, k := columnName(x.CaseExpr.Defresult); k > weakName {
			return s, k
		}
		return "case", weakName
	case *pg.Node_AArrayExpr:
		return "array", sureName
	case *pg.Node_RowExpr:
		return "row", sureName
	case *pg.Node_CoalesceExpr:
		return "coalesce", sureName
	case *pg.Node_MinMaxExpr:
		if x.MinMaxExpr.Op == pg.MinMaxOp_IS_LEAST {
			return "least", sureName
		}
		return "greatest", sureName
	case *pg.Node_SqlvalueFunction:
		return valueFunctionNames[x.SqlvalueFunction.Op], sureName
	}
	return "", noName
}

func subqueryName(s *pg.SubLink) (string, int) {
	switch s.SubLinkType {
	case pg.SubLinkType_EXISTS_SUBLINK:
		return "exists", sureName
	case pg.SubLinkType_ARRAY_SUBLINK:
		return "array", sureName
	case pg.SubLinkType_EXPR_SUBLINK:
		sel := s.Subselect.GetSelectStmt()
		for sel.GetLarg() != nil {
			sel = sel.Larg
		}
		if len(sel.GetTargetList()) == 0 {
			if len(sel.GetValuesLists()) > 0 {
				return "column1", sureName
			}
			return "", noName
		}
		r := sel.TargetList[0].GetResTarget()
		if r.GetName() != "" {
			return r.Name, sureName
		}
		return columnName(r.GetVal())
	}
	return "", noName
}

// lastName gives the last part that is a name.
func lastName(parts []*pg.Node) string {
	for i := len(parts) - 1; i >= 0; i-- {
		if s := parts[i].GetString_(); s != nil {
			return s.Sval
		}
	}
	return ""
}

var valueFunctionNames = map[pg.SQLValueFunctionOp]string{
	pg.SQLValueFunctionOp_SVFOP_CURRENT_DATE:        "current_date",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME:        "current_time",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N:      "current_time",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP:   "current_timestamp",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N: "current_timestamp",
	pg.SQLValueFunctionOp_SVFOP_LOCALTIME:           "localtime",
	pg.SQLValueFunctionOp_SVFOP_LOCALTIME_N:         "localtime",
	pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP:      "localtimestamp",
	pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N:    "localtimestamp",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_ROLE:        "current_role",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_USER:        "current_user",
	pg.SQLValueFunctionOp_SVFOP_USER:                "user",
	pg.SQLValueFunctionOp_SVFOP_SESSION_USER:        "session_user",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_CATALOG:     "current_catalog",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_SCHEMA:      "current_schema",
}
