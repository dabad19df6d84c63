package dialect

import (
	"bytes"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// viewWriter writes a query as PostgreSQL's ruleutils do.
type viewWriter struct {
	t      *typer
	b      []byte
	indent int
	depth  int
	failed bool // something stands in the query that is not known: the client's own text is kept
}

func itoa(n int) string { return strconv.Itoa(n) }

func (d *viewWriter) put(list ...string) {
	for _, s := range list {
		d.b = append(d.b, s...)
	}
}

func (d *viewWriter) mark(c byte) { d.b = append(d.b, c) }

// keyword begins a line, as the nesting asks.
func (d *viewWriter) keyword(s string, before, after, plus int) {
	d.indent += before
	d.b = append(bytes.TrimRight(d.b, " "), '\n')
	n := max(d.indent, 0)
	if n >= indentMost {
		n = (indentMost + (n-indentMost)/(indentStep/2)) % indentMost
	}
	d.put(strings.Repeat(" ", n+plus), s)
	d.indent = max(d.indent+after, 0)
}

// The widths of indentation.
const (
	indentStep = 8
	indentItem = 4
	indentMost = 40
)

// print writes an expression; implicit tells whether conversions that nobody wrote are written.
func (d *viewWriter) print(e *viewExpr, implicit bool) {
	if e == nil || d.failed {
		d.failed = true
		return
	}
	switch e.kind {
	case viewVar:
		d.put(e.text)
	case viewConst, viewNull:
		d.constant(e, true)
	case viewFunc:
		d.function(e)
	case viewSpecial:
		d.special(e)
	case viewCast:
		d.cast(e, implicit)
	case viewOp:
		d.mark(markPlain)
		if len(e.args) == 2 {
			d.below(e.args[0], true, e)
			d.put(" ", e.text, " ")
		} else {
			d.put(e.text, " ")
		}
		d.below(e.args[len(e.args)-1], true, e)
		d.mark(markPlainEnd)
	case viewArrayOp:
		d.mark(markPlain)
		d.below(e.args[0], true, e)
		d.put(" ", e.text, " (")
		d.below(e.args[1], true, e)
		d.put(")")
		d.mark(markPlainEnd)
	case viewAnd, viewOr:
		word := " AND "
		if e.kind == viewOr {
			word = " OR "
		}
		d.mark(markPlain)
		for i, a := range e.args {
			if i > 0 {
				d.put(word)
			}
			d.below(a, false, e)
		}
		d.mark(markPlainEnd)
	case viewNot:
		d.mark(markPlain)
		d.put("NOT ")
		d.below(e.args[0], false, e)
		d.mark(markPlainEnd)
	case viewTest, viewCollate:
		d.mark(markPlain)
		d.below(e.args[0], e.text == "IS NULL" || e.text == "IS NOT NULL" || e.kind == viewCollate, e)
		if e.kind == viewCollate {
			d.put(" COLLATE")
		}
		d.put(" ", e.text)
		d.mark(markPlainEnd)
	case viewDistinct:
		d.mark(markPlain)
		d.below(e.args[0], true, e)
		d.put(" IS DISTINCT FROM ")
		d.below(e.args[1], true, e)
		d.mark(markPlainEnd)
	case viewCase:
		d.caseExpr(e)
	case viewSub:
		d.sublink(e)
	case viewSubscript:
		if e.args[0].kind == viewVar {
			d.print(e.args[0], true)
		} else {
			d.put("(")
			d.print(e.args[0], true)
			d.put(")")
		}
		for _, i := range e.args[1:] {
			d.put("[")
			d.print(i, false)
			d.put("]")
		}
	}
}

// below writes an operand: pretty printing puts it in brackets where it is not simple.
func (d *viewWriter) below(e *viewExpr, implicit bool, parent *viewExpr) {
	if e == nil {
		d.failed = true
		return
	}
	if e.kind == viewCast && e.implicit && !implicit {
		d.below(e.args[0], false, parent)
		return
	}
	simple := e.simple(parent)
	if !simple {
		d.mark(markPretty)
	}
	d.print(e, implicit)
	if !simple {
		d.mark(markPrettyEnd)
	}
}

// simple tells whether an expression needs no brackets below another one.
func (e *viewExpr) simple(parent *viewExpr) bool {
	inBrackets := parent.kind == viewFunc || parent.kind == viewCase || parent.kind == viewSubscript
	switch e.kind {
	case viewVar, viewConst, viewNull, viewFunc, viewSpecial, viewCase, viewSubscript:
		return true
	case viewCast:
		return e.function || e.args[0].simple(e)
	case viewOp:
		if parent.kind == viewOp {
			low := func(x *viewExpr) bool { return len(x.args) == 2 && (x.text == "+" || x.text == "-") }
			high := func(x *viewExpr) bool {
				return len(x.args) == 2 && (x.text == "*" || x.text == "/" || x.text == "%")
			}
			switch {
			case !low(e) && !high(e) || !low(parent) && !high(parent):
				return false
			case high(e) && low(parent):
				return true
			case low(e) && high(parent):
				return false
			}
			return e == parent.args[0]
		}
		return inBrackets || parent.kind == viewAnd || parent.kind == viewOr || parent.kind == viewNot
	case viewSub, viewTest, viewDistinct:
		return inBrackets || parent.kind == viewAnd || parent.kind == viewOr || parent.kind == viewNot
	case viewAnd, viewNot:
		return inBrackets || parent.kind == viewAnd || parent.kind == viewOr
	case viewOr:
		return inBrackets || parent.kind == viewOr
	}
	return false
}

func quoteLiteral(s string) string {
	s = strings.ReplaceAll(s, "'", "''")
	if strings.Contains(s, `\`) {
		return "E'" + strings.ReplaceAll(s, `\`, `\\`) + "'"
	}
	return "'" + s + "'"
}

// constant writes a literal, with its type where it would be read as another one.
func (d *viewWriter) constant(e *viewExpr, typed bool) {
	label := typed
	switch {
	case e.kind == viewNull:
		d.put("NULL")
	case e.typ.oid == pgtypes.OIDBool:
		d.put(e.text)
		label = false
	case e.typ.oid == pgtypes.OIDInt4 && !strings.HasPrefix(e.text, "-"):
		d.put(e.text)
		label = false
	case e.typ.oid == pgtypes.OIDNumeric && strings.ContainsAny(e.text, ".eE") && e.text[0] >= '0' && e.text[0] <= '9':
		d.put(e.text)
		label = false
	default:
		d.put(quoteLiteral(e.text))
	}
	if label {
		name := pgtypes.FormatType(e.typ.oid, int64(e.typ.mod), true)
		d.failed = d.failed || name == "" || name == "-"
		d.put("::", name)
	}
}

func (d *viewWriter) cast(e *viewExpr, implicit bool) {
	arg := e.args[0]
	if e.implicit && !implicit {
		d.print(arg, false)
		return
	}
	if (arg.kind == viewConst || arg.kind == viewNull) && arg.typ.oid == e.typ.oid && arg.typ.mod == -1 {
		d.constant(arg, false)
	} else {
		d.mark(markPlain)
		d.below(arg, false, e)
		d.mark(markPlainEnd)
	}
	name := pgtypes.FormatType(e.typ.oid, int64(e.typ.mod), true)
	d.failed = d.failed || name == "" || name == "-"
	d.put("::", name)
}

func (d *viewWriter) list(list []*viewExpr) {
	for i, a := range list {
		if i > 0 {
			d.put(", ")
		}
		d.print(a, true)
	}
}

// function writes a call, or what looks like one.
func (d *viewWriter) function(e *viewExpr) {
	if word, ok := strings.CutPrefix(e.text, "\x00"); ok {
		d.put(word)
		return
	}
	open, end := "(", ")"
	if e.text == "ARRAY" {
		open, end = "[", "]"
	}
	d.put(e.text, open)
	f := e.node.GetFuncCall()
	switch {
	case f.GetAggStar():
		d.put("*")
	case f.GetAggDistinct():
		d.put("DISTINCT ")
	}
	d.list(e.args)
	if f != nil && len(f.AggOrder) > 0 {
		d.put(" ORDER BY ")
		e.sub.orderBy(f.AggOrder, nil, false)
	}
	d.put(end)
	if f.GetAggFilter() != nil {
		d.put(" FILTER (WHERE ")
		d.print(e.sub.expr(f.AggFilter), false)
		d.put(")")
	}
	if f.GetOver() != nil {
		d.put(" OVER ")
		if f.Over.Name != "" {
			d.put(Identifier(f.Over.Name))
		} else {
			e.sub.window(f.Over)
		}
	}
}

func (d *viewWriter) special(e *viewExpr) {
	for i, word := range strings.Split(e.text, "\x00") {
		d.put(word)
		if strings.HasPrefix(e.text, "(") {
			d.below(e.args[i], false, e)
		} else {
			d.print(e.args[i], false)
		}
	}
	d.put(")")
	if strings.HasPrefix(e.text, "POSITION") {
		d.put(")")
	}
}

func (d *viewWriter) caseExpr(e *viewExpr) {
	d.keyword("CASE", 0, indentItem, 0)
	if e.args[0] != nil {
		d.put(" ")
		d.print(e.args[0], true)
	}
	for i := 1; i+1 < len(e.args); i += 2 {
		d.keyword("WHEN ", 0, 0, 0)
		d.print(e.args[i], false)
		d.put(" THEN ")
		d.print(e.args[i+1], true)
	}
	d.keyword("ELSE ", 0, 0, 0)
	d.print(e.args[len(e.args)-1], true)
	d.keyword("END", -indentItem, 0, 0)
}

func (d *viewWriter) sublink(e *viewExpr) {
	l := e.node.GetSubLink()
	open, end := "(", ")"
	if l.SubLinkType == pg.SubLinkType_ARRAY_SUBLINK {
		open = "ARRAY("
	}
	d.put(open)
	if len(e.args) > 0 {
		d.print(e.args[0], true)
		d.put(e.text)
	}
	switch l.SubLinkType {
	case pg.SubLinkType_EXISTS_SUBLINK:
		d.put("EXISTS (")
		end = "))"
	case pg.SubLinkType_ANY_SUBLINK, pg.SubLinkType_ALL_SUBLINK:
		d.put("(")
		end = "))"
	}
	d.query(l.Subselect, e.sub, nil, false)
	d.put(end)
}
