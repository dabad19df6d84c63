package engine

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
)

// tooFew matches the refusal of an INSERT whose rows are shorter than the table, which PostgreSQL fills with defaults.
var tooFew = regexp.MustCompile(`table \S+ has \d+ columns but (\d+) values were supplied`)

// second is another text for a statement that DuckDB has refused: more bytes stand in it from an offset on.
type second struct {
	sql       string
	at, added int
}

// original takes a position in the second text back to the first one; both count characters from 1.
func (s *second) original(pos int) int {
	if at := utf8.RuneCountInString(s.sql[:s.at]); pos > at {
		pos = max(pos-utf8.RuneCountInString(s.sql[s.at:s.at+s.added]), at+1)
	}
	return pos
}

// again names the columns that a short INSERT fills. It returns nil for every other refusal.
func (c *Conn) again(sql, message string) *second {
	m := tooFew.FindStringSubmatch(message)
	if m == nil {
		return nil
	}
	in, ok := readInsert(sql)
	given, err := strconv.Atoi(m[1])
	if !ok || err != nil || in.columns != nil || given == 0 {
		return nil
	}
	names := c.columnsOf(in.target)
	if len(names) <= given {
		return nil
	}
	list := " (" + strings.Join(names[:given], ", ") + ")"
	return &second{sql: sql[:in.behind] + list + sql[in.behind:], at: in.behind, added: len(list)}
}

// columnsOf gives the quoted columns of a table.
func (c *Conn) columnsOf(table string) []string {
	var raw bind.PreparedStatement
	defer bind.DestroyPrepare(&raw)
	if bind.Prepare(c.raw, "SELECT * FROM "+table+" LIMIT 0", &raw) == bind.StateError {
		return nil
	}
	names := make([]string, bind.PreparedStatementColumnCount(raw))
	for i := range names {
		names[i] = `"` + strings.ReplaceAll(bind.PreparedStatementColumnName(raw, bind.IdxT(i)), `"`, `""`) + `"`
	}
	return names
}

// signature puts the types of the arguments into the error of a call of a function that does not exist. DuckDB tells them
// only of functions that do: it is asked again with the name of one that takes no arguments.
func (c *Conn) signature(sql string, err *pgerr.Error, message string) {
	const known = "pi"
	f := parseFailure(bind.ErrorTypeInvalid, message, sql)
	name := f.more["name"]
	if f.at < 0 || name == "" || !strings.HasSuffix(f.more["type"], "Function") {
		return
	}
	end := strings.IndexByte(sql[f.at:], '(')
	if end < 0 || len(sql) > 64<<10 {
		return
	}
	end += f.at
	var raw bind.PreparedStatement
	defer bind.DestroyPrepare(&raw)
	written := strings.TrimSpace(sql[f.at:end])
	args := ""
	if bind.Prepare(c.raw, sql[:f.at]+known+sql[end:], &raw) == bind.StateError {
		again := parseFailure(bind.ErrorTypeInvalid, bind.PrepareError(raw), sql)
		m := noMatchCall.FindStringSubmatch(again.text)
		if m == nil || again.at != f.at {
			return
		}
		_, types := splitCall(m[1])
		args = strings.Join(types, ", ")
	}
	if strings.ToLower(written) == written {
		name = strings.ReplaceAll(written, `"`, "")
	}
	err.Message = "function " + name + "(" + args + ") does not exist"
}

var noMatchCall = regexp.MustCompile(`^No function matches the given name and argument types '(pi\(.*\))'`)
