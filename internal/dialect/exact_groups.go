package dialect

import pg "github.com/pganalyze/pg_query_go/v6"

func (f *flow) group(n *pg.Node, sel *pg.SelectStmt) {
	switch x := n.GetNode().(type) {
	case *pg.Node_GroupingSet:
		for _, c := range x.GroupingSet.Content {
			f.group(c, sel)
		}
	case *pg.Node_ColumnRef:
		f.grouped(n)
		for _, t := range sel.TargetList {
			if r := t.GetResTarget(); len(x.ColumnRef.Fields) == 1 && r.GetName() == lastName(x.ColumnRef.Fields) {
				f.grouped(r.Val)
			}
		}
	case *pg.Node_AConst:
		i := int(x.AConst.GetIval().GetIval())
		if i >= 1 && i <= len(sel.TargetList) {
			f.grouped(sel.TargetList[i-1].GetResTarget().GetVal())
		}
		if f.write && i >= 1 && i <= len(sel.TargetList) {
			if text := f.plains[sel.TargetList[i-1].GetResTarget().GetVal()]; text != "" {
				at := f.tokenAt(x.AConst.Location)
				f.replace(at, at, "("+text+")") // HAVING and ORDER BY may have it too
			}
		}
	default:
		if !f.mixed(n) || f.inexact(n) {
			f.exact(n) // as it is written wherever it occurs
			return
		}
		f.expr(n)
		for _, t := range sel.TargetList {
			if v := t.GetResTarget().GetVal(); f.mixed(v) && !f.native[v] {
				f.native[v], f.again = true, true
			}
		}
	}
}

// grouped notes that equal values of an expression become one.
func (f *flow) grouped(n *pg.Node) {
	if f.wanted[n] {
		f.alike[n] = true
	}
	if m := f.typed().types[n].made; n.GetColumnRef() != nil && m != nil && m.exact && !m.unique {
		m.unique, f.again = true, true
	}
}

// keys walks what is sorted by.
func (f *flow) keys(list []*pg.Node, sel *pg.SelectStmt) {
	for _, n := range list {
		if s := n.GetSortBy(); s != nil {
			n = s.Node
		}
		switch {
		case n.GetColumnRef() != nil:
		case f.inexact(n) && (len(sel.GroupClause) > 0 || len(sel.DistinctClause) > 0): // the same expression stands elsewhere
			s, ok := f.stretchOf(n)
			if !ok {
				f.expr(n)
				break
			}
			f.exact(n)
			if f.write {
				f.enclose(s, "lw_num_code(", ")")
			}
		default:
			f.expr(n)
		}
	}
}

func (f *flow) window(d *pg.WindowDef) {
	if d == nil {
		return
	}
	for _, n := range d.PartitionClause {
		f.together(n)
	}
	for _, n := range d.OrderClause {
		if key := n.GetSortBy().GetNode(); key.GetColumnRef() != nil && f.mixed(key) { // equal numbers are peers
			f.expr(key)
		}
	}
	f.keys(d.OrderClause, &pg.SelectStmt{})
	f.expr(d.StartOffset)
	f.expr(d.EndOffset)
}
