package pgtypes

import (
	"strconv"
	"strings"
)

// FormatType is format_type: a type as PostgreSQL writes it, with its modifier. asked tells whether a modifier was asked for:
// else a bare char(n) is called character. "" stands for a type that PostgreSQL does not have.
func FormatType(oid OID, mod int64, asked bool) string {
	if oid == 0 {
		return "-"
	}
	t := Lookup(oid)
	if t == nil {
		return ""
	}
	suffix := ""
	if elem, ok := ElemOf(t.OID); ok {
		t, suffix = Lookup(elem), "[]"
	}
	name, m := t.SQLName, ""
	switch t.OID {
	case OIDVarchar, OIDBpchar:
		if mod > 4 {
			m = "(" + strconv.FormatInt(mod-4, 10) + ")"
		} else if t.OID == OIDBpchar && asked {
			name = "bpchar"
		}
	case OIDNumeric:
		if mod >= 4 {
			m = "(" + strconv.FormatInt((mod-4)>>16&0xffff, 10) + "," + strconv.FormatInt(((mod-4)&0x7ff^1024)-1024, 10) + ")"
		}
	case OIDBit, OIDVarbit:
		if mod >= 0 {
			m = "(" + strconv.FormatInt(mod, 10) + ")"
		} else if t.OID == OIDBit && asked {
			name = `"bit"`
		}
	case OIDTime, OIDTimeTZ, OIDTimestamp, OIDTimestampTZ:
		if mod >= 0 {
			head, tail, _ := strings.Cut(name, " ")
			return head + "(" + strconv.FormatInt(mod, 10) + ") " + tail + suffix
		}
	case OIDInterval:
		if mod >= 0 && mod&0xffff != 0xffff {
			m = "(" + strconv.FormatInt(mod&0xffff, 10) + ")"
		}
	}
	return name + m + suffix
}

// Forgotten tells the types of which the lake keeps less than PostgreSQL does.
func Forgotten(oid OID, mod int32) bool {
	switch oid {
	case OIDVarchar, OIDJSONB, OIDInet, OIDCidr, OIDMacaddr:
		return true
	case OIDBpchar, OIDTime, OIDTimeTZ, OIDTimestamp, OIDTimestampTZ:
		return mod >= 0
	}
	return false
}
