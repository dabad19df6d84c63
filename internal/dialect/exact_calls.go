package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"

	"lakewire/internal/pgtypes"
)

// call walks a function that takes numbers as the engine has them, but for those that write their arguments out.
func (f *flow) call(n *pg.Node, c *pg.FuncCall) {
	name := lastName(c.Funcname)
	_, open, ok := f.callOpen(c)
	switch {
	case f.round(c):
		return
	case ok && joiners[name]:
		args, _ := f.arguments(open)
		for i, a := range c.Args {
			if i < len(args) && f.textual(a) {
				f.plain(a, args[i])
			} else {
				f.expr(a)
			}
		}
		return
	case ok && name == "to_char" && len(c.Args) == 2 && f.inexact(c.Args[0]):
		if args, _ := f.arguments(open); len(args) == 2 {
			f.exact(c.Args[0])
			if f.write {
				f.enclose(args[0], "lw_num_out(", ")::DECIMAL(38,18)")
			}
		}
		f.expr(c.Args[1])
	case ok && jsonWriters[name]:
		args, _ := f.arguments(open)
		for i, a := range c.Args {
			f.json(a, args, i)
		}
	case name == "count" && len(c.Args) == 1 && c.Args[0].GetColumnRef() != nil && !(c.AggDistinct && f.mixed(c.Args[0])):
	case ok && name == "scale" && len(c.Args) == 1 && f.textual(c.Args[0]):
		f.exact(c.Args[0])
		if at, open, _ := f.callOpen(c); f.write {
			f.replace(at, open-1, "lw_num_scale")
		}
	case c.AggDistinct && f.mixed(c.Args[0]):
		f.compute(c.Args[0])
		f.expr(c.Args[0])
	default:
		for _, a := range c.Args {
			f.expr(a)
		}
	}
	for _, o := range c.AggOrder {
		if s := o.GetSortBy(); s != nil && s.Node.GetColumnRef() == nil || c.AggWithinGroup {
			f.expr(o)
		}
	}
	f.expr(c.AggFilter)
	f.window(c.Over)
}

// jsonWriters are functions that write numbers into json.
var jsonWriters = words("to_json", "to_jsonb", "json_agg", "jsonb_agg", "json_build_array", "jsonb_build_array", "json_build_object", "jsonb_build_object")

// json writes an argument of a function that gives json: exact numbers as json themselves.
func (f *flow) json(n *pg.Node, args []stretch, i int) {
	s := stretch{}
	if i < len(args) {
		s = args[i]
		if f.isAny(s.first, "distinct", "all") {
			s.first++
		}
		s.last = f.beforeOrder(s)
	}
	a := n.GetAArrayExpr()
	switch {
	case s.last == 0:
		f.expr(n)
	case f.textual(n):
		f.exact(n)
		if f.write {
			f.enclose(s, "lw_num_out(", ")::JSON")
		}
	case a != nil && f.typeOf(n) == pgtypes.OIDNumericArray && f.scales(a.Elements) == ownScales:
		open := f.tokenAt(a.Location)
		if f.is(open, "array") {
			open++
		}
		elements := f.commas(open+1, f.bracket(open))
		if len(elements) != len(a.Elements) {
			f.expr(n)
			return
		}
		for i, e := range a.Elements {
			if f.exact(e); f.write && !e.GetAConst().GetIsnull() {
				f.enclose(elements[i], "lw_num_out(lw_num_code(", "))::JSON")
			}
		}
	default:
		f.expr(n)
	}
}

// plain writes an exact number as PostgreSQL's text of it.
func (f *flow) plain(n *pg.Node, s stretch) {
	f.exact(n)
	if f.write {
		f.enclosePlain(n, s, "")
	}
}

// enclosePlain makes the text of a number that has been written as an exact one. The texts of columns whose equal values become
// one have a collation, which must not get into what the client compares.
func (f *flow) enclosePlain(n *pg.Node, s stretch, tail string) {
	collated := false
	messages(n.ProtoReflect(), func(m protoreflect.Message) bool {
		if x, ok := m.Interface().(*pg.Node); ok && x.GetColumnRef() != nil {
			made := f.typed().types[x].made
			collated = collated || made != nil && made.exact && made.unique
		}
		return !collated
	})
	if collated {
		f.enclose(s, "(lw_num_out(", `) COLLATE "C")`+tail)
		return
	}
	f.enclose(s, "lw_num_out(", ")"+tail)
}

// cast writes casts to text, and to types that round, of the number itself.
func (f *flow) cast(c *pg.TypeCast) {
	to := typeName(c.TypeName)
	tail := ""
	switch {
	case !f.textual(c.Arg):
		f.expr(c.Arg)
		return
	case f.mixed(c.Arg) && to.oid != pgtypes.OIDText && to.oid != pgtypes.OIDVarchar:
		f.expr(c.Arg)
		return
	case to.oid == pgtypes.OIDNumeric && to.mod >= 4, to.oid == pgtypes.OIDText, to.oid == pgtypes.OIDVarchar:
	case shiftWidths[to.oid] != "":
		tail = "::DECIMAL(38,18)"
	case f.floatOf(c) != "": // ruleTyped writes it
		f.exact(c.Arg)
		return
	default:
		f.expr(c.Arg)
		return
	}
	i := f.tokenAt(c.Location)
	s, ok := stretch{f.castOperand(i - 1), i - 1}, f.tok(i).Kind == TokCast
	if f.is(i, "cast") && f.is(i+1, "(") {
		for k := f.closing(i + 1); k > i; k-- {
			if f.is(k, "as") {
				s, ok = stretch{i + 2, k - 1}, true
				break
			}
		}
	}
	if !ok || s.first < 0 {
		f.expr(c.Arg)
		return
	}
	f.exact(c.Arg)
	if f.write {
		f.enclosePlain(c.Arg, s, tail)
	}
}

// floatOf gives the function that makes a floating point number of the text of an inexact numeric; "" where it is none, or may
// have another value in each row.
func (w *work) floatOf(c *pg.TypeCast) string {
	to := typeName(c.TypeName).oid
	if to != pgtypes.OIDFloat4 && to != pgtypes.OIDFloat8 || c.Arg.GetAConst() != nil || !w.inexact(c.Arg) || w.perRow(c.Arg) {
		return ""
	}
	return textCasts[to]
}

// perRow tells whether an expression may have another value in each row: its digits would be computed one by one.
func (w *work) perRow(n *pg.Node) bool {
	found := false
	messages(n.ProtoReflect(), func(m protoreflect.Message) bool {
		switch x := m.Interface().(type) {
		case *pg.ColumnRef, *pg.ParamRef, *pg.SubLink:
			found = true
		case *pg.FuncCall:
			found = found || exactCalls[lastName(x.Funcname)] == "" && valueCalls[lastName(x.Funcname)] == ""
		}
		return !found
	})
	return found
}
