// Package inet has PostgreSQL's inet and cidr: how they are read and written, compared and taken apart. It must not know SQL.
package inet

import (
	"bytes"
	"encoding/hex"
	"math/big"
	"net/netip"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

// Value is an address with the length of its network's part. CIDR tells a network from a host in one.
type Value struct {
	Addr netip.Addr
	Bits int
	CIDR bool
}

// Parse reads an address with or without /bits. A cidr may leave bytes out, and must have no bits behind its network's part.
func Parse(text string, cidr bool) (Value, error) {
	v := Value{CIDR: cidr}
	name := "inet"
	if cidr {
		name = "cidr"
	}
	bad := pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type %s: \"%s\"", name, text)
	addr, mask, masked := strings.Cut(strings.TrimSpace(text), "/")
	if written := strings.Count(addr, ".") + 1; !cidr && masked && written < 4 && !strings.Contains(addr, ":") {
		var ok bool // the mask tells how much was left out
		if addr, _, ok = short(addr); !ok {
			return v, bad
		}
		if n, err := strconv.Atoi(mask); err != nil || n/8 > written {
			return v, bad
		}
	}
	if cidr && !strings.Contains(addr, ":") {
		var ok bool
		if addr, v.Bits, ok = short(addr); !ok {
			return v, bad
		}
	}
	var err error
	if v.Addr, err = netip.ParseAddr(addr); err != nil || v.Addr.Zone() != "" {
		return v, bad
	}
	if !cidr || v.Addr.Is6() {
		v.Bits = v.Addr.BitLen()
	}
	if masked {
		n, err := strconv.Atoi(mask)
		if err != nil || n < 0 || n > v.Addr.BitLen() || strings.TrimLeft(mask, "0123456789") != "" {
			return v, bad
		}
		v.Bits = n
	}
	if cidr && v.network() != v.Addr {
		return v, pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid cidr value: \"%s\"", text).WithDetail("Value has bits set to right of mask.")
	}
	return v, nil
}

// short fills up a network of IPv4 that has less than four bytes, and gives the bits that its class has at least.
func short(addr string) (string, int, bool) {
	parts := strings.Split(addr, ".")
	first, err := strconv.Atoi(parts[0])
	if err != nil || len(parts) > 4 {
		return "", 0, false
	}
	bits := 8 * len(parts)
	switch {
	case first >= 240:
		bits = 32
	case first >= 224:
		bits = max(bits, 4)
	case first >= 192:
		bits = max(bits, 24)
	case first >= 128:
		bits = max(bits, 16)
	}
	for len(parts) < 4 {
		parts = append(parts, "0")
	}
	return strings.Join(parts, "."), bits, true
}

func (v Value) network() netip.Addr { return netip.PrefixFrom(v.Addr, v.Bits).Masked().Addr() }

// String writes the value: an inet that is a host alone without /bits.
func (v Value) String() string {
	if v.CIDR || v.Bits != v.Addr.BitLen() {
		return v.Host() + "/" + strconv.Itoa(v.Bits)
	}
	return v.Host()
}

// Host is the address alone.
func (v Value) Host() string {
	if b := v.Addr.As16(); v.Addr.Is6() && !v.Addr.Is4In6() && b[12]|b[13] != 0 && [12]byte(b[:12]) == [12]byte{} {
		return "::" + netip.AddrFrom4([4]byte(b[12:])).String() // IPv4 within IPv6
	}
	return v.Addr.String()
}

// Text is the address with its bits always.
func (v Value) Text() string { return v.Host() + "/" + strconv.Itoa(v.Bits) }

// Abbrev leaves out the zeros of a network.
func (v Value) Abbrev() string {
	if !v.CIDR || v.Addr.Is6() {
		return v.String()
	}
	b := v.Addr.As4()
	n := max((v.Bits+7)/8, 1)
	parts := make([]string, n)
	for i := range n {
		parts[i] = strconv.Itoa(int(b[i]))
	}
	return strings.Join(parts, ".") + "/" + strconv.Itoa(v.Bits)
}

// Family is 4 or 6.
func (v Value) Family() int {
	if v.Addr.Is4() {
		return 4
	}
	return 6
}

// Network is the network that the value is in.
func (v Value) Network() Value { return Value{v.network(), v.Bits, true} }

// Netmask is the mask of the network, Hostmask its complement.
func (v Value) Netmask() Value  { return v.mask(func(in bool) bool { return in }) }
func (v Value) Hostmask() Value { return v.mask(func(in bool) bool { return !in }) }

func (v Value) mask(set func(network bool) bool) Value {
	b := make([]byte, v.Addr.BitLen()/8)
	for i := range v.Addr.BitLen() {
		if set(i < v.Bits) {
			b[i/8] |= 0x80 >> (i % 8)
		}
	}
	return Value{of(b), v.Addr.BitLen(), false}
}

// Broadcast is the last address of the network.
func (v Value) Broadcast() Value {
	b, m := v.Addr.AsSlice(), v.Hostmask().Addr.AsSlice()
	for i := range b {
		b[i] |= m[i]
	}
	return Value{of(b), v.Bits, false}
}

