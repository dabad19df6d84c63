package catalog

import (
	"encoding/binary"
	"math"
	"math/bits"

	"lakewire/internal/pgtypes"
)

// PostgreSQL's hash functions are Bob Jenkins' lookup3 over a value's bytes. Who keeps their results, as keys of shards or of
// advisory locks, wants the same ones.

// hashStart is what PostgreSQL's hashes begin with.
const hashStart uint32 = 0x9e3779b9 + 3923095

// hashBegin gives the state before the first of so many bytes.
func hashBegin(length int, seed uint64) (a, b, c uint32) {
	a = hashStart + uint32(length)
	b, c = a, a
	if seed != 0 {
		return mix(a+uint32(seed>>32), b+uint32(seed), c)
	}
	return a, b, c
}

// jenkins hashes bytes; a seed makes it another function.
func jenkins(k []byte, seed uint64) (b, c uint32) {
	a, b, c := hashBegin(len(k), seed)
	for ; len(k) >= 12; k = k[12:] {
		a += binary.LittleEndian.Uint32(k)
		b += binary.LittleEndian.Uint32(k[4:])
		c += binary.LittleEndian.Uint32(k[8:])
		a, b, c = mix(a, b, c)
	}
	for i, x := range k { // the lowest byte of c is for the length
		switch {
		case i < 4:
			a += uint32(x) << (8 * i)
		case i < 8:
			b += uint32(x) << (8 * (i - 4))
		default:
			c += uint32(x) << (8 * (i - 7))
		}
	}
	return final(a, b, c)
}

func mix(a, b, c uint32) (uint32, uint32, uint32) {
	for _, k := range [...]int{4, 6, 8, 16, 19, 4} {
		a = (a - c) ^ bits.RotateLeft32(c, k)
		c += b
		a, b, c = b, c, a // each is at its place again after three
	}
	return a, b, c
}

func final(a, b, c uint32) (uint32, uint32) {
	for _, k := range [...]int{14, 11, 25, 16, 4, 14, 24} {
		c = (c ^ b) - bits.RotateLeft32(b, k)
		a, b, c = b, c, a
	}
	return a, b // which are b and c after seven
}

// jenkinsWord hashes one number of 32 bits.
func jenkinsWord(k uint32, seed uint64) (b, c uint32) {
	a, b, c := hashBegin(4, seed)
	return final(a+k, b, c)
}

// foldWord brings a bigint to 32 bits so that it hashes as the integer of the same value.
func foldWord(n int64) uint32 {
	lo, hi := uint32(n), uint32(uint64(n)>>32)
	if n < 0 {
		hi = ^hi
	}
	return lo ^ hi
}

func hashScalars() []pureScalar {
	double := pgtypes.Logical{Kind: pgtypes.Double}
	hashes := map[string]struct {
		arg  pgtypes.Logical
		hash func(v any, seed uint64) (b, c uint32)
	}{
		"text": {textType, func(v any, seed uint64) (uint32, uint32) { return jenkins([]byte(v.(string)), seed) }},
		"int":  {bigType, func(v any, seed uint64) (uint32, uint32) { return jenkinsWord(foldWord(integer(v)), seed) }},
		"float": {double, func(v any, seed uint64) (uint32, uint32) {
			f := v.(float64)
			if f == 0 {
				return uint32(seed >> 32), uint32(seed)
			}
			if math.IsNaN(f) {
				f = math.NaN()
			}
			return jenkins(binary.LittleEndian.AppendUint64(nil, math.Float64bits(f)), seed)
		}},
	}
	var out []pureScalar
	for name, h := range hashes {
		out = append(out,
			pureScalar{"lw_hash_" + name, []pgtypes.Logical{h.arg}, false, intType, strict(func(a []any) (any, error) {
				_, c := h.hash(a[0], 0)
				return int32(c), nil
			})},
			pureScalar{"lw_hash_" + name + "_seeded", []pgtypes.Logical{h.arg, bigType}, false, bigType, strict(func(a []any) (any, error) {
				b, c := h.hash(a[0], uint64(integer(a[1])))
				return int64(uint64(b)<<32 | uint64(c)), nil
			})})
	}
	return out
}
