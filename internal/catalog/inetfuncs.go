package catalog

import (
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
	"lakewire/internal/pgtypes/inet"
)

// inetScalars are the functions and operators of inet, cidr and macaddr, whose values are their texts to the engine.
func inetScalars() []pureScalar {
	t := textType
	of := func(name string, ret pgtypes.Logical, f func(inet.Value) any) pureScalar {
		return pureScalar{name: name, args: []pgtypes.Logical{t}, ret: ret, call: strict(func(a []any) (any, error) {
			v, err := inet.Parse(str(a[0]), false)
			if err != nil {
				return nil, err
			}
			return f(v), nil
		})}
	}
	two := func(name string, ret pgtypes.Logical, f func(a, b inet.Value) (any, error)) pureScalar {
		return pureScalar{name: name, args: []pgtypes.Logical{t, t}, ret: ret, call: strict(func(a []any) (any, error) {
			x, err := inet.Parse(str(a[0]), false)
			if err != nil {
				return nil, err
			}
			y, err := inet.Parse(str(a[1]), false)
			if err != nil {
				return nil, err
			}
			return f(x, y)
		})}
	}
	read := func(name string, cidr bool) pureScalar {
		return pureScalar{name: name, args: []pgtypes.Logical{t}, ret: t, call: strict(func(a []any) (any, error) {
			v, err := inet.Parse(str(a[0]), cidr)
			if err != nil {
				return nil, err
			}
			return v.String(), nil
		})}
	}
	network := func(v inet.Value) any { return v.Network().String() }
	return []pureScalar{
		read("lw_inet", false), read("lw_cidr", true),
		{"lw_macaddr", []pgtypes.Logical{t}, false, t, strict(func(a []any) (any, error) {
			s, err := inet.ParseMAC(str(a[0]))
			if err != nil {
				return nil, err
			}
			return s, nil
		})},
		of("lw_inet_cidr", t, network), of("lw_inet_network", t, network),
		of("lw_inet_text", t, func(v inet.Value) any { return v.Text() }),
		of("lw_inet_host", t, func(v inet.Value) any { return v.Host() }),
		of("lw_inet_abbrev", t, func(v inet.Value) any { return v.String() }),
		of("lw_cidr_abbrev", t, func(v inet.Value) any { return v.Network().Abbrev() }),
		of("lw_inet_masklen", intType, func(v inet.Value) any { return int32(v.Bits) }),
		of("lw_inet_family", intType, func(v inet.Value) any { return int32(v.Family()) }),
		of("lw_inet_netmask", t, func(v inet.Value) any { return v.Netmask().String() }),
		of("lw_inet_hostmask", t, func(v inet.Value) any { return v.Hostmask().String() }),
		of("lw_inet_broadcast", t, func(v inet.Value) any { return v.Broadcast().String() }),
		of("lw_inet_key", t, func(v inet.Value) any { return v.Key() }),
		two("lw_inet_inet_same_family", boolType, func(a, b inet.Value) (any, error) { return a.Family() == b.Family(), nil }),
		two("lw_inet_within", boolType, func(a, b inet.Value) (any, error) { return b.Contains(a) && a.Bits > b.Bits, nil }),
		two("lw_inet_within_equal", boolType, func(a, b inet.Value) (any, error) { return b.Contains(a), nil }),
		two("lw_inet_contains", boolType, func(a, b inet.Value) (any, error) { return a.Contains(b) && b.Bits > a.Bits, nil }),
		two("lw_inet_contains_equal", boolType, func(a, b inet.Value) (any, error) { return a.Contains(b), nil }),
		two("lw_inet_overlap", boolType, func(a, b inet.Value) (any, error) { return a.Contains(b) || b.Contains(a), nil }),
		of("lw_inet_not", t, func(v inet.Value) any { return v.Not().String() }),
		two("lw_inet_and", t, func(a, b inet.Value) (any, error) { return written(a.And(b)) }),
		two("lw_inet_or", t, func(a, b inet.Value) (any, error) { return written(a.Or(b)) }),
		two("lw_inet_inet_merge", t, func(a, b inet.Value) (any, error) { return written(a.Merge(b)) }),
		two("lw_inet_minus", bigType, func(a, b inet.Value) (any, error) {
			n, ok := a.Minus(b)
			if !ok {
				return nil, pgerr.New(pgerr.NumericValueOutOfRange, "result is out of range")
			}
			return n, nil
		}),
		{"lw_inet_greatest", []pgtypes.Logical{t}, true, t, furthest(1)},
		{"lw_inet_least", []pgtypes.Logical{t}, true, t, furthest(-1)},
		{"lw_macaddr_not", []pgtypes.Logical{t}, false, t, strict(func(a []any) (any, error) { return inet.MACNot(str(a[0])), nil })},
		{"lw_macaddr_and", []pgtypes.Logical{t, t}, false, t, strict(func(a []any) (any, error) { return inet.MACAnd(str(a[0]), str(a[1])), nil })},
		{"lw_macaddr_or", []pgtypes.Logical{t, t}, false, t, strict(func(a []any) (any, error) { return inet.MACOr(str(a[0]), str(a[1])), nil })},
		{"lw_macaddr_trunc", []pgtypes.Logical{t}, false, t, strict(func(a []any) (any, error) { return inet.MACAnd(str(a[0]), "ff:ff:ff:00:00:00"), nil })},
		{"lw_inet_plus", []pgtypes.Logical{t, bigType}, false, t, strict(func(a []any) (any, error) {
			v, err := inet.Parse(str(a[0]), false)
			if err != nil {
				return nil, err
			}
			if v, ok := v.Plus(integer(a[1])); ok {
				return v.String(), nil
			}
			return nil, pgerr.New(pgerr.NumericValueOutOfRange, "result is out of range")
		})},
		{"lw_inet_set_masklen", []pgtypes.Logical{t, bigType, boolType}, false, t, strict(func(a []any) (any, error) {
			v, err := inet.Parse(str(a[0]), false)
			if err != nil {
				return nil, err
			}
			v.CIDR = a[2].(bool)
			if v, err = v.SetMasklen(int(integer(a[1]))); err != nil {
				return nil, err
			}
			return v.String(), nil
		})},
	}
}

func written(v inet.Value, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return v.String(), nil
}

// furthest is greatest, or least, of addresses, which passes over NULLs.
func furthest(sign int) func(a []any) (any, error) {
	return func(a []any) (any, error) {
		var out any
		best := ""
		for _, x := range a {
			if x == nil {
				continue
			}
			v, err := inet.Parse(str(x), false)
			if err != nil {
				return nil, err
			}
			if k := v.Key(); out == nil || strings.Compare(k, best) == sign {
				out, best = v.String(), k
			}
		}
		return out, nil
	}
}
