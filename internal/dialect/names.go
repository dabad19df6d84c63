package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"
)

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
