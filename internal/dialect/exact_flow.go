package dialect

import (
	"slices"
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"

	"lakewire/internal/pgtypes"
)

// flow follows exact numbers through a statement: from where they are computed, through the columns of subqueries, to the
// result. It walks the statement first to decide which columns are exact, and then to write them.
type flow struct {
	*work
	write  bool
	wanted map[*pg.Node]bool   // what is written as an exact number: parts of columns
	sorted bool                // the result's columns must sort
	keyed  bool                // the query that is walked is grouped by inexact numbers
	again  bool                // a column has turned out to be computed with
	plains map[*pg.Node]string // the texts of inexact columns
	stores map[*pg.Node]bool   // what goes into columns of tables
	native map[*pg.Node]bool   // what stays as the engine has it, for it is written elsewhere too
	reads  map[*pg.Node]bool   // casts that read a number with the digits it has
	alike  map[*pg.Node]bool   // parts of columns whose equal values become one
}

// flow decides which columns are exact.
func (w *work) flow() *flow {
	if w.exacts == nil {
		w.exacts = &flow{work: w, native: map[*pg.Node]bool{}, stores: map[*pg.Node]bool{}, plains: map[*pg.Node]string{}}
		w.exacts.decide()
	}
	return w.exacts
}

func (f *flow) decide() {
	for {
		f.wanted, f.reads, f.alike = map[*pg.Node]bool{}, map[*pg.Node]bool{}, map[*pg.Node]bool{}
		for _, m := range f.typed().passed {
			m.exact, m.scales = m.endless(), false
		}
		for _, m := range f.typed().passed {
			clear(f.forms) // which hang on the columns
			m.exact, m.scales = f.exactParts(m.parts, m.sought)
			m.exact = m.exact && !m.blocked && !(m.scales && m.computed)
			if m.endless() {
				m.exact, m.scales = true, false
			}
			m.digits = f.literalDigits(m.parts)
			if m.exact {
				f.want(m.parts, m.unique)
			}
		}
		clear(f.forms)
		f.result()
		f.again = false
		f.statement(f.tree)
		if !f.again {
			return
		}
	}
}

// exactParts tells whether a column is exact, and whether for its scales alone. Where
// values are looked for among others the engine tells texts apart by their letters' case, whatever their collation: equal ones
// have to be written alike, which those of one computation are.
func (f *flow) exactParts(parts []*pg.Node, sought bool) (exact, scales bool) {
	inexact := 0
	for _, n := range parts {
		if f.inexact(n) {
			inexact++
		} else if f.native[n] {
			return false, false
		}
	}
	switch together := f.scales(parts); {
	case len(parts) == 0 || together == notExact || sought && inexact < len(parts):
		return false, false
	case inexact > 0:
		return true, false
	default:
		return together == ownScales, together == ownScales
	}
}

// literalDigits tells how many decimals a column of literals needs, 0 of others.
func (f *flow) literalDigits(parts []*pg.Node) int {
	digits := 0
	for _, n := range parts {
		scale := f.scaleOf(n)
		c := n
		if e := n.GetAExpr(); e != nil && e.Lexpr == nil {
			c = e.Rexpr
		}
		if c.GetAConst() == nil || scale > 18 {
			return 0
		}
		digits = max(digits, scale)
	}
	return digits
}

func (f *flow) want(parts []*pg.Node, unique bool) {
	for _, n := range parts {
		f.wanted[n], f.alike[n] = true, unique
	}
}

// result decides which columns of the statement's own result are exact.
func (f *flow) result() {
	sel := f.tree.GetSelectStmt()
	if sel == nil || !f.ReturnsRows || f.stored {
		f.madeResult()
		return
	}
	f.sorted = sel.Larg != nil || len(sel.SortClause) > 0 || len(sel.DistinctClause) > 0 || len(sel.GroupClause) > 0
	for _, c := range f.typed().out {
		if exact, _ := f.exactParts(c.parts, c.sought); exact && c.oid == pgtypes.OIDNumeric {
			f.want(c.parts, c.unique)
		}
	}
}

