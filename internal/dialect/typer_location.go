package dialect

import pg "github.com/pganalyze/pg_query_go/v6"

// location gives where an expression begins: bytes in the statement's text, -1 where the tree does not tell.
func location(n *pg.Node) int32 {
	switch x := n.GetNode().(type) {
	case *pg.Node_AConst:
		return x.AConst.Location
	case *pg.Node_ColumnRef:
		return x.ColumnRef.Location
	case *pg.Node_ParamRef:
		return x.ParamRef.Location
	case *pg.Node_TypeCast:
		return earlier(location(x.TypeCast.Arg), x.TypeCast.Location)
	case *pg.Node_AExpr:
		return earlier(location(x.AExpr.Lexpr), x.AExpr.Location)
	case *pg.Node_FuncCall:
		return x.FuncCall.Location
	case *pg.Node_BoolExpr:
		if len(x.BoolExpr.Args) > 0 {
			return earlier(location(x.BoolExpr.Args[0]), x.BoolExpr.Location)
		}
		return x.BoolExpr.Location
	case *pg.Node_NullTest:
		return earlier(location(x.NullTest.Arg), x.NullTest.Location)
	case *pg.Node_SubLink:
		return x.SubLink.Location
	case *pg.Node_CaseExpr:
		return x.CaseExpr.Location
	case *pg.Node_CoalesceExpr:
		return x.CoalesceExpr.Location
	case *pg.Node_MinMaxExpr:
		return x.MinMaxExpr.Location
	case *pg.Node_AArrayExpr:
		return x.AArrayExpr.Location
	case *pg.Node_RowExpr:
		return x.RowExpr.Location
	case *pg.Node_SqlvalueFunction:
		return x.SqlvalueFunction.Location
	case *pg.Node_AIndirection:
		return location(x.AIndirection.Arg)
	}
	return -1
}

func earlier(a, b int32) int32 {
	if a >= 0 && a < b || b < 0 {
		return a
	}
	return b
}
