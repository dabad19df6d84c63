package catalog

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"math/bits"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// byteaScalars are PostgreSQL's functions of bytea that the engine has for texts alone.
func byteaScalars() []pureScalar {
	b, n := pgtypes.Logical{Kind: pgtypes.Blob}, bigType
	return []pureScalar{
		{"lw_bytea_part", []pgtypes.Logical{b, n, n}, false, b, strict(byteaPart)},
		{"lw_bytea_trim", []pgtypes.Logical{b, b, textType}, false, b, strict(byteaTrim)},
		{"lw_bytea_find", []pgtypes.Logical{b, b}, false, n, strict(byteaFind)},
		{"lw_bytea_bit", []pgtypes.Logical{b, n, n}, false, b, strict(byteaBit)},
		{"lw_bytea_byte", []pgtypes.Logical{b, n, n}, false, b, strict(byteaByte)},
		{"lw_bytea_get", []pgtypes.Logical{b, n}, false, n, strict(byteaGet)},
		{"lw_bytea_ones", []pgtypes.Logical{b}, false, n, strict(byteaOnes)},
		{"lw_bytea_sha", []pgtypes.Logical{b, n}, false, b, strict(byteaSHA)},
	}
}

// byteaPart is substring: from a place counted from 1 on, as many bytes as asked; less than nothing is an error.
func byteaPart(a []any) (any, error) {
	v, from, n := a[0].([]byte), integer(a[1]), integer(a[2])
	if n < 0 {
		return nil, pgerr.New(pgerr.SubstringError, "negative substring length not allowed")
	}
	to := min(from-1+n, int64(len(v)))
	if from = max(from-1, 0); to <= from {
		return []byte{}, nil
	}
	return v[from:to], nil
}

func byteaTrim(a []any) (any, error) {
	v, set, sides := a[0].([]byte), a[1].([]byte), str(a[2])
	for sides != "r" && len(v) > 0 && bytes.IndexByte(set, v[0]) >= 0 {
		v = v[1:]
	}
	for sides != "l" && len(v) > 0 && bytes.IndexByte(set, v[len(v)-1]) >= 0 {
		v = v[:len(v)-1]
	}
	return v, nil
}

func byteaFind(a []any) (any, error) {
	return int64(bytes.Index(a[0].([]byte), a[1].([]byte)) + 1), nil
}

func badIndex(i int64, n int) error {
	return pgerr.Newf(pgerr.ArraySubscriptError, "index %d out of valid range, 0..%d", i, n-1)
}

func byteaBit(a []any) (any, error) {
	v, i, bit := bytes.Clone(a[0].([]byte)), integer(a[1]), integer(a[2])
	if i < 0 || i >= int64(len(v))*8 {
		return nil, badIndex(i, len(v)*8)
	}
	if bit != 0 && bit != 1 {
		return nil, pgerr.New(pgerr.InvalidParameterValue, "new bit must be 0 or 1")
	}
	v[i/8] = v[i/8]&^(1<<(i%8)) | byte(bit)<<(i%8)
	return v, nil
}

func byteaByte(a []any) (any, error) {
	v, i := bytes.Clone(a[0].([]byte)), integer(a[1])
	if i < 0 || i >= int64(len(v)) {
		return nil, badIndex(i, len(v))
	}
	v[i] = byte(integer(a[2]))
	return v, nil
}

func byteaGet(a []any) (any, error) {
	v, i := a[0].([]byte), integer(a[1])
	if i < 0 || i >= int64(len(v))*8 {
		return nil, badIndex(i, len(v)*8)
	}
	return int64(v[i/8] >> (i % 8) & 1), nil
}

func byteaOnes(a []any) (any, error) {
	n := 0
	for _, c := range a[0].([]byte) {
		n += bits.OnesCount8(c)
	}
	return int64(n), nil
}

func byteaSHA(a []any) (any, error) {
	v := a[0].([]byte)
	switch integer(a[1]) {
	case 224:
		s := sha256.Sum224(v)
		return s[:], nil
	case 384:
		s := sha512.Sum384(v)
		return s[:], nil
	}
	s := sha512.Sum512(v)
	return s[:], nil
}