// madeResult does the same for what a table or view is made of: ruleMade makes decimals of it.
func (f *flow) madeResult() {
	f.sorted = true
	cols := f.typed().makes
	if f.stored && f.typed().whole {
		cols = f.typed().out
	}
	for _, c := range cols {
		if exact, scales := f.exactParts(c.parts, c.sought); exact && !scales && c.oid == pgtypes.OIDNumeric {
			f.want(c.parts, c.unique)
		}
	}
}

func (f *flow) statement(n *pg.Node) {
	switch x := n.GetNode().(type) {
	case *pg.Node_SelectStmt:
		f.query(x.SelectStmt)
	case *pg.Node_CreateTableAsStmt:
		f.query(x.CreateTableAsStmt.Query.GetSelectStmt())
	case *pg.Node_ViewStmt:
		f.query(x.ViewStmt.Query.GetSelectStmt())
	case *pg.Node_InsertStmt:
		f.insertion(x.InsertStmt)
	case *pg.Node_UpdateStmt:
		f.assignments(x.UpdateStmt.TargetList)
		f.below(x.UpdateStmt.ProtoReflect())
	default:
		f.below(n.ProtoReflect())
	}
}

// insertion walks what goes into a table's columns.
func (f *flow) insertion(ins *pg.InsertStmt) {
	sel := ins.SelectStmt.GetSelectStmt()
	if sel != nil && sel.Larg == nil {
		f.assignments(sel.TargetList)
		for _, row := range sel.ValuesLists {
			for _, n := range row.GetList().GetItems() {
				f.assigned(n)
			}
		}
	}
	f.below(ins.ProtoReflect())
}

func (f *flow) assignments(list []*pg.Node) {
	for _, n := range list {
		f.assigned(n.GetResTarget().GetVal())
	}
}

// assigned notes an inexact number that goes into a column, whose type it takes.
func (f *flow) assigned(n *pg.Node) {
	if n.GetColumnRef() == nil && f.inexact(n) {
		if _, ok := f.stretchOf(n); ok {
			f.stores[n] = true
		}
	}
}

func (f *flow) query(sel *pg.SelectStmt) {
	if sel == nil {
		return
	}
	was := f.keyed
	defer func() { f.keyed = was }()
	f.keyed = f.inexactKey(sel)
	for _, c := range sel.WithClause.GetCtes() {
		f.expr(c.GetCommonTableExpr().GetCtequery())
	}
	if sel.Larg != nil {
		f.query(sel.Larg)
		f.query(sel.Rarg)
	}
	for _, row := range sel.ValuesLists {
		f.row(row.GetList().GetItems())
	}
	for _, n := range sel.FromClause {
		f.expr(n)
	}
	for _, n := range sel.TargetList {
		if r := n.GetResTarget(); r != nil {
			f.target(r.Val, func() (stretch, bool) { return f.work.target(r) })
		}
	}
	f.expr(sel.WhereClause)
	f.expr(sel.HavingClause)
	for _, n := range sel.GroupClause {
		f.group(n, sel)
	}
	for _, n := range sel.DistinctClause {
		if n.GetColumnRef() != nil {
			f.grouped(n)
		}
	}
	f.keys(sel.DistinctClause, sel)
	f.keys(sel.SortClause, sel)
	for _, n := range sel.WindowClause {
		f.window(n.GetWindowDef())
	}
	f.expr(sel.LimitCount)
	f.expr(sel.LimitOffset)
}

// inexactKey tells whether a query is grouped by an expression that is inexact, or by its number.
func (f *flow) inexactKey(sel *pg.SelectStmt) bool {
	return slices.ContainsFunc(sel.GroupClause, func(n *pg.Node) bool {
		if i := int(n.GetAConst().GetIval().GetIval()); i >= 1 && i <= len(sel.TargetList) {
			n = sel.TargetList[i-1].GetResTarget().GetVal()
		}
		return n.GetColumnRef() == nil && f.inexact(n)
	})
}

// row walks a row of VALUES.
func (f *flow) row(items []*pg.Node) {
	var at []stretch
	for i, n := range items {
		f.target(n, func() (stretch, bool) {
			if at == nil {
				at = f.siblings(items)
			}
			if i >= len(at) {
				return stretch{}, false
			}
			return at[i], true
		})
	}
}

