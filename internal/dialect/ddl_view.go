package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// viewOptions takes WITH (…) out of CREATE VIEW, and refuses a check option: the lake's views are not written through.
// security_barrier keeps functions of the reader from seeing rows that the view hides, and nobody here may make functions
// that tell; security_invoker changes nothing as long as everyone may read everything.
func viewOptions(st *Statement, p *parser) error {
	stmt := parseTree(st.Text).GetViewStmt()
	if stmt == nil {
		return nil
	}
	if e := p.noParams(); e != nil {
		return e
	}
	if stmt.WithCheckOption != pg.ViewCheckOption_NO_CHECK_OPTION {
		return pgerr.Unsupported("WITH CHECK OPTION is not supported", "Views of the lake are not written through: write to the table.")
	}
	for _, o := range stmt.Options {
		switch name := o.GetDefElem().Defname; name {
		case "security_barrier", "security_invoker":
		case "check_option":
			return pgerr.Unsupported("WITH CHECK OPTION is not supported", "Views of the lake are not written through: write to the table.")
		default:
			return pgerr.Newf(pgerr.InvalidParameterValue, `unrecognized parameter "%s"`, name)
		}
	}
	if len(stmt.Options) == 0 {
		return nil
	}
	for i, t := range p.toks {
		if p.is(t, "with") && p.is(p.toks[i+1], "(") {
			_, end := p.elements(i + 1)
			p.cutOut(i, end)
			return nil
		}
		if p.is(t, "as") {
			return nil
		}
	}
	return nil
}

// tableOfQuery takes CREATE TABLE … AS whose files shall be laid out, which must be said before the rows come.
func tableOfQuery(st *Statement, p *parser, stmt *pg.CreateTableAsStmt, name Name, temp bool) (bool, error) {
	partition, sort, err := layoutOf(stmt.Into.Options, temp)
	if err != nil || partition == "" && sort == "" {
		return false, err
	}
	// The parser stands behind the name: columns and options follow, then AS and the query.
	from := p.i
	for !p.end() && !p.at("as") {
		if p.at("(") {
			p.skipParens()
		} else {
			p.i++
		}
	}
	columns := ""
	if len(stmt.Into.ColNames) > 0 {
		_, end := p.elements(from)
		columns = p.slice(from, end)
	}
	at := p.i + 1
	last := len(p.toks) - 2
	switch {
	case p.is(p.toks[last], "data") && p.is(p.toks[last-1], "no"):
		last -= 3
	case p.is(p.toks[last], "data") && p.is(p.toks[last-1], "with"):
		last -= 2
	}
	q := &CreateMatview{Query: p.slice(at, last)}
	st.stored = true
	if err := q.understand(st, p.toks[at].Start); err != nil {
		return false, err
	}
	a := &CreateTable{Name: name, IfNotExists: stmt.IfNotExists, Partition: partition, Sort: sort}
	target := p.src[p.toks[p.nameStart(from)].Start:p.toks[from-1].End]
	a.SQL = "CREATE TABLE " + target + columns + " AS " + q.SQL + " WITH NO DATA"
	tag := "CREATE TABLE AS"
	if !stmt.Into.SkipData {
		a.Fill, tag = "INSERT INTO "+target+" "+q.SQL, "SELECT"
	}
	return true, st.define(tag, a)
}

// nameStart gives the first token of the qualified name that ends before a token.
func (p *parser) nameStart(end int) int {
	i := end - 1
	for i >= 2 && p.is(p.toks[i-1], ".") {
		i -= 2
	}
	return i
}

// noParams refuses parameters in what is kept: nobody will be there to give them values.
func (p *parser) noParams() error {
	for _, t := range p.toks {
		if t.Kind == TokParam {
			return pgerr.Newf(pgerr.UndefinedParameter, "there is no parameter %s", t.text(p.src)).WithPosition(p.position(t))
		}
	}
	return nil
}
