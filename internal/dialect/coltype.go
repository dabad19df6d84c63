package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// ColType is PostgreSQL's type of a result column, as far as the text tells.
type ColType struct {
	OID uint32 // 0: the engine's type tells
	Mod int32  // the typmod; ModEngine: the engine's type tells
}

// ModEngine is the modifier of a column whose expression does not tell it: a plain column keeps its own.
const ModEngine int32 = -2

// PostgreSQL's types that the engine's types do not tell apart.
const (
	oidName    = 19
	oidText    = 25
	oidBpchar  = 1042
	oidVarchar = 1043
	oidNumeric = 1700
	oidVoid    = 2278
)

var typedFunctions = map[string]ColType{
	"current_schema": {oidName, -1}, "current_database": {oidName, -1}, "current_catalog": {oidName, -1},
	"session_user": {oidName, -1}, "current_user": {oidName, -1}, "getdatabaseencoding": {oidName, -1}, "pg_client_encoding": {oidName, -1},
	"pg_get_userbyid": {oidName, -1}, "pg_encoding_to_char": {oidName, -1},
	"pg_sleep": {oidVoid, -1}, "pg_notify": {oidVoid, -1}, "pg_sleep_for": {oidVoid, -1}, "pg_sleep_until": {oidVoid, -1},
	"pg_advisory_lock": {oidVoid, -1}, "pg_advisory_lock_shared": {oidVoid, -1}, "pg_advisory_xact_lock": {oidVoid, -1},
	"pg_advisory_xact_lock_shared": {oidVoid, -1}, "pg_advisory_unlock_all": {oidVoid, -1},
}

// colType tells the type of an expression: of casts, constants and calls; an operator's result carries no modifier.
func colType(n *pg.Node) ColType {
	switch x := n.GetNode().(type) {
	case *pg.Node_AConst:
		switch {
		case x.AConst.Isnull:
			return ColType{oidText, -1}
		case x.AConst.GetFval() != nil:
			return ColType{oidNumeric, -1}
		}
		return ColType{0, -1}
	case *pg.Node_TypeCast:
		return castType(x.TypeCast.TypeName)
	case *pg.Node_FuncCall:
		if t, ok := typedFunctions[strings.TrimPrefix(dotted(x.FuncCall.Funcname), "pg_catalog.")]; ok {
			return t
		}
		return ColType{0, -1}
	case *pg.Node_SqlvalueFunction:
		if x.SqlvalueFunction.Op >= pg.SQLValueFunctionOp_SVFOP_CURRENT_ROLE {
			return ColType{oidName, -1}
		}
		return ColType{0, ModEngine}
	case *pg.Node_AExpr:
		return ColType{0, -1}
	}
	return ColType{0, ModEngine}
}

func castType(t *pg.TypeName) ColType {
	if len(t.ArrayBounds) > 0 {
		return ColType{0, ModEngine}
	}
	switch strings.TrimPrefix(dotted(t.Names), "pg_catalog.") {
	case "numeric", "decimal":
		if len(t.Typmods) == 0 {
			return ColType{oidNumeric, -1}
		}
	case "varchar":
		return ColType{oidVarchar, textMod(t)}
	case "bpchar":
		return ColType{oidBpchar, textMod(t)}
	case "name":
		return ColType{oidName, -1}
	}
	return ColType{0, ModEngine}
}

// textMod gives the typmod of varchar(n): n and the four bytes of a header.
func textMod(t *pg.TypeName) int32 {
	if len(t.Typmods) != 1 {
		return -1
	}
	if c := t.Typmods[0].GetAConst().GetIval(); c != nil && c.Ival > 0 {
		return c.Ival + 4
	}
	return -1
}
