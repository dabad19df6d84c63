package dialect

import (
	"strings"

	"lakewire/internal/pgerr"
)

func parseCreate(st *Statement, p *parser) error {
	p.accept("create")
	replace := p.accept("or", "replace")
	temp := p.acceptAny("temp", "temporary") != ""
	if p.acceptAny("local", "global") != "" {
		temp = p.acceptAny("temp", "temporary") != ""
		p.cutOut(p.i-2, p.i-2)
	}
	if p.accept("unlogged") {
		p.cutOut(p.i-1, p.i-1)
	}
	switch w := lower(p.peek().text(p.src)); w {
	case "table":
		return createTable(st, p, temp, replace)
	case "view", "recursive":
		return createNamed(st, p, KindCreateView, "CREATE VIEW", temp)
	case "schema":
		return createSchema(st, p)
	case "macro":
		return createNamed(st, p, KindCreateMacro, "CREATE FUNCTION", temp)
	case "function":
		if p.hasWord("language") || p.hasWord("returns") || p.hasWord("return") {
			return createFunction(st, p)
		}
		return createNamed(st, p, KindCreateMacro, "CREATE FUNCTION", temp)
	case "index", "unique":
		return createIndex(st, p)
	case "materialized":
		return createMatview(st, p)
	case "extension":
		p.i++
		if p.accept("if", "not", "exists") {
			return st.accept("CREATE EXTENSION", nil)
		}
		return st.refuse("extensions are not supported", "Functions of the engine need no extension.")
	case "statistics":
		return st.accept("CREATE STATISTICS", nil)
	case "secret", "persistent":
		return st.forbid("permission denied to create secret")
	case "sequence":
		return st.refuse("sequences are not supported", "Use max(id) + row_number() over (), or uuid values.")
	case "type", "domain":
		return st.refuse("user-defined types are not supported", "Use the type it is made of: text for an enum, columns or json for a composite type.")
	case "procedure":
		return createFunction(st, p)
	case "trigger", "constraint", "event":
		return st.refuse("triggers are not supported", "Do the work in the statement that writes, or in the job that runs it.")
	case "rule":
		return st.refuse("rules are not supported", "Use a view to read, and write to the table itself.")
	case "policy":
		return st.refuse("row-level security is not supported", "Grant access to a view instead.")
	case "role", "user", "group", "database", "publication",
		"subscription", "server", "foreign", "tablespace", "aggregate", "operator", "cast", "collation", "conversion", "language",
		"text", "transform", "access", "default", "trusted", "procedural":
		return st.refuse("CREATE "+strings.ToUpper(w)+" is not supported", "")
	}
	return p.unexpected()
}

func createTable(st *Statement, p *parser, temp, replace bool) error {
	p.i++
	skip := p.accept("if", "not", "exists")
	name, err := p.relation()
	if err != nil {
		return err
	}
	if skip {
		st.IfNotExists = []Name{name}
	}
	st.Writes = !temp
	if replace {
		st.Mutates = []Name{name}
	} else {
		st.Appends = []Name{name}
	}
	if p.accept("partition", "of") {
		return st.refuse("partitions as tables are not supported", "Use ALTER TABLE ... SET PARTITIONED BY.")
	}
	if p.at("(") && !p.columnsThenAs() || !p.hasWord("as") {
		if tree := parseTree(st.Text); tree.GetCreateStmt() != nil && p.at("(") {
			return createColumns(st, p, tree.GetCreateStmt(), name, temp)
		}
		return st.engine(KindCreateTable, "CREATE TABLE", p)
	}
	if stmt := parseTree(st.Text).GetCreateTableAsStmt(); stmt != nil && len(stmt.Into.GetOptions()) > 0 {
		if done, err := tableOfQuery(st, p, stmt, name, temp); done || err != nil {
			return err
		}
	}
	for !p.end() && !p.at("as") {
		if p.at("(") {
			p.skipParens()
		} else if p.at("with") && p.is(p.peekAt(1), "(") {
			from := p.i
			p.i++
			p.skipParens()
			p.cutOut(from, p.i-1)
		} else if p.at("on") && p.is(p.peekAt(1), "commit") {
			if err := p.onCommit(st, name, temp); err != nil {
				return err
			}
		} else {
			p.i++
		}
	}
	p.i++
	if p.at("execute") {
		return createExecute(st, p)
	}
	if p.hasSequence("with", "no", "data") {
		return st.engine(KindCreateTableAs, "CREATE TABLE AS", p)
	}
	return st.engine(KindCreateTableAs, "SELECT", p)
}

