package tools

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// asked is what each client is asked, for docs/clients.md.
var asked = map[string]string{
	"Alembic":                 "tables made from a model, autogenerate that must find no difference, a migration",
	"Apache Superset":         "adding it as a database, lists of schemas and tables, datasets, charts by group, over time and with filters, SQL Lab",
	"Django":                  "inspectdb, introspection, the ORM",
	"drizzle-kit pull":        "the schema file that it writes",
	"jOOQ":                    "each file that its code generator writes",
	"knex":                    "columnInfo, hasTable, schema builder, rows, transactions",
	"pgcli":                   "what completion asks and offers",
	"pgJDBC DatabaseMetaData": "every get method, the properties, ResultSetMetaData",
	"psql 15":                 "backslash commands that list something, \\d of each kind of object",
	"psql 16":                 "those for which it asks otherwise than 15; no package registry has a newer one",
	"psqlODBC through pyodbc": "each catalog function of ODBC",
	"Sequelize":               "describeTable, showIndex, foreign keys, sync twice, a model",
	"SQLAlchemy on asyncpg":   "the get_multi_* of what has values of every type, reflect()",
	"SQLAlchemy on pg8000":    "the same",
	"SQLAlchemy on psycopg":   "the same",
	"SQLAlchemy on psycopg2":  "every get_* and get_multi_* of the Inspector, reflect()",
	"TypeORM":                 "tables with keys and indexes, synchronize twice, a repository",
}

const (
	documentBegins = "<!-- make docs writes from here -->\n"
	documentEnds   = "<!-- to here -->\n"
)

// TestClientsDocument holds the part of docs/clients.md that is made of results.tsv and deviations.tsv against them.
func TestClientsDocument(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "clients.md")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	head, rest, ok := strings.Cut(string(text), documentBegins)
	require.True(t, ok, documentBegins)
	was, tail, ok := strings.Cut(rest, documentEnds)
	require.True(t, ok, documentEnds)
	want := document(t)
	if *rewrite {
		require.NoError(t, os.WriteFile(path, []byte(head+documentBegins+want+documentEnds+tail), 0o644))
		return
	}
	require.Equal(t, want, was, "docs/clients.md is stale: make docs")
}

func document(t *testing.T) string {
	var b, why strings.Builder
	b.WriteString("| Client | Version | Test | What is asked | Lists | Alike |\n|---|---|---|---|---|---|\n")
	for _, r := range results(t) {
		require.NotEmpty(t, asked[r.client], "what is %s asked? (document_test.go)", r.client)
		fmt.Fprintf(&b, "| %s | %s | `%s` | %s | %d | %d |\n", r.client, r.version, r.test, asked[r.client], r.lists, r.alike)
		seen := map[string]bool{}
		for _, d := range deviationsOf(t, r.client) {
			if line := "`" + d.check + "`: " + d.reason; !seen[line] {
				seen[line] = true
				fmt.Fprintf(&why, "- %s, %s.\n", r.client, line)
			}
		}
	}
	return b.String() + "\nWhat is not alike, and why (a `*` stands for any text):\n\n" + why.String()
}
