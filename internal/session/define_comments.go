package session

import (
	"regexp"
	"slices"
	"strings"

	"lakewire/internal/catalog"
)

// tableComment is what a transaction has made of a table's comment; "" where the table, or its comment, is gone. The engine's
// own list of tables is not asked: it reads statistics of every table of the lake, and those of tables that are not
// committed now and then hold numbers by which DuckDB invalidates itself.
type tableComment struct {
	schema, name, text string
	was                *first // as what clients know it; nil where that is as committed
}

// describes matches what DDL gives the engine about a table of a catalog: verb, catalog, schema, name, what follows.
var describes = regexp.MustCompile(`(?s)^(COMMENT ON TABLE|COMMENT ON VIEW|DROP TABLE|DROP VIEW|CREATE TABLE|CREATE VIEW) ("(?:[^"]|"")*")\."((?:[^"]|"")*)"\."((?:[^"]|"")*)"(.*)$`)

// noteComment notes what a text of ours does to a comment.
func (s *Session) noteComment(sql string) {
	m := describes.FindStringSubmatch(sql)
	if m == nil || m[2] != ident(s.d.Lake) {
		return
	}
	c := tableComment{schema: strings.ReplaceAll(m[3], `""`, `"`), name: strings.ReplaceAll(m[4], `""`, `"`)}
	if value, ok := strings.CutPrefix(m[5], " IS '"); ok && strings.HasPrefix(m[1], "COMMENT") {
		c.text = strings.ReplaceAll(strings.TrimSuffix(value, "'"), "''", "'")
	}
	switch _, k := splitComment(c.text); {
	case k.Was != nil:
		c.was = k.Was
	case strings.HasPrefix(m[1], "COMMENT"):
		if t := s.toldOf(c.schema, c.name); t != nil {
			c.was = t.was
		}
	default:
		c.was = &first{} // whatever has the name now is another one
	}
	s.tx.comments = append(s.tx.comments, c)
}

// touched tells whether the transaction has made, changed, renamed or dropped something of a relation's name, so that what
// is committed says nothing about it.
func (s *Session) touched(r *relation) bool {
	return slices.ContainsFunc(s.tx.comments, func(c tableComment) bool {
		return strings.EqualFold(c.schema, r.schema) && strings.EqualFold(c.name, r.name)
	})
}

// comments is where the comments of the lake's tables stand: as committed, but for those of the transaction's own.
func (s *Session) comments() string {
	if len(s.tx.comments) == 0 {
		return "shim.pgc.lw_comment"
	}
	last := s.lastComments()
	var names, own []string
	for key, c := range last {
		text := c.text
		pair := "(" + literal(key[0]) + ", " + literal(key[1]) + ")"
		names = append(names, pair)
		if text != "" {
			own = append(own, "SELECT "+literal(key[0])+", "+literal(key[1])+", "+literal(text)+", 4611686018427387904")
		}
	}
	list := "SELECT schema_name, table_name, comment, id FROM shim.pgc.lw_comment WHERE (lower(schema_name), lower(table_name)) NOT IN (" + strings.Join(names, ", ") + ")"
	return "(" + strings.Join(append([]string{list}, own...), " UNION ALL ") + ")"
}

// lastComments gives what the transaction has made of comments, by the lower-case names of schema and relation.
func (s *Session) lastComments() map[[2]string]tableComment {
	last := map[[2]string]tableComment{}
	for _, c := range s.tx.comments {
		last[[2]string{strings.ToLower(c.schema), strings.ToLower(c.name)}] = c
	}
	return last
}

// ownComments gives the same to the catalog.
func (s *Session) ownComments() (list []catalog.Told) {
	for key, c := range s.lastComments() {
		list = append(list, catalog.Told{Schema: key[0], Name: key[1], Text: c.text, Was: c.was.text()})
	}
	return list
}
