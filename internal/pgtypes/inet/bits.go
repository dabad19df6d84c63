package inet

import (
	"encoding/hex"
	"strings"

	"lakewire/internal/pgerr"
)

// Not has each bit the other way round.
func (v Value) Not() Value {
	b := v.Addr.AsSlice()
	for i := range b {
		b[i] = ^b[i]
	}
	return Value{of(b), v.Bits, false}
}

// And and Or join the bits of two addresses of one family; the longer mask stays.
func (v Value) And(o Value) (Value, error) {
	return v.join(o, "AND", func(a, b byte) byte { return a & b })
}

func (v Value) Or(o Value) (Value, error) {
	return v.join(o, "OR", func(a, b byte) byte { return a | b })
}

func (v Value) join(o Value, name string, f func(a, b byte) byte) (Value, error) {
	if v.Family() != o.Family() {
		return v, pgerr.Newf(pgerr.InvalidParameterValue, "cannot %s inet values of different sizes", name)
	}
	a, b := v.Addr.AsSlice(), o.Addr.AsSlice()
	for i := range a {
		a[i] = f(a[i], b[i])
	}
	return Value{of(a), max(v.Bits, o.Bits), false}, nil
}

// Merge is the smallest network that both networks are in.
func (v Value) Merge(o Value) (Value, error) {
	if v.Family() != o.Family() {
		return v, pgerr.New(pgerr.InvalidParameterValue, "cannot merge addresses from different families")
	}
	v.Bits = min(v.Bits, o.Bits)
	for ; v.Bits > 0 && v.network() != (Value{Addr: o.Addr, Bits: v.Bits}).network(); v.Bits-- {
		continue
	}
	return v.Network(), nil
}

// MACNot, MACAnd and MACOr are the operators of MAC addresses, on their texts.
func MACNot(a string) string { return macBytes(a, a, func(x, _ byte) byte { return ^x }) }

func MACAnd(a, b string) string { return macBytes(a, b, func(x, y byte) byte { return x & y }) }

func MACOr(a, b string) string { return macBytes(a, b, func(x, y byte) byte { return x | y }) }

func macBytes(a, b string, f func(x, y byte) byte) string {
	x, _ := hex.DecodeString(strings.ReplaceAll(a, ":", ""))
	y, _ := hex.DecodeString(strings.ReplaceAll(b, ":", ""))
	parts := make([]string, len(x))
	for i := range x {
		parts[i] = hex.EncodeToString([]byte{f(x[i], y[i])})
	}
	return strings.Join(parts, ":")
}
