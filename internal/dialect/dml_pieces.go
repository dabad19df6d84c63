package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// pieces are the parts of a write or a CTE as the engine takes them.
type pieces struct {
	head, body, tail fragment // of a CTE
	table, source    fragment
	from, where, on  fragment
	sets, updates    [][]fragment // the values of SET, and of DO UPDATE SET
	when             fragment     // the condition of DO UPDATE
	ret              []fragment
	names            []string   // RETURNING: the names that its items get, quoted; "" as they are
	items            []string   // what FROM or USING brings in, quoted
	merged           bool       // it has columns that two of the items share by USING or NATURAL
	conds            []fragment // MERGE
	values           [][]fragment
	assigns          [][][]fragment
}

// cut is a program in pieces: one for each CTE, the main statement's last.
type cut struct {
	parts []pieces
	query fragment
}

func (w *work) divide(g *program, kept []edit) *cut {
	c := &cut{parts: make([]pieces, len(g.ctes)+1)}
	for i, e := range g.ctes {
		p := &c.parts[i]
		p.head, p.body, p.tail = w.fragment(e.head, kept), w.fragment(e.body, kept), w.fragment(e.tail, kept)
		if e.write != nil {
			w.cutWrite(e.write, p, kept)
		}
	}
	if g.main != nil {
		w.cutWrite(g.main, &c.parts[len(g.ctes)], kept)
	}
	c.query = w.fragment(g.query, kept)
	return c
}

func (w *work) cutWrite(x *write, p *pieces, kept []edit) {
	p.table, p.source = w.fragment(x.table, kept), w.fragment(x.source, kept)
	p.from, p.where, p.on = w.fragment(x.from, kept), w.fragment(x.where, kept), w.fragment(x.on, kept)
	p.sets = w.cutSets(x.sets, kept)
	if x.conflict != nil {
		p.updates = w.cutSets(x.conflict.sets, kept)
		p.when = w.fragment(x.conflict.where, kept)
	}
	for _, s := range x.ret {
		p.ret = append(p.ret, w.fragment(s, kept))
	}
	for _, n := range x.whens {
		p.conds = append(p.conds, w.fragment(n.cond, kept))
		var values []fragment
		for _, v := range n.values {
			values = append(values, w.fragment(v, kept))
		}
		p.values = append(p.values, values)
		p.assigns = append(p.assigns, w.cutSets(n.sets, kept))
	}
	node := w.writeNode(x.node)
	p.names = returningNames(node)
	p.items = fromNames(fromClause(node))
	p.merged = joinsOf(fromClause(node)) != nil
}

func (w *work) cutSets(sets []assign, kept []edit) [][]fragment {
	var out [][]fragment
	for _, a := range sets {
		var values []fragment
		for _, v := range a.values {
			values = append(values, w.fragment(v, kept))
		}
		out = append(out, values)
	}
	return out
}

// writeNode finds a write in the tree.
func (w *work) writeNode(k int) *pg.Node {
	if k < 0 {
		return w.tree
	}
	with := withClause(w.tree)
	if with == nil || k >= len(with.Ctes) {
		return nil
	}
	return with.Ctes[k].GetCommonTableExpr().GetCtequery()
}

func withClause(n *pg.Node) *pg.WithClause {
	switch x := n.GetNode().(type) {
	case *pg.Node_SelectStmt:
		return x.SelectStmt.WithClause
	case *pg.Node_InsertStmt:
		return x.InsertStmt.WithClause
	case *pg.Node_UpdateStmt:
		return x.UpdateStmt.WithClause
	case *pg.Node_DeleteStmt:
		return x.DeleteStmt.WithClause
	case *pg.Node_MergeStmt:
		return x.MergeStmt.WithClause
	}
	return nil
}

func fromClause(n *pg.Node) []*pg.Node {
	if u := n.GetUpdateStmt(); u != nil {
		return u.FromClause
	}
	return n.GetDeleteStmt().GetUsingClause()
}

