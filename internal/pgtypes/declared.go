package pgtypes

import (
	"strconv"
	"strings"
)

// Declared reads a type with its modifier as format_type writes it: character varying(10), timestamp(3) without time zone.
func Declared(text string) (oid OID, mod int32, ok bool) {
	base, args := text, []int(nil)
	if open := strings.IndexByte(text, '('); open >= 0 {
		end := strings.IndexByte(text, ')')
		if end < open {
			return 0, -1, false
		}
		for _, f := range strings.Split(text[open+1:end], ",") {
			n, _ := strconv.Atoi(strings.TrimSpace(f))
			args = append(args, n)
		}
		base = strings.TrimSpace(text[:open]) + text[end+1:]
	}
	if oid, ok = ByName(base); !ok || len(args) == 0 {
		return oid, -1, ok
	}
	elem := oid
	if e, ok := ElemOf(oid); ok {
		elem = e
	}
	switch elem {
	case OIDVarchar, OIDBpchar:
		return oid, int32(args[0]) + 4, true
	case OIDNumeric:
		scale := 0
		if len(args) > 1 {
			scale = args[1]
		}
		return oid, (int32(args[0])<<16 | int32(scale)&0x7ff) + 4, true
	case OIDInterval:
		return oid, 0x7fff<<16 | int32(args[0]), true
	}
	return oid, int32(args[0]), true
}
