package session

import (
	"strings"

	"lakewire/internal/pgtypes"
)

// mark is a place where a text names a parameter.
type mark struct {
	n        int
	from, to int
}

// paramMarks finds the $n where the text really means a parameter: strings, quoted names, comments and dollar quotes are
// passed over.
func paramMarks(sql string) []mark {
	if strings.IndexByte(sql, '$') < 0 {
		return nil
	}
	var marks []mark
	for i := 0; i < len(sql); {
		j := skipToken(sql, i)
		if sql[i] == '$' && j > i+1 && isDigit(sql[i+1]) {
			n := 0
			for _, d := range sql[i+1 : j] {
				n = min(n*10+int(d-'0'), 1<<20)
			}
			marks = append(marks, mark{n, i, j})
		}
		i = j
	}
	return marks
}

// countMarks gives the highest n.
func countMarks(marks []mark) int {
	n := 0
	for _, m := range marks {
		n = max(n, m.n)
	}
	return n
}

func replaceMarks(sql string, marks []mark, with func(mark) string) string {
	var b strings.Builder
	last := 0
	for _, m := range marks {
		b.WriteString(sql[last:m.from])
		b.WriteString(with(m))
		last = m.to
	}
	b.WriteString(sql[last:])
	return b.String()
}

// castParams wraps each $n whose type is given into a cast.
func castParams(sql string, marks []mark, types []uint32) (string, []insertion) {
	var ins []insertion
	return replaceMarks(sql, marks, func(m mark) string {
		name := sql[m.from:m.to]
		if m.n < 1 || m.n > len(types) || types[m.n-1] == 0 {
			return name
		}
		t, ok := pgtypes.DuckType(pgtypes.OID(types[m.n-1]))
		if !ok {
			return name
		}
		tail := " AS " + t + ")"
		ins = append(ins, insertion{m.from, len("CAST(")}, insertion{m.to, len(tail)})
		return "CAST(" + name + tail
	}), ins
}

// operandBeside gives the text of the other operand of an arithmetic operator beside the mark, "" for none.
func operandBeside(sql string, m mark) string {
	if left := strings.TrimRight(sql[:m.from], " \t\r\n"); arithmetic(left, true) {
		if o := operandBefore(strings.TrimRight(left[:len(left)-1], " \t\r\n")); o != "" {
			return o
		}
	}
	if right := strings.TrimLeft(sql[m.to:], " \t\r\n"); arithmetic(right, false) {
		return operandAfter(strings.TrimLeft(right[1:], " \t\r\n"))
	}
	return ""
}

// arithmetic tells whether a text ends, or begins, with one of + - * / %, and that alone.
func arithmetic(s string, end bool) bool {
	if s == "" {
		return false
	}
	at, next := 0, 1
	if end {
		at, next = len(s)-1, len(s)-2
	}
	if strings.IndexByte("+-*/%", s[at]) < 0 {
		return false
	}
	return next < 0 || next >= len(s) || strings.IndexByte("+-*/%<>=|&~!@#^?", s[next]) < 0
}

// operandBefore gives the name, number or call that a text ends with.
func operandBefore(s string) string {
	i := len(s)
	if i > 0 && s[i-1] == ')' {
		depth := 0
		for i--; i >= 0; i-- {
			switch s[i] {
			case ')':
				depth++
			case '(':
				depth--
			case '\'', '"':
				return ""
			}
			if depth == 0 {
				break
			}
		}
		if i < 0 {
			return ""
		}
	}
	for i > 0 && (isWord(s[i-1]) || s[i-1] == '.') {
		i--
	}
	if i > 0 && (s[i-1] == '"' || s[i-1] == '\'' || s[i-1] == '$') {
		return ""
	}
	return s[i:]
}

// operandAfter gives the name, number or call that a text begins with.
func operandAfter(s string) string {
	i := 0
	for i < len(s) && (isWord(s[i]) || s[i] == '.') {
		i++
	}
	if i < len(s) && (s[i] == '"' || s[i] == '\'') {
		return ""
	}
	if i < len(s) && s[i] == '(' {
		depth := 0
		for j := i; j < len(s); j = skipToken(s, j) {
			switch s[j] {
			case '(':
				depth++
			case ')':
				depth--
			}
			if depth == 0 {
				return s[:j+1]
			}
		}
		return ""
	}
	return s[:i]
}

// anyAround finds "= ANY ( $1 )" round a mark.
func anyAround(sql string, m mark) (from, to int, ok bool) {
	right := strings.TrimLeft(sql[m.to:], " \t\r\n")
	left := strings.TrimRight(sql[:m.from], " \t\r\n")
	if !strings.HasPrefix(right, ")") || !strings.HasSuffix(left, "(") {
		return 0, 0, false
	}
	left = strings.TrimRight(left[:len(left)-1], " \t\r\n")
	if len(left) < 4 || !strings.EqualFold(left[len(left)-3:], "any") {
		return 0, 0, false
	}
	left = strings.TrimRight(left[:len(left)-3], " \t\r\n")
	if !strings.HasSuffix(left, "=") || arithmetic(left[:len(left)-1], true) || len(left) > 1 && strings.IndexByte("<>!", left[len(left)-2]) >= 0 {
		return 0, 0, false
	}
	return len(left) - 1, len(sql) - len(right) + 1, true
}
