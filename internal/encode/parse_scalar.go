package encode

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

func isSpace(b byte) bool { return b == ' ' || b >= '\t' && b <= '\r' }

func trim(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// boolWords may be cut short to the length given: "t", "tr", "of" but not "o".
var boolWords = []struct {
	word string
	min  int
	v    int64
}{{"true", 1, 1}, {"false", 1, 0}, {"yes", 1, 1}, {"no", 1, 0}, {"on", 2, 1}, {"off", 2, 0}, {"1", 1, 1}, {"0", 1, 0}}

func parseBool(b []byte) (value, error) {
	t := strings.ToLower(string(trim(b)))
	for _, w := range boolWords {
		if len(t) >= w.min && strings.HasPrefix(w.word, t) {
			return value{kind: pgtypes.Bool, i: w.v}, nil
		}
	}
	return value{}, badSyntax(pgtypes.OIDBool, b)
}

func parseInt(oid pgtypes.OID, kind pgtypes.Kind, b []byte) (value, error) {
	t := trim(b)
	neg := len(t) > 0 && t[0] == '-'
	if neg || len(t) > 0 && t[0] == '+' {
		t = t[1:]
	}
	if len(t) == 0 {
		return value{}, badSyntax(oid, b)
	}
	r, u, over := intRanges[oid], uint64(0), false
	for _, d := range t {
		if d < '0' || d > '9' {
			return value{}, badSyntax(oid, b)
		}
		if u > (math.MaxUint64-9)/10 {
			over = true
			continue
		}
		u = u*10 + uint64(d-'0')
	}
	limit := uint64(r[1])
	if neg {
		limit = -uint64(r[0])
	}
	if over || u > limit {
		return value{}, pgerr.Newf(pgerr.NumericValueOutOfRange, "value \"%s\" is out of range for type %s", b, pgtypes.SQLName(oid))
	}
	if neg {
		u = -u
	}
	return value{kind: kind, i: int64(u)}, nil
}

func parseFloat(oid pgtypes.OID, kind pgtypes.Kind, b []byte) (value, error) {
	t := string(trim(b))
	bits := 64
	if kind == pgtypes.Float {
		bits = 32
	}
	if strings.ContainsAny(t, "_") {
		return value{}, badSyntax(oid, b)
	}
	f, err := strconv.ParseFloat(t, bits)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return value{}, badSyntax(oid, b)
	}
	if err != nil || f == 0 && strings.ContainsAny(mantissa(t), "123456789") {
		return value{}, pgerr.Newf(pgerr.NumericValueOutOfRange, "\"%s\" is out of range for type %s", b, pgtypes.SQLName(oid))
	}
	if f != f {
		f = nan
	}
	return value{kind: kind, f: f}, nil
}

// nan is the NaN that PostgreSQL has.
var nan = math.Float64frombits(0x7ff8 << 48)

func mantissa(t string) string {
	if k := strings.IndexAny(t, "eEpP"); k >= 0 {
		return t[:k]
	}
	return t
}

func parseBytea(b []byte) (value, error) {
	if len(b) < 2 || b[0] != '\\' || b[1] != 'x' {
		return unescapeBytea(b)
	}
	out := make([]byte, 0, len(b)/2)
	for k := 2; k < len(b); {
		if isSpace(b[k]) {
			k++
			continue
		}
		var pair [1]byte
		if k+1 == len(b) {
			return value{}, pgerr.New(pgerr.InvalidParameterValue, "invalid hexadecimal data: odd number of digits")
		}
		if _, err := hex.Decode(pair[:], b[k:k+2]); err != nil {
			bad := b[k]
			if strings.IndexByte("0123456789abcdefABCDEF", bad) >= 0 {
				bad = b[k+1]
			}
			return value{}, pgerr.Newf(pgerr.InvalidParameterValue, "invalid hexadecimal digit: \"%c\"", bad)
		}
		out = append(out, pair[0])
		k += 2
	}
	return value{kind: pgtypes.Blob, b: out}, nil
}

