package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// rangeFunction gives the columns of functions in FROM.
func (t *typer) rangeFunction(r *pg.RangeFunction, s *scope) *source {
	src := &source{}
	for _, f := range r.Functions {
		items := f.GetList().GetItems()
		if len(items) == 0 {
			src.open = true
			continue
		}
		defs := r.Coldeflist
		if len(items) > 1 && items[1].GetList() != nil {
			defs = items[1].GetList().Items
		}
		cols, all := t.functionColumns(items[0], defs, s)
		if len(cols) == 1 && len(r.Functions) == 1 && cols[0].name == "" { // a scalar's column is called as the table
			cols[0].name = r.Alias.GetAliasname()
		}
		if len(cols) == 1 && cols[0].name == "" {
			cols[0].name, _ = columnName(items[0])
		}
		if a := r.Alias; a != nil && len(a.Colnames) == 0 && len(cols) == 1 && len(r.Functions) == 1 && !r.Ordinality && cols[0].name != a.Aliasname {
			if f := items[0].GetFuncCall(); f != nil && columnFunctions[lastName(f.Funcname)] != "" {
				cols[0].engine = a.Aliasname // nameColumn
			}
		}
		src.bare = len(cols) == 1 && len(r.Functions) == 1 && len(defs) == 0
		src.cols = append(src.cols, cols...)
		src.open = src.open || !all
		if src.name == "" {
			src.name, _ = columnName(items[0])
		}
	}
	if r.Ordinality {
		src.cols = append(src.cols, field{name: "ordinality", exprType: exprType{oid: pgtypes.OIDInt8, mod: -1}})
	}
	src.alias(r.Alias)
	return src
}

// functionColumns gives the columns of one function; a single one without a name of its own has none.
func (t *typer) functionColumns(n *pg.Node, defs []*pg.Node, s *scope) (cols []field, all bool) {
	x := t.expr(n, s)
	if len(defs) > 0 {
		for _, d := range defs {
			c := d.GetColumnDef()
			cols = append(cols, field{name: c.GetColname(), exprType: typeName(c.GetTypeName())})
		}
		return cols, true
	}
	if f := n.GetFuncCall(); f != nil && len(f.Args) > 1 && lastName(f.Funcname) == "unnest" {
		for _, a := range f.Args {
			elem, _ := pgtypes.ElemOf(t.oid(a))
			cols = append(cols, field{name: "unnest", exprType: exprType{oid: elem, mod: -1}})
		}
		return cols, true
	}
	switch {
	case x.row != nil:
		return x.row, true
	case x.proc != nil && len(x.proc.Out) > 1:
		return outColumns(x.proc), true
	case x.proc != nil && len(x.proc.Out) == 1:
		return []field{{name: x.proc.Out[0].Name, exprType: x}}, true
	case x.oid == 0 || x.oid == pgtypes.OIDRecord:
		return nil, false
	}
	x.proc, x.to = nil, 0
	return []field{{exprType: x}}, true
}

func outColumns(p *pgtypes.Proc) []field {
	var cols []field
	for _, o := range p.Out {
		f := field{name: o.Name, exprType: exprType{oid: o.Type, mod: -1}}
		if pgtypes.IsPolymorphic(o.Type) {
			f.exprType = untold
		}
		cols = append(cols, f)
	}
	return cols
}
