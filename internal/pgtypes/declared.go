package pgtypes

import (
	"strconv"
	"strings"
)

// Declared reads a type with its modifier as format_type writes it: character varying(10), timestamp(3) without time zone.
func Declared(text string) (oid OID, mod int32, ok bool) {
	name, args := text, ""
	if i := strings.IndexByte(text, '('); i >= 0 {
		end := strings.IndexByte(text, ')')
		if end < i {
			return 0, -1, false
		}
		name, args = text[:i]+text[end+1:], text[i+1:end]
	}
	if oid, ok = ByName(name); !ok || args == "" {
		return oid, -1, ok
	}
	n, err := strconv.Atoi(args)
	if err != nil {
		return oid, -1, true
	}
	switch oid {
	case OIDVarchar, OIDBpchar:
		return oid, int32(n) + 4, true
	case OIDTime, OIDTimeTZ, OIDTimestamp, OIDTimestampTZ:
		return oid, int32(n), true
	}
	return oid, -1, true
}
