package dialect

import (
	"encoding/hex"
	"strings"

	"lakewire/internal/pgerr"
)

// ruleBytea reads the hex form of a bytea literal, '\x00ff'::bytea: the engine would take each of its escapes for one byte
// and the digits behind it for letters. It stands before ruleStrings, which would else have the literal.
func ruleBytea(w *work) error {
	for i, t := range w.p.toks {
		if !t.isString() {
			continue
		}
		v, ok := literal(w.Text, t)
		if !ok || !strings.HasPrefix(v, `\x`) {
			continue
		}
		from, k := i, i+2
		switch {
		case w.tok(i+1).Kind == TokCast:
		case w.is(i+1, "as") && w.is(i-1, "(") && w.is(i-2, "cast"):
		default:
			continue
		}
		if lower(w.name(k)) == "pg_catalog" && w.is(k+1, ".") {
			k += 2
		}
		if w.name(k) != "bytea" || w.is(k+1, "[") {
			continue
		}
		digits := strings.NewReplacer(" ", "", "\n", "", "\t", "", "\r", "").Replace(v[2:])
		if _, err := hex.DecodeString(digits); err != nil {
			return pgerr.New(pgerr.InvalidParameterValue, hexError(digits)).WithPosition(w.p.position(t))
		}
		if w.is(i+1, "as") {
			from, k = i-2, k+1
		}
		w.replace(from, k, "from_hex('"+digits+"')")
	}
	return nil
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
