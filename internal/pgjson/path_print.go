package pgjson

import (
	"strconv"
	"strings"
)

// String writes a path as PostgreSQL does.
func (p *PathExpr) String() string {
	var b pathPrinter
	if p.strict {
		b.WriteString("strict ")
	}
	b.step(p.root, true)
	return b.String()
}

type pathPrinter struct{ strings.Builder }

// binding tells how strongly operators bind; what is none of them does most.
var binding = map[string]int{"||": 0, "&&": 1, "==": 2, "!=": 2, "<": 2, ">": 2, "<=": 2, ">=": 2, "starts": 2, "+": 3, "-": 3, "*": 4, "/": 4, "%": 4, "neg": 5, "pos": 5}

func binds(s *step) int {
	for accessor[s.op] {
		s = s.left
	}
	if n, ok := binding[s.op]; ok {
		return n
	}
	return 6
}

// step writes a step behind those before it; an operation stands in brackets where it is asked for.
func (b *pathPrinter) step(s *step, brackets bool) {
	if accessor[s.op] {
		if l := s.left; l.op == "lit" && l.lit.Kind == '0' {
			b.WriteString("(" + l.lit.Text + ")")
		} else {
			b.step(l, brackets)
		}
		b.access(s)
		return
	}
	switch s.op {
	case "$", "@", "last":
		b.WriteString(s.op)
	case "var":
		b.WriteString("$")
		b.quoted(s.text)
	case "lit":
		b.Write(s.lit.Append(nil))
	case "!":
		b.around("!(", s.left)
	case "exists":
		b.around("exists (", s.left)
	case "isunknown":
		b.around("(", s.left)
		b.WriteString(" is unknown")
	default:
		if brackets {
			b.WriteString("(")
			defer b.WriteString(")")
		}
		b.operation(s)
	}
}

func (b *pathPrinter) operation(s *step) {
	operand := func(x *step) { b.step(x, binds(x) <= binds(s)) }
	switch s.op {
	case "neg", "pos":
		b.WriteString(map[string]string{"neg": "-", "pos": "+"}[s.op])
		operand(s.left)
	case "like":
		operand(s.left)
		b.WriteString(" like_regex ")
		b.quoted(s.text)
		b.flags(s.flags)
	default:
		operand(s.left)
		if s.op == "starts" {
			b.WriteString(" starts with ")
		} else {
			b.WriteString(" " + s.op + " ")
		}
		operand(s.right)
	}
}

// flags writes those that were given, in PostgreSQL's order.
func (b *pathPrinter) flags(given string) {
	if given == "" {
		return
	}
	b.WriteString(` flag "`)
	for _, f := range "ismxq" {
		if strings.ContainsRune(given, f) {
			b.WriteRune(f)
		}
	}
	b.WriteString(`"`)
}

func (b *pathPrinter) access(s *step) {
	switch s.op {
	case "any":
		b.WriteString(".*")
	case "key":
		b.WriteString(".")
		b.quoted(s.text)
	case "method":
		b.WriteString("." + s.text + "()")
	case "[*]":
		b.WriteString("[*]")
	case "?":
		b.around("?(", s.right)
	case "**":
		b.WriteString(".**" + s.levels.String())
	case "[]":
		for i, x := range s.subs {
			b.WriteString(map[bool]string{true: "[", false: ","}[i == 0])
			b.step(x.from, false)
			if x.to != nil {
				b.WriteString(" to ")
				b.step(x.to, false)
			}
		}
		b.WriteString("]")
	}
}

// around writes an expression between what opens it and a bracket.
func (b *pathPrinter) around(open string, s *step) {
	b.WriteString(open)
	b.step(s, false)
	b.WriteString(")")
}

func (b *pathPrinter) quoted(s string) { b.Write(AppendString(nil, s)) }

// String writes what stands behind **.
func (l levels) String() string {
	name := func(n int) string {
		if n == lowest {
			return "last"
		}
		return strconv.Itoa(n)
	}
	switch {
	case l.from == 0 && l.to == lowest:
		return ""
	case l.from == l.to:
		return "{" + name(l.from) + "}"
	}
	return "{" + name(l.from) + " to " + name(l.to) + "}"
}
