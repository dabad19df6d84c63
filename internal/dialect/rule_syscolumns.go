package dialect

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// ruleSystemColumns writes PostgreSQL's system columns, which neither the shim's views nor the lake's tables have: tableoid is
// the relation's OID, xmin the snapshot by which a row came to be (of a row of the catalog, one by which it had come to be at
// the latest), and the others are 0. Nothing stands for a row's place, ctid.
func ruleSystemColumns(w *work) error {
	if w.tree == nil {
		return nil
	}
	named := map[*pg.Node]bool{} // those whose own name is the result column's
	for _, n := range w.nodes() {
		if r := n.GetResTarget(); r != nil && r.Name == "" && len(r.Indirection) == 0 && r.Val != nil {
			named[r.Val] = true
		}
	}
	for n, src := range w.typed().system {
		c := n.GetColumnRef()
		i := w.tokenAt(c.Location)
		name := lastName(c.Fields)
		to := "0"
		switch name {
		case "tableoid":
			if src.relation.OID == 0 {
				continue // ruleTableOID asks the catalog
			}
			to = strconv.FormatUint(uint64(src.relation.OID), 10) + "::lw_oid"
		case "xmin":
			if to = "lw_xmin()"; !src.relation.System {
				to = quoteName(src.name) + ".snapshot_id"
			}
		case "ctid":
			return pgerr.Unsupported("system column \"ctid\" is not supported", "Rows of a lake have no place that lasts. Address them by a key.").WithPosition(w.position(int(c.Location)))
		}
		if src.nullable && len(src.cols) > 0 && !(name == "xmin" && !src.relation.System) {
			to = "CASE WHEN " + quoteName(src.name) + "." + quoteName(src.cols[0].name) + " IS NOT NULL THEN " + to + " END"
		}
		if named[n] {
			to += " AS " + name
		}
		w.replace(i, i+2*(len(c.Fields)-1), to)
	}
	return nil
}
