package pgtypes

// Sendable tells whether values of an engine type can be sent as a PostgreSQL type without becoming other values: encode
// writes them so, and a number that is too large for a narrower type is 22003, as in PostgreSQL.
func Sendable(t *Logical, oid OID) bool {
	if oid == 0 {
		return false
	}
	if t.Kind == List || t.Kind == Array {
		elem, ok := ElemOf(oid)
		switch inner := innermost(t); {
		case ok:
			return Sendable(inner, elem)
		case oid == OIDAnyarray:
			return false
		case oid == OIDOidvector || oid == OIDInt2vector:
			return t.Elem == inner && isInteger(inner.Kind)
		}
		return false
	}
	switch t.Kind {
	case Null:
		return true
	case Decimal:
		return oid == OIDNumeric || oid == OIDFloat8 || t.Scale == 0 && integerType(oid)
	case Float:
		return oid == OIDFloat4 || oid == OIDFloat8
	case Double:
		return oid == OIDFloat8 || oid == OIDFloat4 || oid == OIDNumeric
	case BigNum:
		return oid == OIDNumeric
	case Struct:
		return oid == OIDRecord || IsRow(oid) || isReg(oid) && RegPair(t) || Describe(t).OID == oid
	case Varchar, Enum:
		if t.Alias == "JSON" && oid == OIDJSONB {
			return true
		}
		if oid == OIDRegtype && t.Kind == Varchar {
			return true // its name
		}
		return (oid == OIDNumeric || oid == OIDInet || oid == OIDCidr || oid == OIDMacaddr) && t.Kind == Varchar || t.Alias == "" && (stringType(oid) || Opaque(oid)) || Describe(t).OID == oid
	case Bit:
		return oid == OIDBit || oid == OIDVarbit
	}
	if isInteger(t.Kind) {
		// The engine has INTEGER for what it has folded to NULL, as `1 || null`. Were it a number, its text is its digits.
		return integerType(oid) || oid == OIDNumeric || oid == OIDFloat8 || t.Kind == Integer && (oid == OIDText || oid == OIDVarchar)
	}
	return Describe(t).OID == oid
}

// RegPair tells whether a struct is a value of a reg type on its way to the client: its number and its name.
func RegPair(t *Logical) bool {
	return t.Kind == Struct && len(t.Fields) == 2 && t.Fields[0].Name == "oid" && t.Fields[1].Name == "name" &&
		t.Fields[0].Type.Kind == BigInt && t.Fields[1].Type.Kind == Varchar
}

func isReg(oid OID) bool {
	switch oid {
	case OIDRegproc, OIDRegprocedure, OIDRegoper, OIDRegoperator, OIDRegclass, OIDRegtype, OIDRegnamespace, OIDRegrole, OIDRegconfig,
		OIDRegdictionary, OIDRegcollation:
		return true
	}
	return false
}

func isInteger(k Kind) bool { return k >= TinyInt && k <= UHugeInt }

// integerType tells the types whose values are integers on the wire.
func integerType(oid OID) bool {
	switch oid {
	case OIDInt2, OIDInt4, OIDInt8, OIDOID, OIDXid, OIDCid, OIDXid8:
		return true
	}
	return false
}

// stringType tells the types whose values are their texts on the wire, in both formats.
func stringType(oid OID) bool {
	switch oid {
	case OIDText, OIDVarchar, OIDBpchar, OIDName, OIDUnknown, OIDChar, OIDRefcursor, OIDXML, OIDJSON, OIDJSONB:
		return true
	}
	return false
}
