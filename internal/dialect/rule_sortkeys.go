package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// sortKeys are the functions that give what values sort by which are texts to the engine.
var sortKeys = map[pgtypes.OID]string{pgtypes.OIDBit: "lw_bit_key(", pgtypes.OIDVarbit: "lw_bit_key(",
	pgtypes.OIDInet: "lw_inet_key(", pgtypes.OIDCidr: "lw_inet_key(", pgtypes.OIDJSONB: "lw_jsonb_key("}

// ruleSortKeys sorts network addresses and jsonb as PostgreSQL does. Where rows are made distinct, the engine sorts by what is
// selected, and so by the text.
func ruleSortKeys(w *work) error {
	if w.tree == nil {
		return nil
	}
	w.sortCatalog()
	w.sameValues()
	bound := map[*pg.Node]*pg.SelectStmt{}
	for _, n := range w.nodes() {
		if sel := n.GetSelectStmt(); sel != nil {
			for _, k := range sel.SortClause {
				bound[k] = sel
			}
		}
	}
	if sel := w.tree.GetSelectStmt(); sel != nil {
		for _, k := range sel.SortClause {
			bound[k] = sel
		}
	}
	for _, n := range w.nodes() {
		s := n.GetSortBy()
		if s == nil {
			continue
		}
		sel := bound[n]
		if c := s.Node.GetAConst(); c != nil {
			w.sortPosition(sel, c)
			continue
		}
		lead := sortKeys[w.typeOf(s.Node)]
		if lead == "" || w.typeOf(s.Node) == pgtypes.OIDJSONB && sel.GetLarg() != nil {
			continue
		}
		i := w.tokenAt(location(s.Node))
		if end := w.rightEnd(i, 0); end >= i {
			w.enclose(stretch{i, end}, lead, ")")
		}
	}
	return nil
}

// sortPosition writes ORDER BY 1 by the column that it means.
func (w *work) sortPosition(sel *pg.SelectStmt, c *pg.A_Const) {
	i := int(c.GetIval().GetIval())
	if sel == nil || sel.Larg != nil || i < 1 || i > len(sel.TargetList) {
		return
	}
	for _, n := range sel.TargetList[:i] {
		if expands(n.GetResTarget().GetVal()) {
			return
		}
	}
	r := sel.TargetList[i-1].GetResTarget()
	lead := sortKeys[w.typeOf(r.GetVal())]
	if s, ok := w.target(r); ok && lead != "" {
		at, text := w.tokenAt(c.Location), w.translated(s)
		for _, e := range w.edits { // the name that the column gets is none of its value
			if e.start == w.tok(s.last).End && strings.HasPrefix(e.repl, " AS ") {
				text = strings.TrimSuffix(text, e.repl)
			}
		}
		w.replace(at, at, lead+text+")")
	}
}
