package catalog

import (
	"regexp"
	"strings"
	"sync"

	"lakewire/internal/pgerr"
)

// patterns remembers compiled regular expressions: a statement asks for the same one row after row.
var patterns struct {
	sync.Mutex
	of map[[2]string]*pattern
}

type pattern struct {
	re  *regexp.Regexp
	all bool // the flag g
}

// compiled gives the expression for PostgreSQL's pattern and flags.
func compiled(text, flags string) (*pattern, error) {
	patterns.Lock()
	defer patterns.Unlock()
	key := [2]string{text, flags}
	if p := patterns.of[key]; p != nil {
		return p, nil
	}
	p, prefix := &pattern{}, "s"
	for _, f := range flags {
		switch f {
		case 'g':
			p.all = true
		case 'i':
			prefix += "i"
		case 'c', 's', 't', 'e', 'b':
		case 'n', 'm':
			prefix = "m" + strings.Replace(prefix, "s", "", 1)
		case 'q':
			text = regexp.QuoteMeta(text)
		default:
			return nil, pgerr.Newf(pgerr.InvalidParameterValue, "invalid regular expression option: \"%c\"", f)
		}
	}
	var err error
	if p.re, err = regexp.Compile("(?" + prefix + ")" + text); err != nil {
		return nil, pgerr.Newf(pgerr.InvalidRegularExpression, "invalid regular expression: %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	if len(patterns.of) > 100 || patterns.of == nil {
		patterns.of = map[[2]string]*pattern{}
	}
	patterns.of[key] = p
	return p, nil
}

// regexpAll is regexp_matches: a row for each match, of its groups, or of itself when it has none.
func regexpAll(a []any) (any, error) {
	if a[0] == nil || a[1] == nil || a[2] == nil {
		return nil, nil
	}
	p, err := compiled(str(a[1]), str(a[2]))
	if err != nil {
		return nil, err
	}
	s, limit := str(a[0]), 1
	if p.all {
		limit = -1
	}
	rows := [][]any{}
	for _, m := range p.re.FindAllStringSubmatchIndex(s, limit) {
		var row []any
		for g := min(2, len(m)-2); g < len(m); g += 2 {
			if m[g] < 0 {
				row = append(row, nil)
			} else {
				row = append(row, s[m[g]:m[g+1]])
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// regexpSplit is regexp_split_to_table: what lies between the matches. An empty match at the beginning, at the end or right
// behind another match splits nothing off.
func regexpSplit(a []any) (any, error) {
	if a[0] == nil || a[1] == nil || a[2] == nil {
		return nil, nil
	}
	if strings.ContainsRune(str(a[2]), 'g') {
		return nil, pgerr.New(pgerr.InvalidParameterValue, "regexp_split_to_table() does not support the \"global\" option")
	}
	p, err := compiled(str(a[1]), str(a[2]))
	if err != nil {
		return nil, err
	}
	s, at, parts := str(a[0]), 0, []string{}
	for _, m := range p.re.FindAllStringIndex(s, -1) {
		if m[0] == m[1] && (m[0] == 0 || m[0] == len(s) || m[0] == at) {
			continue
		}
		parts = append(parts, s[at:m[0]])
		at = m[1]
	}
	return append(parts, s[at:]), nil
}
