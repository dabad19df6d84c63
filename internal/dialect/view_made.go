package dialect

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// Made is what a view, or a table that is made of a query, is to PostgreSQL, and the lake does not keep.
type Made struct {
	Columns []Column
	Text    string   // of the query, with the marks that ViewText takes out; "" where it could not be written
	Own     string   // as the client wrote it
	Uses    []Origin // the columns that it stands on; without a column, the relation
	Origins []Origin // of each column, the column that it shows; empty where that is none
}

// madeOf tells what the statement makes; nil where it makes nothing, or not all of its columns are known.
func (w *work) madeOf() *Made {
	var query *pg.Node
	var into *pg.RangeVar
	view := false
	switch x := w.tree.GetNode().(type) {
	case *pg.Node_ViewStmt:
		query, into, view = x.ViewStmt.Query, x.ViewStmt.View, true
	case *pg.Node_CreateTableAsStmt:
		query, into = x.CreateTableAsStmt.Query, x.CreateTableAsStmt.Into.GetRel()
	case *pg.Node_SelectStmt:
		if x.SelectStmt.IntoClause != nil {
			query = w.tree
		}
	}
	if query.GetSelectStmt() == nil {
		return nil
	}
	t := w.typed()
	cols := t.makes
	m := &Made{Own: w.Text}
	if into != nil {
		if first, last := w.madeQuery(w.tokenAt(into.Location)); view && first >= 0 && last >= first {
			m.Own = w.p.slice(first, last)
		}
	}
	var names []string
	for _, c := range cols {
		m.Columns = append(m.Columns, Column{Name: c.name, Type: c.oid, Mod: c.mod})
		names = append(names, c.name)
	}
	if view && len(cols) > 0 {
		d := &viewWriter{t: t}
		d.query(query, nil, names, true)
		if !d.failed {
			m.Text = string(d.b)
		}
		m.Uses = t.used()
		for _, c := range cols {
			m.Origins = append(m.Origins, t.placed(c.from))
		}
	}
	return m
}

// used gives the columns of relations that the walk has met, and the relations themselves.
func (t *typer) used() []Origin {
	var out []Origin
	add := func(o Origin) {
		o = t.placed(o)
		if o.Relation.Name != "" && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, src := range t.reads {
		add(Origin{Relation: Name{Schema: src.relation.Schema, Name: src.rel.Name}, Table: src.relation.OID})
	}
	for _, o := range t.touched {
		add(o)
	}
	return out
}

// placed completes a relation's name with its schema.
func (t *typer) placed(o Origin) Origin {
	for _, src := range t.reads {
		if src.rel == o.Relation && o.Relation.Schema == "" {
			o.Relation.Schema = src.relation.Schema
		}
	}
	return o
}

// keptType is how the type of a column is written down, "" where the lake keeps all of it.
func (c Column) KeptType() string {
	if c.Type == 0 || c.Mod == ModEngine {
		return ""
	}
	return pgtypes.FormatType(c.Type, int64(c.Mod), true)
}
