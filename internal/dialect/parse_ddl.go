package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

func parseAlter(st *Statement, p *parser) error {
	p.accept("alter")
	w := lower(p.peek().text(p.src))
	kind, tag := KindAlterTable, "ALTER TABLE"
	switch w {
	case "table":
	case "view":
		kind, tag = KindAlterView, "ALTER VIEW"
	case "schema":
		kind, tag = KindAlterSchema, "ALTER SCHEMA"
	case "index":
		if p.hasWord("rename") {
			if done, err := alterTree(st, p, "ALTER INDEX"); done || err != nil {
				return err
			}
		}
		return st.accept("ALTER INDEX", nil)
	case "default":
		return st.accept("ALTER DEFAULT PRIVILEGES", nil)
	case "system":
		return st.forbid("must be superuser to execute ALTER SYSTEM command")
	case "materialized":
		p.i++
		if !p.at("view") {
			return p.unexpected()
		}
		kind, tag = KindAlterView, "ALTER MATERIALIZED VIEW"
	case "function", "routine":
		if parseTree(st.Text).GetAlterOwnerStmt() != nil {
			return st.accept("ALTER "+strings.ToUpper(w), nil)
		}
		return st.refuse("ALTER "+strings.ToUpper(w)+" is not supported", "Write it with CREATE OR REPLACE FUNCTION.")
	case "sequence", "type", "domain", "procedure", "trigger", "role", "user", "group",
		"database", "policy", "extension", "rule", "statistics", "publication", "subscription", "server", "foreign",
		"tablespace", "aggregate", "operator", "collation", "conversion", "language", "text", "event", "large":
		return st.refuse("ALTER "+strings.ToUpper(w)+" is not supported", "")
	default:
		return p.unexpected()
	}
	p.i++
	skip := p.accept("if", "exists")
	if p.accept("only") {
		p.edits = append(p.edits, edit{p.toks[p.i-1].Start, p.peek().Start, ""})
	}
	name, err := p.relation()
	if err != nil {
		return err
	}
	if skip {
		st.IfExists = []Name{name}
	}
	if done, err := alterTree(st, p, tag); done || err != nil {
		return err
	}
	st.Writes = true
	st.Mutates = []Name{name}
	if kind == KindAlterSchema {
		st.Mutates, st.TargetsUnknown = nil, true
		st.Mentions = []Name{{Catalog: name.Schema, Schema: name.Name}}
	}
	return st.engine(kind, tag, p)
}

var dropTags = map[string]string{"statistics": "DROP STATISTICS", "extension": "DROP EXTENSION"}

func parseDrop(st *Statement, p *parser) error {
	p.accept("drop")
	w := lower(p.peek().text(p.src))
	kind, tag := KindDropTable, "DROP TABLE"
	switch w {
	case "table":
	case "view":
		kind, tag = KindDropView, "DROP VIEW"
	case "schema":
		kind, tag = KindDropSchema, "DROP SCHEMA"
	case "macro", "function":
		kind, tag = KindDropMacro, "DROP FUNCTION"
	case "index":
		return dropIndex(st, p)
	case "statistics", "extension":
		if p.i++; p.accept("if", "exists") {
			return st.accept(dropTags[w], nil)
		}
		return st.refuse("DROP "+strings.ToUpper(w)+" is not supported", "")
	case "secret", "persistent":
		return st.forbid("permission denied to drop secret")
	case "temporary":
		if p.is(p.peekAt(1), "secret") {
			return st.forbid("permission denied to drop secret")
		}
		return p.unexpected()
	case "database":
		return st.forbid("permission denied to drop database")
	case "materialized":
		return dropMatview(st, p)
	case "sequence", "type", "domain", "procedure", "routine", "trigger", "role", "user", "group", "policy",
		"rule", "publication", "subscription", "server", "foreign", "tablespace", "aggregate", "operator", "collation",
		"conversion", "language", "text", "event", "owned", "cast", "transform", "access":
		return dropNothing(st, p, w)
	default:
		return p.unexpected()
	}
	if w == "function" {
		if stmt := parseTree(st.Text).GetDropStmt(); stmt != nil && stmt.RemoveType == pg.ObjectType_OBJECT_FUNCTION {
			return dropFunction(st, stmt)
		}
	}
	if kind != KindDropMacro {
		if stmt := parseTree(st.Text).GetDropStmt(); stmt != nil {
			return dropTree(st, stmt, objects[stmt.RemoveType], tag)
		}
	}
	p.i++
	p.accept("table")
	skip := p.accept("if", "exists")
	for {
		n, err := p.relation()
		if err != nil {
			return err
		}
		if skip {
			st.IfExists = append(st.IfExists, n)
		}
		if kind == KindDropSchema {
			st.Mentions = append(st.Mentions, Name{Catalog: n.Schema, Schema: n.Name})
		} else {
			st.Mutates = append(st.Mutates, n)
		}
		if p.at("(") { // the arguments of a function: macros have no overloads by type
			from := p.peek().Start
			p.skipParens()
			p.edits = append(p.edits, edit{from, p.toks[p.i-1].End, ""})
		}
		if !p.accept(",") {
			break
		}
	}
	if len(st.Mutates) > 1 {
		return st.refuse("DROP FUNCTION of several functions in one statement is not supported", "Use a DROP for each of them.")
	}
	st.Writes, st.TargetsUnknown = true, kind == KindDropSchema
	return st.engine(kind, tag, p)
}

// absent are the kinds of objects that there is none of, with PostgreSQL's code for one that is not there.
var absent = map[string]pgerr.Code{"sequence": pgerr.UndefinedTable, "domain": pgerr.UndefinedObject, "role": pgerr.UndefinedObject,
	"user": pgerr.UndefinedObject, "group": pgerr.UndefinedObject, "publication": pgerr.UndefinedObject, "subscription": pgerr.UndefinedObject,
	"server": pgerr.UndefinedObject, "tablespace": pgerr.UndefinedObject}

// dropNothing takes DROP … IF EXISTS of a kind of object that there is none of, and refuses it without IF EXISTS.
func dropNothing(st *Statement, p *parser, w string) error {
	kind := w
	p.i++
	if !p.accept("if", "exists") {
		n, err := p.relation()
		if code, known := absent[kind]; known && err == nil && (p.end() || p.at("cascade") || p.at("restrict")) {
			if kind == "user" || kind == "group" {
				kind = "role"
			}
			if kind == "domain" {
				kind = "type"
			}
			st.Kind, st.Err = KindRefused, pgerr.Newf(code, `%s "%s" does not exist`, kind, n)
			return nil
		}
		return st.refuse("DROP "+strings.ToUpper(kind)+" is not supported", "")
	}
	n, err := p.relation()
	if err != nil || !p.end() && !p.at("cascade") && !p.at("restrict") {
		return st.accept("DROP "+strings.ToUpper(kind), nil) // more than a name: PostgreSQL has a message for each
	}
	return st.accept("DROP "+strings.ToUpper(kind), pgerr.Noticef(`%s "%s" does not exist, skipping`, kind, n.Name))
}

func parseComment(st *Statement, p *parser) error {
	p.accept("comment")
	if err := p.expect("on"); err != nil {
		return err
	}
	if stmt := parseTree(st.Text).GetCommentStmt(); stmt != nil {
		if done, err := commentTree(st, stmt); done || err != nil {
			return err
		}
		return st.refuse("comments on such objects are not supported", "")
	}
	return p.grammarError(st.Text)
}