// SetMasklen gives the value other bits; those of a cidr behind them are gone.
func (v Value) SetMasklen(n int) (Value, error) {
	if n == -1 {
		n = v.Addr.BitLen()
	}
	if n < 0 || n > v.Addr.BitLen() {
		return v, pgerr.Newf(pgerr.InvalidParameterValue, "invalid mask length: %d", n)
	}
	if v.Bits = n; v.CIDR {
		v.Addr = v.network()
	}
	return v, nil
}

// Contains tells whether o's network lies within v's, or is it.
func (v Value) Contains(o Value) bool {
	return v.Family() == o.Family() && o.Bits >= v.Bits && netip.PrefixFrom(v.Addr, v.Bits).Contains(o.Addr)
}

// Key orders as PostgreSQL does when it is compared as text: the network's bits, a shorter network first, then the address.
func (v Value) Key() string {
	b := v.Addr.AsSlice()
	out := make([]byte, 0, 200)
	out = append(out, byte('0'+v.Family()))
	for i := range v.Bits {
		out = append(out, '1'+b[i/8]>>(7-i%8)&1)
	}
	out = append(out, '0')
	const digits = "0123456789abcdef"
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&15])
	}
	return string(out)
}

func of(b []byte) netip.Addr {
	a, _ := netip.AddrFromSlice(b)
	return a
}

// The families in the binary format.
const (
	inet4 = 2
	inet6 = 3
)

// AppendBinary appends the binary form: family, bits, whether it is a cidr, length and bytes of the address.
func (v Value) AppendBinary(dst []byte) []byte {
	b, family, cidr := v.Addr.AsSlice(), byte(inet4), byte(0)
	if v.Addr.Is6() {
		family = inet6
	}
	if v.CIDR {
		cidr = 1
	}
	return append(append(dst, family, byte(v.Bits), cidr, byte(len(b))), b...)
}

// FromBinary reads the binary form; not ok where bytes are left over.
func FromBinary(b []byte, cidr bool) (v Value, ok bool, err error) {
	name := "inet"
	if cidr {
		name = "cidr"
	}
	bad := func(what string) (Value, bool, error) {
		return Value{}, false, pgerr.Newf(pgerr.InvalidBinaryRepresentation, `invalid %s in external "%s" value`, what, name)
	}
	size := 4
	switch {
	case len(b) == 0:
		return v, false, noData()
	case b[0] == inet6:
		size = 16
	case b[0] != inet4:
		return bad("address family")
	}
	switch {
	case len(b) < 2:
		return v, false, noData()
	case int(b[1]) > 8*size:
		return bad("bits")
	case len(b) < 4:
		return v, false, noData()
	case int(b[3]) != size:
		return bad("length")
	case len(b) < 4+size:
		return v, false, noData()
	}
	v = Value{of(bytes.Clone(b[4 : 4+size])), int(b[1]), cidr}
	if cidr && v.network() != v.Addr {
		return v, false, pgerr.New(pgerr.InvalidBinaryRepresentation, `invalid external "cidr" value`).
			WithDetail("Value has bits set to right of mask.")
	}
	return v, len(b) == 4+size, nil
}

func noData() error { return pgerr.New(pgerr.ProtocolViolation, "no data left in message") }

// MACFromBinary reads the binary form of a MAC address; not ok where bytes are left over.
func MACFromBinary(b []byte) (text string, ok bool, err error) {
	if len(b) < 6 {
		return "", false, noData()
	}
	text, err = ParseMAC(hex.EncodeToString(b[:6]))
	return text, len(b) == 6, err
}

// ParseMAC reads a MAC address of six bytes in any of the forms that PostgreSQL takes, and writes it in its own.
func ParseMAC(text string) (string, error) {
	s := strings.ToLower(strings.TrimSpace(text))
	digits := strings.NewReplacer(":", "", "-", "", ".", "").Replace(s)
	if len(digits) != 12 || strings.Trim(digits, "0123456789abcdef") != "" {
		return "", pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type macaddr: \"%s\"", text)
	}
	parts := make([]string, 6)
	for i := range parts {
		parts[i] = digits[2*i : 2*i+2]
	}
	return strings.Join(parts, ":"), nil
}

// Plus counts addresses on, and Minus the way between two; false where that leads out of their range.
func (v Value) Plus(n int64) (Value, bool) {
	sum := new(big.Int).Add(new(big.Int).SetBytes(v.Addr.AsSlice()), big.NewInt(n))
	size := v.Addr.BitLen() / 8
	if sum.Sign() < 0 || sum.BitLen() > 8*size {
		return v, false
	}
	v.Addr = of(sum.FillBytes(make([]byte, size)))
	return v, true
}

// Minus is the number of addresses from o to v.
func (v Value) Minus(o Value) (int64, bool) {
	d := new(big.Int).Sub(new(big.Int).SetBytes(v.Addr.AsSlice()), new(big.Int).SetBytes(o.Addr.AsSlice()))
	return d.Int64(), v.Family() == o.Family() && d.IsInt64()
}
