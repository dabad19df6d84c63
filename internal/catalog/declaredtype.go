package catalog

import (
	"strconv"
	"strings"

	"lakewire/internal/pgtypes"
)

// declaredScalars read a column's type as it was declared, which is kept where the lake forgets a part of it.
func declaredScalars() []pureScalar {
	b, t := bigType, textType
	return []pureScalar{
		{"lw_declared_oid", []pgtypes.Logical{t}, false, b, strict(func(a []any) (any, error) {
			oid, _ := declaredType(str(a[0]))
			if oid == 0 {
				return nil, nil
			}
			return int64(oid), nil
		})},
		{"lw_declared_mod", []pgtypes.Logical{t}, false, b, strict(func(a []any) (any, error) {
			_, mod := declaredType(str(a[0]))
			return int64(mod), nil
		})},
		{"lw_type_text", []pgtypes.Logical{b, b}, false, t, func(a []any) (any, error) {
			if a[0] == nil {
				return nil, nil
			}
			mod := int64(-1)
			if a[1] != nil {
				mod = integer(a[1])
			}
			return formatType(integer(a[0]), mod, a[1] != nil), nil
		}},
	}
}

// declaredType reads what format_type has written.
func declaredType(text string) (oid pgtypes.OID, mod int32) {
	base, mods := text, []int(nil)
	if open := strings.IndexByte(text, '('); open >= 0 {
		if end := strings.IndexByte(text[open:], ')'); end > 0 {
			for _, f := range strings.Split(text[open+1:open+end], ",") {
				n, _ := strconv.Atoi(strings.TrimSpace(f))
				mods = append(mods, n)
			}
			base = strings.TrimSpace(text[:open]) + text[open+end+1:]
		}
	}
	oid, _ = pgtypes.ByName(base)
	if len(mods) == 0 {
		return oid, -1
	}
	elem := oid
	if e, ok := pgtypes.ElemOf(oid); ok {
		elem = e
	}
	switch elem {
	case pgtypes.OIDVarchar, pgtypes.OIDBpchar:
		return oid, int32(mods[0]) + 4
	case pgtypes.OIDNumeric:
		scale := 0
		if len(mods) > 1 {
			scale = mods[1]
		}
		return oid, (int32(mods[0])<<16 | int32(scale)&0x7ff) + 4
	case pgtypes.OIDInterval:
		return oid, 0x7fff<<16 | int32(mods[0])
	}
	return oid, int32(mods[0])
}

// formatType is format_type: a type as PostgreSQL writes it, with its modifier. asked tells whether the modifier was NULL: then a
// bare char(n) is called character.
func formatType(oid, mod int64, asked bool) any {
	if oid == 0 {
		return "-"
	}
	t := pgtypes.Lookup(pgtypes.OID(oid))
	if oid < 0 || oid >= 1<<32 || t == nil {
		return nil
	}
	suffix := ""
	if elem, ok := pgtypes.ElemOf(t.OID); ok {
		t, suffix = pgtypes.Lookup(elem), "[]"
	}
	name, m := t.SQLName, ""
	switch t.OID {
	case pgtypes.OIDVarchar, pgtypes.OIDBpchar:
		if mod > 4 {
			m = "(" + strconv.FormatInt(mod-4, 10) + ")"
		} else if t.OID == pgtypes.OIDBpchar && asked {
			name = "bpchar"
		}
	case pgtypes.OIDNumeric:
		if mod >= 4 {
			m = "(" + strconv.FormatInt((mod-4)>>16&0xffff, 10) + "," + strconv.FormatInt(((mod-4)&0x7ff^1024)-1024, 10) + ")"
		}
	case pgtypes.OIDBit, pgtypes.OIDVarbit:
		if mod >= 0 {
			m = "(" + strconv.FormatInt(mod, 10) + ")"
		} else if t.OID == pgtypes.OIDBit && asked {
			name = `"bit"`
		}
	case pgtypes.OIDTime, pgtypes.OIDTimeTZ, pgtypes.OIDTimestamp, pgtypes.OIDTimestampTZ:
		if mod >= 0 {
			head, tail, _ := strings.Cut(name, " ")
			return head + "(" + strconv.FormatInt(mod, 10) + ") " + tail + suffix
		}
	case pgtypes.OIDInterval:
		if mod >= 0 && mod&0xffff != 0xffff {
			m = "(" + strconv.FormatInt(mod&0xffff, 10) + ")"
		}
	}
	return name + m + suffix
}
