package dialect

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// ruleBytea reads bytea literals with a backslash, '\x00ff' and 'a\000b', of which the engine would take each escape for one
// byte and the digits behind it for letters, and those with other letters than ASCII's, which it refuses. It stands before ruleStrings, which would else have the literal.
func ruleBytea(w *work) error {
	return w.eachCast(func(c cast) error {
		if c.typ.oid != pgtypes.OIDBytea || !c.literal {
			return nil
		}
		v, ok := literal(w.Text, w.tok(c.operand[0]))
		if !ok || strings.IndexFunc(v, func(r rune) bool { return r == '\\' || r >= utf8.RuneSelf }) < 0 {
			return nil
		}
		b, err := ParseBytea(v)
		if err != nil {
			return pgerr.From(err).WithPosition(w.p.position(w.tok(c.operand[0])))
		}
		w.replace(c.first, c.last, "from_hex('"+hex.EncodeToString(b)+"')")
		return nil
	})
}

// hexError says as PostgreSQL does what is wrong with the digits.
func hexError(digits string) string {
	for _, c := range digits {
		if c > 'f' || !isHex(byte(c)) {
			return `invalid hexadecimal digit: "` + string(c) + `"`
		}
	}
	return "invalid hexadecimal data: odd number of digits"
}

// unfiltered makes an expression of a column of bytea that is asked whether it equals something. The engine looks such a
// column up in the Bloom filters of its Parquet files by its text with escapes, where they have its bytes, and so passes over
// the files that have the value.
func (w *work) unfiltered(n *pg.Node, t pgtypes.OID) {
	c := n.GetColumnRef()
	if c == nil || t != pgtypes.OIDBytea {
		return
	}
	first := w.tokenAt(c.Location)
	w.wrap(stretch{first, first + 2*len(c.Fields) - 2}, "(", " || ''::BLOB)")
}
