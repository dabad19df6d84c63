package session_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/internal/pgtypes"
	"lakewire/internal/session/sessiontest"
)

// TestFunctions asks each recorded expression of functions*.tsv, a file for each family, through the wire: PostgreSQL 15 said the same value, and the same type.
func TestFunctions(t *testing.T) {
	c, _ := raw(t, sessiontest.Start(t))
	ask(t, c, "SET timezone = 'UTC'")
	files, err := filepath.Glob("../catalog/testdata/functions*.tsv")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		table, err := os.ReadFile(f)
		require.NoError(t, err)
		for _, line := range strings.Split(strings.TrimRight(string(table), "\n"), "\n") {
			cells := strings.Split(line, "\t")
			if strings.HasPrefix(line, "# ") {
				continue
			}
			got, typ := evaluate(t, c, cells[0])
			if got != cells[1] || typ != cells[2] {
				t.Errorf("%s is %s (%s), PostgreSQL says %s (%s)", cells[0], got, typ, cells[1], cells[2])
			}
		}
	}
}

// evaluate gives an expression's value and the name of its type: NULL as ∅, an error by its SQLSTATE.
func evaluate(t *testing.T, c *pgconn.PgConn, expr string) (string, string) {
	results, err := c.Exec(ctx(t), "SELECT "+expr).ReadAll()
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return "ERROR " + e.Code, ""
	}
	require.NoError(t, err, expr)
	value := "∅"
	if v := results[0].Rows[0][0]; v != nil {
		value = strings.ReplaceAll(string(v), "\n", `\n`)
	}
	return boolean(value, results[0].FieldDescriptions[0].DataTypeOID), pgtypes.Name(pgtypes.OID(results[0].FieldDescriptions[0].DataTypeOID))
}

// boolean spells a truth as PostgreSQL's cast to text does, by which the values were recorded.
func boolean(v string, oid uint32) string {
	if pgtypes.OID(oid) != pgtypes.OIDBool || v == "∅" {
		return v
	}
	return map[string]string{"t": "true", "f": "false"}[v]
}
