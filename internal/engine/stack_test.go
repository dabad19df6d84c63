package engine

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// TestDeepStatements: what DuckDB's own counts let through does not overflow the stack; what they refuse is 54001.
func TestDeepStatements(t *testing.T) {
	c := leased(t, opened(t))
	ctx := context.Background()
	many := strings.Repeat
	for name, x := range map[string]struct {
		sql  string
		code pgerr.Code
	}{
		"terms":      {"select 1" + many("+1", 50000), pgerr.StatementTooComplex},
		"parens":     {"select " + many("(", 50000) + "1" + many(")", 50000), pgerr.StatementTooComplex},
		"functions":  {"select " + many("abs(", 5000) + "1" + many(")", 5000), pgerr.StatementTooComplex},
		"subqueries": {many("select * from (", 5000) + "select 1" + many(") q", 5000), pgerr.StatementTooComplex},
		"case":       {"select " + many("case when true then 1 else ", 5000) + "0" + many(" end", 5000), pgerr.StatementTooComplex},
		"lists":      {"select " + many("[", 5000) + "1" + many("]", 5000), pgerr.StatementTooComplex},
		"dots":       {"select s" + many(".a", 10000) + " from (select {'a': 1} s)", pgerr.StatementTooComplex},
		"in":         {"select 1 where 1 in (0" + many(",2", 50000) + ")", 0},
		"values":     {"select count(*) from (values (1)" + many(",(1)", 20000) + ")", 0},
	} {
		_, err := c.Exec(ctx, x.sql)
		if x.code == 0 {
			require.NoError(t, err, name)
			continue
		}
		require.True(t, pgerr.Is(err, x.code), "%s: %.200v", name, err)
		require.Equal(t, "stack depth limit exceeded", pgerr.From(err).Message)
	}
}
