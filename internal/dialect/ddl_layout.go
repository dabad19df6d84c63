package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// layout reads WITH (…) of a table: lakewire.partition_by and lakewire.sort_by lay out its files, PostgreSQL's own parameters
// tune a storage that is not here.
func (t *tableText) layout(options []*pg.Node) error {
	var err error
	t.action.Partition, t.action.Sort, err = layoutOf(options, t.temp)
	return err
}

func layoutOf(options []*pg.Node, temp bool) (partition, sort string, err error) {
	for _, o := range options {
		d := o.GetDefElem()
		if d.Defnamespace != "lakewire" {
			continue
		}
		v := d.Arg.GetString_().GetSval()
		switch {
		case d.Defname != "partition_by" && d.Defname != "sort_by":
			return "", "", pgerr.Newf(pgerr.InvalidParameterValue, `unrecognized parameter "lakewire.%s"`, d.Defname)
		case temp:
			return "", "", pgerr.Newf(pgerr.InvalidParameterValue, `"lakewire.%s" is for tables of the lake only`, d.Defname)
		case !layoutList(v):
			return "", "", pgerr.Newf(pgerr.InvalidParameterValue, `invalid value for parameter "lakewire.%s": "%s"`, d.Defname, v).
				WithHint("Give columns, or functions of them, as in 'year(d), bucket(8, id)'.")
		case d.Defname == "partition_by":
			partition = v
		default:
			sort = v
		}
	}
	return partition, sort, nil
}

// layoutList tells whether a text is a list of names and calls and nothing else: it goes into a statement of ours.
func layoutList(text string) bool {
	toks, err := lexAll(text)
	if err != nil || len(toks) < 2 {
		return false
	}
	depth := 0
	for _, t := range toks[:len(toks)-1] {
		switch {
		case t.isName(), t.Kind == TokInt:
		case t.Kind == TokPunct && text[t.Start] == '(':
			depth++
		case t.Kind == TokPunct && text[t.Start] == ')':
			if depth--; depth < 0 {
				return false
			}
		case t.Kind == TokPunct && text[t.Start] == ',':
		default:
			return false
		}
	}
	return depth == 0
}

// buckets is how many parts PARTITION BY HASH makes. PostgreSQL leaves that to partitions that are declared later.
const buckets = "16"

// partition makes of PARTITION BY what comes nearest for files: a column's values for LIST, buckets for HASH, months for RANGE
// over times; a RANGE over other types sorts, since a file for each value would be none of a range.
func (t *tableText) partition(spec *pg.PartitionSpec) error {
	var parts, sorts []string
	for _, n := range spec.PartParams {
		e := n.GetPartitionElem()
		column, unit := e.Name, "month"
		if e.Expr != nil {
			column, unit = truncated(e.Expr)
		}
		if column == "" {
			return pgerr.Unsupported("PARTITION BY this expression is not supported", "Use WITH (lakewire.partition_by = '...') with columns, year(d), month(d), day(d), hour(d) or bucket(n, column).")
		}
		typ, ok := t.typeOfColumn(column)
		if !ok {
			return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" named in partition key does not exist`, column).WithPosition(t.base + int(e.Location) + 1)
		}
		q := quoteName(column)
		switch {
		case spec.Strategy == pg.PartitionStrategy_PARTITION_STRATEGY_HASH:
			parts = append(parts, "bucket("+buckets+", "+q+")")
		case spec.Strategy == pg.PartitionStrategy_PARTITION_STRATEGY_LIST && e.Expr == nil:
			parts = append(parts, q)
		case typ == "date" || strings.HasPrefix(typ, "timestamp"):
			for _, f := range []string{"year", "month", "day", "hour"} {
				parts = append(parts, f+"("+q+")")
				if f == unit {
					break
				}
			}
		default:
			sorts = append(sorts, q)
		}
	}
	if t.action.Partition == "" {
		t.action.Partition = strings.Join(parts, ", ")
	}
	if t.action.Sort == "" {
		t.action.Sort = strings.Join(sorts, ", ")
	}
	return nil
}

// truncated knows date_trunc('day', c), extract(year from c) and date_part: the column and the finest part of it.
func truncated(n *pg.Node) (column, unit string) {
	f := n.GetFuncCall()
	if f == nil || len(f.Args) != 2 {
		return "", ""
	}
	unit = strings.ToLower(f.Args[0].GetAConst().GetSval().GetSval())
	switch name := f.Funcname[len(f.Funcname)-1].GetString_().GetSval(); {
	case name != "date_trunc" && name != "extract" && name != "date_part":
		return "", ""
	case name != "date_trunc" && unit != "year":
		return "", "" // the month alone would throw the years together
	case unit != "year" && unit != "month" && unit != "day" && unit != "hour":
		return "", ""
	}
	if c := f.Args[1].GetColumnRef(); c != nil && len(c.Fields) == 1 {
		return c.Fields[0].GetString_().GetSval(), unit
	}
	return "", ""
}

func (t *tableText) typeOfColumn(name string) (string, bool) {
	for _, c := range t.cols {
		if c.def.Colname == name {
			names := c.def.TypeName.Names
			return names[len(names)-1].GetString_().GetSval(), true
		}
	}
	return "", false
}

// quoteName quotes a name for the engine.
func quoteName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