// onCommit reads ON COMMIT of CREATE TABLE AS, which the engine passes over.
func (p *parser) onCommit(st *Statement, name Name, temp bool) error {
	if !temp {
		return pgerr.New(pgerr.InvalidTableDefinition, "ON COMMIT can only be used on temporary tables")
	}
	from, what := p.i, OnCommitKeep
	p.i += 2
	switch {
	case p.accept("drop"):
		what = OnCommitDrop
	case p.accept("delete", "rows"):
		what = OnCommitDelete
	default:
		p.accept("preserve", "rows")
	}
	st.Temp = &TempTable{Name: name.Name, OnCommit: what}
	p.cutOut(from, p.i-1)
	return nil
}

// columnsThenAs tells CREATE TABLE t (a, b) AS … from a list of columns with types.
func (p *parser) columnsThenAs() bool {
	at := p.i
	defer func() { p.i = at }()
	p.skipParens()
	return p.hasWord("as")
}

// hasSequence tells whether the words follow each other somewhere from here on.
func (p *parser) hasSequence(w ...string) bool {
	for k := p.i; k+len(w) <= len(p.toks); k++ {
		n := 0
		for n < len(w) && p.is(p.toks[k+n], w[n]) {
			n++
		}
		if n == len(w) {
			return true
		}
	}
	return false
}

func createNamed(st *Statement, p *parser, k Kind, tag string, temp bool) error {
	p.i++
	p.accept("view")
	skip := p.accept("if", "not", "exists")
	name, err := p.relation()
	if err != nil {
		return err
	}
	if k == KindCreateView {
		if err := viewOptions(st, p); err != nil {
			return err
		}
	}
	if skip {
		st.IfNotExists = []Name{name}
	}
	st.Writes = !temp
	st.Mutates = []Name{name}
	return st.engine(k, tag, p)
}

func createSchema(st *Statement, p *parser) error {
	p.i++
	skip := p.accept("if", "not", "exists")
	if p.at("authorization") {
		from := p.peek().Start
		p.i++
		p.edits = append(p.edits, edit{from, p.peek().Start, ""})
		n, err := p.name()
		if err != nil {
			return err
		}
		if skip {
			st.IfNotExists = []Name{{Name: n}}
		}
	} else {
		n, err := p.relation()
		if err != nil {
			return err
		}
		if skip {
			st.IfNotExists = []Name{n}
		}
		st.Mentions = append(st.Mentions, Name{Catalog: n.Schema, Schema: n.Name})
		if p.at("authorization") {
			p.edits = append(p.edits, edit{p.peek().Start, p.peekAt(1).End, ""})
			p.i++
			if p.at("current_user") || p.at("session_user") || p.at("current_role") {
				p.i++
			} else if _, err := p.name(); err != nil {
				return err
			}
		}
	}
	for _, n := range st.Mentions {
		st.Schemas = append(st.Schemas, n.Schema)
		if strings.HasPrefix(n.Schema, "pg_") {
			st.Kind, st.Err = KindRefused, pgerr.Newf(pgerr.ReservedName, `unacceptable schema name "%s"`, n.Schema).WithDetail(`The prefix "pg_" is reserved for system schemas.`)
			return nil
		}
	}
	if !p.end() {
		return st.refuse("CREATE SCHEMA with schema elements is not supported", "Create the objects after the schema.")
	}
	st.Writes = true
	return st.engine(KindCreateSchema, "CREATE SCHEMA", p)
}
