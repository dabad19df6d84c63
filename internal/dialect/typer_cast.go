package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// cast tells the type of a cast, and what the literal in it is taken for.
func (t *typer) cast(c *pg.TypeCast, s *scope) exprType {
	x := typeName(c.TypeName)
	if a := c.Arg.GetAArrayExpr(); a != nil {
		if _, ok := pgtypes.ElemOf(x.oid); ok {
			t.types[c.Arg] = t.array(a, x.oid, s)
			return x
		}
	}
	t.expr(c.Arg, s)
	before := len(t.literals)
	t.take(c.Arg, x.oid)
	t.literals = t.literals[:before]
	if from := t.oid(c.Arg); known(from, true) && known(x.oid, true) && !pgtypes.CanCoerce(from, x.oid, pgtypes.Explicit) {
		t.suspect(c.Location, pgerr.Newf(pgerr.CannotCoerce, "cannot cast type %s to %s", pgtypes.SQLName(from), pgtypes.SQLName(x.oid)))
	}
	return x
}

// engineTypes are the names that the engine has for types and PostgreSQL has not.
var engineTypes = map[string]pgtypes.OID{
	"double": pgtypes.OIDFloat8, "string": pgtypes.OIDText, "blob": pgtypes.OIDBytea, "datetime": pgtypes.OIDTimestamp,
	"tinyint": pgtypes.OIDInt2, "short": pgtypes.OIDInt2, "signed": pgtypes.OIDInt4, "long": pgtypes.OIDInt8, "logical": pgtypes.OIDBool,
}

// domainTypes are what the domains of information_schema are described as.
var domainTypes = map[string]pgtypes.OID{"sql_identifier": pgtypes.OIDName, "character_data": pgtypes.OIDVarchar, "yes_or_no": pgtypes.OIDVarchar, "cardinal_number": pgtypes.OIDInt4, "time_stamp": pgtypes.OIDTimestampTZ}

// typeName gives the type that a text names, 0 where it is none of PostgreSQL's.
func typeName(n *pg.TypeName) exprType {
	x := untold
	parts := nameParts(n.GetNames())
	if len(parts) == 0 || n.Setof || n.PctType {
		return x
	}
	name := parts[len(parts)-1]
	if len(parts) == 1 || parts[0] == "pg_catalog" {
		if x.oid = pgtypes.ByTypname(name); x.oid == 0 {
			x.oid = engineTypes[name]
		}
	}
	if len(parts) == 2 && parts[0] == "information_schema" {
		if x.oid = domainTypes[name]; name == "yes_or_no" && len(n.ArrayBounds) == 0 {
			x.mod = 3 + 4
			return x
		}
	}
	if x.oid == 0 {
		x.mod = ModEngine
		return x
	}
	x.mod = modifier(x.oid, n.Typmods)
	if len(n.ArrayBounds) > 0 {
		x.oid = pgtypes.ArrayOf(x.oid)
	}
	return x
}

// modifier gives the typmod that a type's arguments make.
func modifier(oid pgtypes.OID, args []*pg.Node) int32 {
	var v [2]int32
	for i, a := range args {
		c := a.GetAConst()
		if i > 1 || c == nil || c.GetIval() == nil {
			return -1
		}
		v[i] = c.GetIval().GetIval()
	}
	if len(args) == 0 {
		return -1
	}
	switch oid {
	case pgtypes.OIDNumeric:
		return (v[0]<<16 | v[1]&0x7ff) + 4
	case pgtypes.OIDVarchar, pgtypes.OIDBpchar:
		return v[0] + 4
	case pgtypes.OIDBit, pgtypes.OIDVarbit, pgtypes.OIDTime, pgtypes.OIDTimeTZ, pgtypes.OIDTimestamp, pgtypes.OIDTimestampTZ:
		return v[0]
	case pgtypes.OIDInterval:
		precision := int32(0xffff)
		if len(args) == 2 {
			precision = v[1]
		}
		return precision | v[0]<<16
	}
	return -1
}

// valueFunction gives the types of CURRENT_DATE and its kin.
func valueFunction(f *pg.SQLValueFunction) exprType {
	x := is(pgtypes.OIDName)
	switch f.Op {
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_DATE:
		x.oid = pgtypes.OIDDate
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME:
		x.oid = pgtypes.OIDTimeTZ
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N:
		x = exprType{oid: pgtypes.OIDTimeTZ, mod: f.Typmod}
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP:
		x.oid = pgtypes.OIDTimestampTZ
	case pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N:
		x = exprType{oid: pgtypes.OIDTimestampTZ, mod: f.Typmod}
	case pg.SQLValueFunctionOp_SVFOP_LOCALTIME:
		x.oid = pgtypes.OIDTime
	case pg.SQLValueFunctionOp_SVFOP_LOCALTIME_N:
		x = exprType{oid: pgtypes.OIDTime, mod: f.Typmod}
	case pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP:
		x.oid = pgtypes.OIDTimestamp
	case pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N:
		x = exprType{oid: pgtypes.OIDTimestamp, mod: f.Typmod}
	}
	return x
}
