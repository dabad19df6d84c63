package pgtypes

// forParam is the engine's type for a parameter declared with a PostgreSQL type. numeric without a modifier becomes a
// DECIMAL wide on both sides of the point; BindParam gives the value its own scale.
var forParam = map[OID]string{
	OIDBool: "BOOLEAN", OIDBytea: "BLOB", OIDChar: "VARCHAR", OIDName: "VARCHAR", OIDInt8: "BIGINT", OIDInt2: "SMALLINT",
	OIDInt4: "INTEGER", OIDText: "VARCHAR", OIDOID: "BIGINT", OIDJSON: "JSON", OIDJSONB: "JSON", OIDXML: "VARCHAR",
	OIDFloat4: "FLOAT", OIDFloat8: "DOUBLE", OIDUnknown: "VARCHAR", OIDBpchar: "VARCHAR", OIDVarchar: "VARCHAR",
	OIDDate: "DATE", OIDTime: "TIME", OIDTimestamp: "TIMESTAMP", OIDTimestampTZ: "TIMESTAMPTZ", OIDInterval: "INTERVAL",
	OIDTimeTZ: "TIMETZ", OIDBit: "BIT", OIDVarbit: "BIT", OIDNumeric: "DECIMAL(38,9)", OIDUUID: "UUID", OIDXid: "BIGINT",
	OIDCid: "BIGINT", OIDRefcursor: "VARCHAR", OIDInet: "VARCHAR", OIDCidr: "VARCHAR", OIDMacaddr: "VARCHAR",
	OIDRegproc: "VARCHAR", OIDRegclass: "VARCHAR", OIDRegtype: "VARCHAR", OIDRegnamespace: "VARCHAR", OIDRegrole: "VARCHAR", // names, or numbers
	OIDRegprocedure: "VARCHAR", OIDRegoper: "VARCHAR", OIDRegoperator: "VARCHAR", OIDRegconfig: "VARCHAR", OIDRegdictionary: "VARCHAR", OIDRegcollation: "VARCHAR",
}

// DuckType gives the engine's SQL type name for a parameter declared with oid; false when no type is declared (0, unknown)
// or the engine has none for it.
func DuckType(oid OID) (string, bool) {
	if elem, ok := ElemOf(oid); ok {
		name, ok := DuckType(elem)
		return name + "[]", ok
	}
	if oid == OIDUnknown {
		return "", false
	}
	name, ok := forParam[oid]
	return name, ok
}

// DuckName gives the engine's SQL name of a type in full: DECIMAL(10,2), INTEGER[], STRUCT("a" INTEGER).
func DuckName(t *Logical) string { return string(appendDuckName(nil, t)) }
