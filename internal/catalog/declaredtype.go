package catalog

import "lakewire/internal/pgtypes"

// declaredScalars read a column's type as it was declared, which is kept where the lake forgets a part of it.
func declaredScalars() []pureScalar {
	b, t := bigType, textType
	return []pureScalar{
		{"lw_declared_oid", []pgtypes.Logical{t}, false, b, strict(func(a []any) (any, error) {
			oid, _, _ := pgtypes.Declared(str(a[0]))
			if oid == 0 {
				return nil, nil
			}
			return int64(oid), nil
		})},
		{"lw_declared_mod", []pgtypes.Logical{t}, false, b, strict(func(a []any) (any, error) {
			_, mod, _ := pgtypes.Declared(str(a[0]))
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
			oid := integer(a[0])
			if oid < 0 || oid >= 1<<32 {
				return nil, nil
			}
			return orNull(pgtypes.FormatType(pgtypes.OID(oid), mod, a[1] != nil)), nil
		}},
	}
}