func unescapeBytea(b []byte) (value, error) {
	if bytes.IndexByte(b, '\\') < 0 {
		return value{kind: pgtypes.Blob, b: b}, nil
	}
	octal := func(x byte, most byte) bool { return x >= '0' && x <= most }
	out := make([]byte, 0, len(b))
	for k := 0; k < len(b); k++ {
		switch {
		case b[k] != '\\':
			out = append(out, b[k])
		case k+1 < len(b) && b[k+1] == '\\':
			out = append(out, '\\')
			k++
		case k+3 < len(b) && octal(b[k+1], '3') && octal(b[k+2], '7') && octal(b[k+3], '7'):
			out = append(out, (b[k+1]-'0')<<6|(b[k+2]-'0')<<3|(b[k+3]-'0'))
			k += 3
		default:
			return value{}, pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type bytea")
		}
	}
	return value{kind: pgtypes.Blob, b: out}, nil
}

// parseUUID takes 32 hex digits, a hyphen allowed behind each group of four, and braces around all.
func parseUUID(b []byte) (value, error) {
	t := b
	if len(t) > 1 && t[0] == '{' && t[len(t)-1] == '}' {
		t = t[1 : len(t)-1]
	}
	out := make([]byte, 0, 16)
	for len(t) >= 2 && len(out) < 16 {
		var pair [1]byte
		if _, err := hex.Decode(pair[:], t[:2]); err != nil {
			break
		}
		out = append(out, pair[0])
		if t = t[2:]; len(out)%2 == 0 && len(out) < 16 && len(t) > 0 && t[0] == '-' {
			t = t[1:]
		}
	}
	if len(out) != 16 || len(t) != 0 {
		return value{}, badSyntax(pgtypes.OIDUUID, b)
	}
	return value{kind: pgtypes.UUID, b: out}, nil
}

// packBits makes the engine's bit string of bits that at gives.
func packBits(n int, at func(int) byte) []byte {
	pad := (8 - n%8) % 8
	out := make([]byte, 1+(n+pad)/8)
	out[0] = byte(pad)
	for k := range pad {
		out[1] |= 0x80 >> k
	}
	for k := range n {
		out[1+(k+pad)/8] |= at(k) << (7 - (k+pad)%8)
	}
	return out
}

func parseBits(b []byte) (value, error) {
	t := b
	if len(t) > 0 && (t[0] == 'x' || t[0] == 'X') {
		t = t[1:]
		nibble := func(k int) int { return strings.IndexByte("0123456789abcdef", t[k]|0x20) }
		for k, x := range t {
			if n := nibble(k); n < 0 || x < '0' {
				return value{}, pgerr.Newf(pgerr.InvalidTextRepresentation, "\"%c\" is not a valid hexadecimal digit", x)
			}
		}
		return bitValue(packBits(4*len(t), func(k int) byte { return byte(nibbleAt(t[k/4])>>(3-k%4)) & 1 }), len(t))
	}
	if len(t) > 0 && (t[0] == 'b' || t[0] == 'B') {
		t = t[1:]
	}
	for _, x := range t {
		if x != '0' && x != '1' {
			return value{}, pgerr.Newf(pgerr.InvalidTextRepresentation, "\"%c\" is not a valid binary digit", x)
		}
	}
	return bitValue(packBits(len(t), func(k int) byte { return t[k] - '0' }), len(t))
}

func nibbleAt(x byte) int { return strings.IndexByte("0123456789abcdef", x|0x20) }

// bitValue refuses the empty bit string: the engine has none.
func bitValue(b []byte, n int) (value, error) {
	if n == 0 {
		return value{}, pgerr.Unsupported("empty bit strings are not supported", "")
	}
	return value{kind: pgtypes.Bit, b: b}, nil
}

func checkJSON(b []byte) error {
	if !json.Valid(b) {
		return pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type json")
	}
	return nil
}
