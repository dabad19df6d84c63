package dialect

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// nameLength is how many bytes a name keeps.
const nameLength = 63

// ruleLiterals reads literals of truths and numbers as PostgreSQL does, which takes more forms of the ones and fewer of the
// others, and makes casts to bit(n), name and "char" cut.
func ruleLiterals(w *work) error {
	if w.tree == nil {
		return nil
	}
	return w.eachCast(func(c cast) error {
		at := c.operand[0]
		v, ok := "", false
		if c.literal {
			v, ok = literal(w.Text, w.tok(at))
		}
		switch c.typ.oid {
		case pgtypes.OIDBit, pgtypes.OIDVarbit:
			w.cutBits(c)
			return nil
		case pgtypes.OIDName:
			if !ok {
				w.castCall(c, "left(", ", "+strconv.Itoa(nameLength)+")")
			} else if len(v) > nameLength {
				w.replace(at, at, quote(cutName(v)))
			}
			return nil
		}
		if !ok {
			return nil
		}
		text, err := engineLiteral(c.typ.oid, v)
		if err != nil {
			return err.WithPosition(w.p.position(w.tok(at)))
		}
		if text != "" {
			w.replace(at, at, text)
		}
		return nil
	})
}

func cutName(v string) string {
	n := nameLength
	for !utf8.RuneStart(v[n]) {
		n--
	}
	return v[:n]
}

// engineLiteral gives what the engine shall read for a literal of a type, "" for the literal itself.
func engineLiteral(oid pgtypes.OID, v string) (string, *pgerr.Error) {
	name := pgtypes.SQLName(oid)
	bits := map[pgtypes.OID]int{pgtypes.OIDInt2: 16, pgtypes.OIDInt4: 32, pgtypes.OIDInt8: 64, pgtypes.OIDFloat4: 32, pgtypes.OIDFloat8: 64}[oid]
	var err error
	switch oid {
	case pgtypes.OIDBool:
		is, ok := ParseBool(v)
		if !ok {
			return "", badLiteral(name, v)
		}
		return quote(strconv.FormatBool(is)), nil
	case pgtypes.OIDInt2vector, pgtypes.OIDOidvector:
		return vectorLiteral(oid, v)
	case pgtypes.OIDChar:
		if len(v) > 1 && v[0] != '\\' && v[0] < 0x80 {
			return quote(v[:1]), nil
		}
		return "", nil
	case pgtypes.OIDInt2, pgtypes.OIDInt4, pgtypes.OIDInt8:
		_, err = ParseInt(v, bits)
		if errors.Is(err, strconv.ErrRange) {
			return "", pgerr.Newf(pgerr.NumericValueOutOfRange, "value \"%s\" is out of range for type %s", v, name)
		}
	case pgtypes.OIDFloat4, pgtypes.OIDFloat8:
		var f float64
		s := strings.ToLower(strings.Trim(v, blanks))
		f, err = strconv.ParseFloat(s, bits)
		if errors.Is(err, strconv.ErrRange) || err == nil && f == 0 && strings.ContainsAny(strings.SplitN(s, "e", 2)[0], "123456789") {
			return "", pgerr.Newf(pgerr.NumericValueOutOfRange, "\"%s\" is out of range for type %s", v, name)
		}
		if strings.ContainsAny(s, "_xp") {
			err = strconv.ErrSyntax
		}
	}
	if err != nil {
		return "", badLiteral(name, v)
	}
	return "", nil
}

func badLiteral(name, v string) *pgerr.Error {
	return pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type %s: \"%s\"", name, v)
}

// castCall writes a cast as a call round it.
func (w *work) castCall(c cast, lead, tail string) {
	w.insert(c.first, lead)
	switch {
	case w.is(c.first, "cast"):
		w.replace(c.typ.first, c.typ.last, "VARCHAR")
		w.insertAfter(c.last, tail)
	case c.typ.first > c.operand[1]:
		w.replace(c.typ.first, c.typ.last, "VARCHAR"+tail)
	}
}

// cutBits writes a cast to bit(n), which cuts at the right and fills up with zeros, but keeps a number's last bits, and to
// bit varying(n).
func (w *work) cutBits(c cast) {
	lead, n := "lw_bit(", c.typ.mod
	if c.typ.oid == pgtypes.OIDVarbit {
		lead = "lw_varbit("
		if n < 0 {
			n = 1 << 20
		}
	} else if n < 0 {
		n = 1
	}
	tail := fmt.Sprintf(", %d)", n)
	switch {
	case w.is(c.first, "cast"):
		w.replace(c.first, c.first+1, lead)
		w.replace(c.operand[1]+1, c.last, tail)
	case c.typ.first > c.operand[1]:
		w.insert(c.first, lead)
		w.replace(c.operand[1]+1, c.last, tail)
	default:
		w.replace(c.typ.first, c.typ.last, lead)
		w.insertAfter(c.last, tail)
	}
}

// byteaText reads the escape form of a bytea literal.
func byteaText(v string) ([]byte, bool) {
	var out []byte
	for i := 0; i < len(v); i++ {
		switch {
		case v[i] != '\\':
			out = append(out, v[i])
		case i+1 < len(v) && v[i+1] == '\\':
			out, i = append(out, '\\'), i+1
		case i+3 < len(v):
			n, err := strconv.ParseUint(v[i+1:i+4], 8, 8)
			if err != nil {
				return nil, false
			}
			out, i = append(out, byte(n)), i+3
		default:
			return nil, false
		}
	}
	return out, true
}

// ParseBytea reads both forms of bytea.
func ParseBytea(v string) ([]byte, error) {
	if !strings.HasPrefix(v, `\x`) {
		b, ok := byteaText(v)
		if !ok {
			return nil, pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type bytea")
		}
		return b, nil
	}
	digits := strings.NewReplacer(" ", "", "\n", "", "\t", "", "\r", "").Replace(v[2:])
	b, err := hex.DecodeString(digits)
	if err != nil {
		return nil, pgerr.New(pgerr.InvalidParameterValue, hexError(digits))
	}
	return b, nil
}
