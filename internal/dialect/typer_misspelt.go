package dialect

import (
	"fmt"
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// farthest is how many letters a name may be away from one that PostgreSQL proposes instead.
const farthest = 3

// noColumn is the error for a name that is no column. It may be what only the engine knows: a field of a struct, or the name
// of another item of the select list.
func (t *typer) noColumn(c *pg.ColumnRef, parts []string, s *scope) {
	name, qualifier := parts[len(parts)-1], ""
	message := fmt.Sprintf(`column "%s" does not exist`, name)
	if len(parts) > 1 {
		qualifier = parts[len(parts)-2]
		message = fmt.Sprintf("column %s.%s does not exist", qualifier, name)
	}
	e := pgerr.New(pgerr.UndefinedColumn, message)
	if near := s.nearest(qualifier, name); near != "" {
		e = e.WithHint("Perhaps you meant to reference the %s.", near)
	}
	t.suspect(c.Location, e)
}

// noSource is the error for a qualifier that no item of FROM has, where the table it names is there under another name, or where it
// cannot be referred to.
func (t *typer) noSource(c *pg.ColumnRef, schema, name string, s *scope) {
	hint := ""
	for ; s != nil && hint == ""; s = s.outer {
		for _, src := range s.from {
			if src.rel.Name == name && (schema == "" || src.rel.Schema == schema) && src.name != name {
				hint = fmt.Sprintf(`Perhaps you meant to reference the table alias "%s".`, src.name)
			}
		}
		for _, src := range slices.Concat(s.under, s.beside) {
			if src.name == name {
				hint = fmt.Sprintf(`There is an entry for table "%s", but it cannot be referenced from this part of the query.`, name)
			}
		}
	}
	if hint != "" {
		t.suspect(c.Location, pgerr.Newf(pgerr.UndefinedTable, `invalid reference to FROM-clause entry for table "%s"`, name).WithHint("%s", hint))
	}
}

// nearest gives the columns of a name that a misspelt one may have meant: the one that is nearest, or two that are equally so.
func (s *scope) nearest(qualifier, name string) string {
	var found []string
	best := farthest + 1
	for ; s != nil; s = s.outer {
		for _, src := range s.from {
			away := 0
			if qualifier != "" {
				away = distance(qualifier, src.name)
			}
			if away > best {
				continue
			}
			for _, f := range src.cols {
				d := distance(name, f.name)
				if d > len(name)/2 {
					continue
				}
				switch d += away; {
				case d < best:
					best, found = d, nil
				case d > best:
					continue
				case len(found) == 2: // too many to be of use
					best, found = d-1, nil
					continue
				}
				if best <= farthest {
					found = append(found, fmt.Sprintf(`column "%s.%s"`, src.name, f.name))
				}
			}
		}
	}
	return strings.Join(found, " or the ")
}

// distance is how many letters must be put in, taken out or changed to make one name of another (Levenshtein's).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