// siblings gives the tokens of what stands in one pair of brackets.
func (f *flow) siblings(items []*pg.Node) []stretch {
	at := location(items[0])
	if at < 0 {
		return nil
	}
	open := f.opening(f.tokenAt(at))
	for open >= 0 {
		list := f.commas(open+1, f.closing(open))
		if len(list) == len(items) && (f.is(open-1, "values") || f.is(open-1, ",")) {
			return list
		}
		open = f.opening(open)
	}
	return nil
}

// target walks an item of a select list, or of VALUES.
func (f *flow) target(n *pg.Node, at func() (stretch, bool)) {
	if !f.wanted[n] {
		if !f.array(n) {
			f.expr(n)
		}
		return
	}
	s, ok := stretch{}, false
	if f.write {
		s, ok = at()
	}
	if n.GetColumnRef() != nil && f.textual(n) {
		if ok && f.alike[n] {
			f.enclose(s, "(", ") COLLATE NOCASE")
		}
		return
	}
	f.exact(n)
	if ok && f.inexact(n) {
		f.plains[n] = f.translated(s)
	}
	switch {
	case ok && f.alike[n]: // without regard to case equal numbers are the same text
		f.enclose(s, "lw_num_code(", ") COLLATE NOCASE")
	case ok && (f.sorted || !f.ownColumn(n)):
		f.enclose(s, "lw_num_code(", ")")
	}
}

// ownColumn tells whether an expression is a column of the statement's own result, and needs not sort.
func (f *flow) ownColumn(n *pg.Node) bool {
	return slices.ContainsFunc(f.typed().out, func(c field) bool { return slices.Contains(c.parts, n) }) && f.textual(n)
}

// textual tells whether what an expression is written as is a text.
func (f *flow) textual(n *pg.Node) bool { return f.inexact(n) || f.mixed(n) }

// together walks what rows are put together by: equal numbers must be written alike.
func (f *flow) together(n *pg.Node) {
	if c := n.GetColumnRef(); c != nil && !f.mixed(n) {
		return
	}
	f.expr(n)
}

// expr walks what takes numbers as the engine has them.
func (f *flow) expr(n *pg.Node) {
	if f.stores[n] {
		s, _ := f.stretchOf(n)
		f.exact(n)
		if f.write {
			f.enclose(s, "lw_num_out(", ")::DECIMAL(38,18)")
		}
		return
	}
	switch x := n.GetNode().(type) {
	case nil, *pg.Node_AConst, *pg.Node_ParamRef:
	case *pg.Node_SelectStmt:
		f.query(x.SelectStmt)
	case *pg.Node_ColumnRef:
		f.column(n)
	case *pg.Node_AExpr:
		f.operator(n, x.AExpr)
	case *pg.Node_TypeCast:
		f.cast(x.TypeCast)
		if f.write && f.reads[n] { // the same once more as the engine has it
			f.insertAfter(f.castEnd(x.TypeCast), "::"+anyNumeric)
		}
	case *pg.Node_FuncCall:
		f.call(n, x.FuncCall)
	default:
		f.below(n.ProtoReflect())
	}
}

// below walks what a node holds.
func (f *flow) below(m protoreflect.Message) { each(m, f.message) }

func (f *flow) message(m protoreflect.Message) {
	switch x := m.Interface().(type) {
	case *pg.Node:
		f.expr(x)
	case *pg.SelectStmt:
		f.query(x)
	case *pg.WindowDef:
		f.window(x)
	case *pg.RangeVar, *pg.Alias, *pg.TypeName:
	default:
		f.below(m)
	}
}

// compute keeps a column of several scales as the engine has it.
func (f *flow) compute(n *pg.Node) {
	if m := f.typed().types[n].made; m != nil && !m.computed {
		m.computed, f.again = true, true
	}
}

// column is one that something computes with.
func (f *flow) column(n *pg.Node) {
	m := f.typed().types[n].made
	switch {
	case m == nil || !m.exact:
	case m.scales && m.digits == 0:
		f.compute(n)
	case f.write:
		s := f.columnTokens(n.GetColumnRef())
		if m.scales {
			f.within(s, "lw_num_out(", ")::DECIMAL(38,"+strconv.Itoa(m.digits)+")")
			return
		}
		f.within(s, "lw_numeric_real(", ")")
	}
}
