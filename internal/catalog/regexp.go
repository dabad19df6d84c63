package catalog

import (
	"strings"
	"unicode/utf8"

	"lakewire/internal/are"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// regexpScalars are the functions of regular expressions. NULL for any argument is NULL.
func regexpScalars() []pureScalar {
	texts := pgtypes.Logical{Kind: pgtypes.List, Elem: &textType}
	t, n := textType, bigType
	return []pureScalar{
		{"lw_are", []pgtypes.Logical{t, t}, false, t, strict(regexpRE2)},
		{"lw_similar", []pgtypes.Logical{t, t}, false, t, strict(similarRE2)},
		{"lw_regexp_all", []pgtypes.Logical{t, t, t}, false, pgtypes.Logical{Kind: pgtypes.List, Elem: &texts}, strict(regexpAll)},
		{"lw_regexp_split", []pgtypes.Logical{t, t, t}, false, texts, strict(regexpSplit)},
		{"lw_regexp_match", []pgtypes.Logical{t, t, t}, false, texts, strict(regexpMatch)},
		{"lw_regexp_count", []pgtypes.Logical{t, t, n, t}, false, n, strict(regexpCount)},
		{"lw_regexp_instr", []pgtypes.Logical{t, t, n, n, n, t, n}, false, n, strict(regexpInstr)},
		{"lw_regexp_substr", []pgtypes.Logical{t, t, n, n, t, n}, false, t, strict(regexpSubstr)},
		{"lw_regexp_replace", []pgtypes.Logical{t, t, t, n, n, t}, false, t, strict(regexpReplace)},
		{"lw_substring_similar", []pgtypes.Logical{t, t, t}, false, t, strict(substringSimilar)},
	}
}

// strict makes a function answer NULL when an argument is.
func strict(f func([]any) (any, error)) func([]any) (any, error) {
	return func(a []any) (any, error) {
		for _, v := range a {
			if v == nil {
				return nil, nil
			}
		}
		return f(a)
	}
}

// regexpRE2 writes a pattern for the engine's own matcher, which is enough where only a yes or no is asked.
func regexpRE2(a []any) (any, error) {
	f, err := are.ParseFlags(str(a[1]))
	if err != nil {
		return nil, err
	}
	p, err := are.Translate(str(a[0]), f)
	return p.RE2, err
}

func similarRE2(a []any) (any, error) {
	return are.Similar(str(a[0]), str(a[1]))
}

// compiled gives a pattern under its flags, of which some functions refuse g.
func compiled(pattern, flags, refuser string) (*are.Regexp, are.Flags, error) {
	f, err := are.ParseFlags(flags)
	if err == nil && f.Global && refuser != "" {
		e := pgerr.Newf(pgerr.InvalidParameterValue, "%s does not support the \"global\" option", refuser+"()")
		if refuser == "regexp_match" {
			e = e.WithHint("Use the regexp_matches function instead.")
		}
		err = e
	}
	if err != nil {
		return nil, f, err
	}
	r, err := are.Compile(pattern, f)
	return r, f, err
}

// groups gives what the groups of a match hold, or the whole of it when there are none.
func groups(s string, m []int) []any {
	var row []any
	for g := min(2, len(m)-2); g < len(m); g += 2 {
		if m[g] < 0 {
			row = append(row, nil)
		} else {
			row = append(row, s[m[g]:m[g+1]])
		}
	}
	return row
}

// regexpAll is regexp_matches: a row for each match.
func regexpAll(a []any) (any, error) {
	r, f, err := compiled(str(a[1]), str(a[2]), "")
	if err != nil {
		return nil, err
	}
	s, limit := str(a[0]), 1
	if f.Global {
		limit = -1
	}
	rows := [][]any{}
	for _, m := range r.Matches(s, 0, limit) {
		rows = append(rows, groups(s, m))
	}
	return rows, nil
}

func regexpMatch(a []any) (any, error) {
	r, _, err := compiled(str(a[1]), str(a[2]), "regexp_match")
	if err != nil {
		return nil, err
	}
	s := str(a[0])
	if m := r.Matches(s, 0, 1); m != nil {
		return groups(s, m[0]), nil
	}
	return nil, nil
}

// regexpSplit is what lies between the matches. An empty match at the beginning, at the end or right behind another match
// splits nothing off.
func regexpSplit(a []any) (any, error) {
	r, _, err := compiled(str(a[1]), str(a[2]), "regexp_split_to_table")
	if err != nil {
		return nil, err
	}
	s, at, parts := str(a[0]), 0, []string{}
	for _, m := range r.Matches(s, 0, -1) {
		if m[0] == m[1] && (m[0] == 0 || m[0] == len(s) || m[0] == at) {
			continue
		}
		parts = append(parts, s[at:m[0]])
		at = m[1]
	}
	return append(parts, s[at:]), nil
}

// offset turns a place counted in characters from 1 into one in bytes; beyond the end it is beyond the end.
func offset(s string, start any) (int, error) {
	n := integer(start)
	if n < 1 {
		return 0, badValue("start", n)
	}
	at := 0
	for ; n > 1; n-- {
		if at >= len(s) {
			return len(s) + 1, nil
		}
		_, w := utf8.DecodeRuneInString(s[at:])
		at += w
	}
	return at, nil
}

func badValue(name string, n int64) error {
	return pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for parameter \"%s\": %d", name, n)
}