// fromNames gives what a FROM list's items are called; "" for one that has no name.
func fromNames(list []*pg.Node) []string {
	var out []string
	for _, n := range list {
		switch x := n.GetNode().(type) {
		case *pg.Node_RangeVar:
			out = append(out, aliased(x.RangeVar.Alias, x.RangeVar.Relname))
		case *pg.Node_RangeSubselect:
			out = append(out, aliased(x.RangeSubselect.Alias, ""))
		case *pg.Node_RangeFunction:
			name := ""
			if items := x.RangeFunction.Functions; len(items) == 1 {
				if f := items[0].GetList().GetItems()[0].GetFuncCall(); f != nil {
					name = lastName(f.Funcname)
				}
			}
			out = append(out, aliased(x.RangeFunction.Alias, name))
		case *pg.Node_JoinExpr:
			if x.JoinExpr.Alias != nil {
				out = append(out, aliased(x.JoinExpr.Alias, ""))
				continue
			}
			out = append(out, fromNames([]*pg.Node{x.JoinExpr.Larg, x.JoinExpr.Rarg})...)
		case *pg.Node_RangeTableSample:
			out = append(out, fromNames([]*pg.Node{x.RangeTableSample.Relation})...)
		default:
			out = append(out, "")
		}
	}
	return out
}

func aliased(a *pg.Alias, name string) string {
	if a != nil {
		name = a.Aliasname
	}
	if name == "" {
		return ""
	}
	return quoteIdent(name)
}

// returningNames gives the names that RETURNING's items have as columns of a CTE.
func returningNames(n *pg.Node) []string {
	var list []*pg.Node
	switch x := n.GetNode().(type) {
	case *pg.Node_InsertStmt:
		list = x.InsertStmt.ReturningList
	case *pg.Node_UpdateStmt:
		list = x.UpdateStmt.ReturningList
	case *pg.Node_DeleteStmt:
		list = x.DeleteStmt.ReturningList
	}
	var out []string
	for _, t := range list {
		r := t.GetResTarget()
		name := ""
		if r != nil && r.Name == "" && !expands(r.Val) {
			if name, _ = columnName(r.Val); name == "" {
				name = "?column?"
			}
			name = quoteIdent(name)
		}
		out = append(out, name)
	}
	return out
}

// returning gives the items of RETURNING. stars are what * stands for; "" leaves it. With names each item is called as
// PostgreSQL would call it.
func (p *pieces) returning(stars string, names bool) *text {
	t := new(text)
	for i, r := range p.ret {
		if i > 0 {
			t.str(", ")
		}
		if r.text == "*" && stars != "" {
			t.str(stars)
			continue
		}
		t.put(r)
		if names && i < len(p.names) && p.names[i] != "" {
			t.str(" AS ", p.names[i])
		}
	}
	return t
}

func (t *text) join(o *text) *text { return t.put(fragment{string(o.b), o.segs}) }

func isDefault(p fragment) bool { return strings.EqualFold(p.text, "default") }

// mistakes are what PostgreSQL says of SET lists before it looks at a table.
func (p *parser) mistakes(w *write) error {
	lists := [][]assign{w.sets}
	if c := w.conflict; c != nil {
		if c.update && c.columns == nil && !c.other && c.constraint == "" {
			return pgerr.New(pgerr.SyntaxError, "ON CONFLICT DO UPDATE requires inference specification or constraint name").
				WithHint("For example, ON CONFLICT (column_name).").WithPosition(p.position(p.toks[c.at]))
		}
		lists = append(lists, w.conflict.sets)
	}
	for _, n := range w.whens {
		if n.kind != KindEmpty && n.matched == (n.kind == KindInsert) {
			return p.syntaxError(p.toks[n.at])
		}
		lists = append(lists, n.sets)
	}
	for _, sets := range lists {
		if err := p.setMistakes(sets); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) setMistakes(sets []assign) error {
	seen := map[string]bool{}
	for _, a := range sets {
		if err := p.partMistakes(a, seen); err != nil {
			return err
		}
		for _, c := range a.columns {
			if seen[c] {
				return pgerr.Newf(pgerr.SyntaxError, `multiple assignments to same column "%s"`, unquoted(c))
			}
			seen[c] = true
		}
		if a.query && a.count > 0 && a.count != len(a.columns) || !a.query && len(a.columns) != len(a.values) {
			return pgerr.New(pgerr.SyntaxError, "number of columns does not match number of values").
				WithPosition(p.position(p.toks[a.values[0].from-1]))
		}
	}
	return nil
}
