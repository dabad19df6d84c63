package session_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// TestCopyWhereNothing: a condition that no row can meet is one for which the engine does not read the rows at all.
func TestCopyWhereNothing(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table t (i int not null, s text)"))
	for _, where := range []string{"false", "null", "i > 5 and i < 3"} {
		for _, rows := range []int{10, 200_000} {
			tag, err := c.CopyFrom(ctx(t), bytes.NewReader(lines(0, rows)), "copy t from stdin where "+where)
			require.NoError(t, err)
			require.Equal(t, "COPY 0", tag.String(), where)
		}
	}
	require.Equal(t, []string{"SELECT 1: 0"}, ask(t, c, "select count(*) from t"))
}