func regexpCount(a []any) (any, error) {
	at, err := offset(str(a[0]), a[2])
	if err != nil {
		return nil, err
	}
	r, _, err := compiled(str(a[1]), str(a[3]), "regexp_count")
	if err != nil {
		return nil, err
	}
	return int64(len(r.Matches(str(a[0]), at, -1))), nil
}

// nth finds the n-th match of a pattern from a place on, and in it a group: its bounds, -1 when there is none.
func nth(s, pattern string, start, n any, flags, function string, group any) (from, to int, err error) {
	at, err := offset(s, start)
	if err != nil {
		return -1, -1, err
	}
	if integer(n) < 1 {
		return -1, -1, badValue("n", integer(n))
	}
	if integer(group) < 0 {
		return -1, -1, badValue("subexpr", integer(group))
	}
	r, _, err := compiled(pattern, flags, function)
	if err != nil {
		return -1, -1, err
	}
	all := r.Matches(s, at, int(integer(n)))
	g := 2 * int(integer(group))
	if len(all) < int(integer(n)) || g >= len(all[0]) {
		return -1, -1, nil
	}
	m := all[len(all)-1]
	return m[g], m[g+1], nil
}

func regexpInstr(a []any) (any, error) {
	end := integer(a[4])
	if end != 0 && end != 1 {
		return nil, badValue("endoption", end)
	}
	from, to, err := nth(str(a[0]), str(a[1]), a[2], a[3], str(a[5]), "regexp_instr", a[6])
	if err != nil || from < 0 {
		return int64(0), err
	}
	if end == 1 {
		from = to
	}
	return int64(utf8.RuneCountInString(str(a[0])[:from]) + 1), nil
}

func regexpSubstr(a []any) (any, error) {
	from, to, err := nth(str(a[0]), str(a[1]), a[2], a[3], str(a[4]), "regexp_substr", a[5])
	if err != nil || from < 0 {
		return nil, err
	}
	return str(a[0])[from:to], nil
}

// regexpReplace replaces the n-th match, each when n is 0, -1 for what the flags say.
func regexpReplace(a []any) (any, error) {
	s, with, n := str(a[0]), str(a[2]), integer(a[4])
	at, err := offset(s, a[3])
	if err != nil {
		return nil, err
	}
	refuser := "regexp_replace"
	if n < 0 {
		refuser = ""
	}
	r, f, err := compiled(str(a[1]), str(a[5]), refuser)
	if err != nil {
		return nil, err
	}
	limit := int(n)
	switch {
	case n == 0 || n < 0 && f.Global:
		limit = -1
	case n < 0:
		limit = 1
	}
	var out strings.Builder
	done := 0
	for i, m := range r.Matches(s, at, limit) {
		if n > 0 && i+1 != int(n) {
			continue
		}
		out.WriteString(s[done:m[0]])
		replacement(&out, with, s, m)
		done = m[1]
	}
	out.WriteString(s[done:])
	return out.String(), nil
}

// replacement writes \1 to \9 as what the groups hold, \& as the match and \\ as a backslash.
func replacement(out *strings.Builder, with, s string, m []int) {
	for i := 0; i < len(with); i++ {
		if with[i] != '\\' || i+1 == len(with) {
			out.WriteByte(with[i])
			continue
		}
		i++
		g := -1
		switch c := with[i]; {
		case c >= '1' && c <= '9':
			g = 2 * int(c-'0')
		case c == '&':
			g = 0
		case c == '\\':
			out.WriteByte('\\')
			continue
		default: // the backslash stands for itself
			out.WriteByte('\\')
			i--
			continue
		}
		if g < len(m) && m[g] >= 0 {
			out.WriteString(s[m[g]:m[g+1]])
		}
	}
}

// substringSimilar is substring(text similar pattern escape e): the middle of the three parts that the pattern names.
func substringSimilar(a []any) (any, error) {
	re, err := are.SimilarPart(str(a[1]), str(a[2]))
	if err != nil {
		return nil, err
	}
	s := str(a[0])
	m := re.FindStringSubmatchIndex(s)
	if m == nil {
		return nil, nil
	}
	if len(m) > 2 {
		return s[m[2]:m[3]], nil
	}
	return s[m[0]:m[1]], nil
}
