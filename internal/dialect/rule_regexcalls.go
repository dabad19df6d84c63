package dialect

import (
	"strings"

	"lakewire/internal/are"
)

// regexCalls are the functions that the engine has under PostgreSQL's names, with the shim's for PostgreSQL's.
var regexCalls = map[string]string{"regexp_replace": "lw_replaced", "regexp_split_to_array": "lw_split_array"}

// ruleRegexCalls sends them to the shim's. A replacement whose pattern leaves but one choice of a match stays with the
// engine's function, which is much faster.
func ruleRegexCalls(w *work) error {
	for i := range w.p.toks {
		to, ok := regexCalls[lower(w.name(i))]
		if !ok || !w.is(i+1, "(") || w.is(i-1, ".") && lower(w.name(i-2)) != "pg_catalog" {
			continue
		}
		end := w.closing(i + 1)
		if end < 0 || to == "lw_replaced" && w.plainReplace(i, end) {
			continue
		}
		w.replace(i, i, to)
	}
	return nil
}

// plainReplace rewrites the literals of a call that the engine's function answers rightly.
func (w *work) plainReplace(i, end int) bool {
	var commas []int
	for k := range w.outside(i+2, end) {
		if w.is(k, ",") {
			commas = append(commas, k)
		}
	}
	if len(commas) < 2 || len(commas) > 3 {
		return false
	}
	flags := are.Flags{}
	if len(commas) == 3 {
		v, ok := w.argument(commas[2], end)
		var err error
		if flags, err = are.ParseFlags(v); !ok || err != nil {
			return false
		}
	}
	pattern, ok := w.argument(commas[0], commas[1])
	with, ok2 := w.argument(commas[1], append(commas, end)[2])
	if !ok || !ok2 {
		return false
	}
	p, err := are.Translate(pattern, flags)
	if err != nil || !p.Simple && !p.Whole || p.Mixed {
		return false
	}
	if p.Simple && strings.ContainsAny(p.RE2, "*?") && flags.Global && !p.Whole { // matches of nothing
		return false
	}
	with, ok = engineReplacement(with, p.Groups)
	if !ok {
		return false
	}
	w.replace(commas[0]+1, commas[0]+1, quote(p.RE2))
	w.replace(commas[1]+1, commas[1]+1, quote(with))
	if len(commas) == 3 {
		w.replace(commas[2]+1, commas[2]+1, map[bool]string{true: "'g'", false: "''"}[flags.Global])
	}
	return true
}

// argument gives the literal that stands alone between two tokens.
func (w *work) argument(from, to int) (string, bool) {
	if to != from+2 {
		return "", false
	}
	return literal(w.Text, w.tok(from+1))
}

// engineReplacement writes a replacement in the engine's way, false when it has none.
func engineReplacement(s string, groups int) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		if i++; i == len(s) {
			return "", false
		}
		switch c := s[i]; {
		case c == '&':
			b.WriteString(`\0`)
		case c == '\\':
			b.WriteString(`\\`)
		case c >= '1' && c <= '9' && int(c-'0') <= groups:
			b.WriteString(`\` + string(c))
		default:
			return "", false
		}
	}
	return b.String(), true
}
