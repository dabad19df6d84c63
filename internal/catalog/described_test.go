package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgtypes"
)

func TestRelationKnowsPostgresTypes(t *testing.T) {
	require.Nil(t, Relation("public", "pg_class"))
	require.Equal(t, pgtypes.OIDName, Relation("", "pg_class").Columns[1].Type)
	for key, rel := range described() {
		for _, c := range rel.Columns {
			if c.Name == "stxdexpr" {
				continue // rows of pg_statistic: a row type of PostgreSQL's own, of a relation that is empty here
			}
			require.NotZero(t, c.Type, "%v.%s", key, c.Name)
		}
	}
}
