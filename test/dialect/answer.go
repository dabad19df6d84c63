package dialect

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// answer is what a server says to a row, as text.
type answer struct {
	values, types, names string
	lost                 bool // the connection ended
}

func (a answer) failed() bool { return strings.Contains(a.values, "ERROR ") }

// failure is an error as an answer.
func failure(err error) answer {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return answer{values: "LOST " + strings.ReplaceAll(err.Error(), "\n", " "), lost: true}
	}
	at := ""
	if e.Position > 0 {
		at = fmt.Sprintf(" @%d", e.Position)
	}
	return answer{values: escape("ERROR " + e.Code + at + ": " + e.Message)}
}

var escapes = strings.NewReplacer("\n", "⏎", "\t", "⇥", "\r", "␍")

func escape(s string) string { return escapes.Replace(s) }

// success is the answer of one statement: its rows, or its command tag if it has none.
func success(r *pgconn.Result) answer {
	if len(r.FieldDescriptions) == 0 && len(r.Rows) == 0 {
		return answer{values: r.CommandTag.String()}
	}
	var types, names []string
	for _, f := range r.FieldDescriptions {
		types, names = append(types, typeName(f.DataTypeOID)), append(names, escape(f.Name))
	}
	rows := make([]string, len(r.Rows))
	for i, cells := range r.Rows {
		text := make([]string, len(cells))
		for j, c := range cells {
			if text[j] = "∅"; c != nil {
				text[j] = escape(string(c))
			}
		}
		rows[i] = strings.Join(text, "|")
	}
	return answer{values: strings.Join(rows, ";"), types: strings.Join(types, ","), names: strings.Join(names, ",")}
}

// typeName names a type; those that the row itself has made have OIDs of their own, so they have one name here.
func typeName(oid uint32) string {
	if oid >= 16384 {
		return "user"
	}
	names, _ := typeTables()
	return names[oid]
}

// protocol is one way to send a statement with its parameters.
type protocol struct {
	name string
	ask  func(ctx context.Context, c *pgconn.PgConn, sql string, p *parameters) answer
}

var protocols = []protocol{{"simple", simple}, {"extended", extended}}

// mixed sends a script's statements by turns, the first as a sum of its text has it: DDL is dear, so a script runs once and still
// has both in it. Each script keeps its turns, wherever it stands in its file.
func mixed(script string) protocol {
	h := fnv.New32a()
	_, _ = h.Write([]byte(script))
	turn := int(h.Sum32() & 1)
	return protocol{"mixed", func(ctx context.Context, c *pgconn.PgConn, sql string, p *parameters) answer {
		turn = 1 - turn
		return protocols[turn].ask(ctx, c, sql, p)
	}}
}

// simple sends a Query; a row with parameters can only be sent as extended.
func simple(ctx context.Context, c *pgconn.PgConn, sql string, p *parameters) answer {
	if p != nil {
		return extended(ctx, c, sql, p)
	}
	results, last := c.Exec(ctx, sql), answer{values: "(nothing)"}
	for results.NextResult() {
		last = read(results.ResultReader())
	}
	if err := results.Close(); err != nil {
		return failure(err)
	}
	return last
}

// read takes the columns from the reader itself, since its Read tells them only with a row.
func read(rr *pgconn.ResultReader) answer {
	columns := slices.Clone(rr.FieldDescriptions())
	r := rr.Read()
	if r.Err != nil {
		return failure(r.Err)
	}
	r.FieldDescriptions = columns
	return success(r)
}

// extended prepares, describes, binds and executes.
func extended(ctx context.Context, c *pgconn.PgConn, sql string, p *parameters) answer {
	if p == nil {
		p = &parameters{}
	}
	d, err := c.Prepare(ctx, "", sql, p.types)
	if err != nil {
		return failure(err)
	}
	a := read(c.ExecPrepared(ctx, "", p.values, nil, nil))
	if a.failed() || a.lost {
		return a
	}
	if described := success(&pgconn.Result{FieldDescriptions: d.Fields}); described.types != a.types || described.names != a.names {
		a.types += " described as " + described.types + " " + described.names
	}
	if len(d.ParamOIDs) > 0 {
		var in []string
		for _, o := range d.ParamOIDs {
			in = append(in, typeName(o))
		}
		a.types = "(" + strings.Join(in, ",") + ") " + a.types
	}
	return a
}

// parameters are the values of ` \bind …` and the types declared for them.
type parameters struct {
	values [][]byte
	types  []uint32
}

// bind parts a statement from its parameters.
func bind(text string) (string, *parameters, error) {
	sql, list, ok := strings.Cut(text, ` \bind `)
	if !ok {
		return text, nil, nil
	}
	p := &parameters{}
	for _, v := range strings.Split(list, "|") {
		v, declared, _ := strings.Cut(v, "::")
		if v == "∅" {
			p.values = append(p.values, nil)
		} else {
			p.values = append(p.values, []byte(v))
		}
		oid := uint32(0)
		if declared != "" {
			_, oids := typeTables()
			o, ok := oids[declared]
			if !ok {
				return "", nil, fmt.Errorf("no type %q", declared)
			}
			oid = o
		}
		p.types = append(p.types, oid)
	}
	return sql, p, nil
}
