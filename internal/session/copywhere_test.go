package session_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

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

// TestCopyWhere: the condition reads columns that do not come in, with their defaults; a row that lacks something is an error only
// if it is let in.
func TestCopyWhere(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table n (a int not null, b text default 'dd', c int not null default 7)"))
	in := func(data, sql string) (string, *pgconn.PgError) {
		tag, err := c.CopyFrom(ctx(t), strings.NewReader(data), sql)
		e, _ := err.(*pgconn.PgError)
		return tag.String(), e
	}
	tag, e := in("1\n2\n\\N\n", "copy n (a) from stdin where b = 'dd' and c = 7 and a > 1")
	require.Nil(t, e)
	require.Equal(t, "COPY 1", tag)
	require.Equal(t, []string{"SELECT 1: 2|dd|7"}, ask(t, c, "select * from n"))

	_, e = in("2\n\\N\n", "copy n (a) from stdin where c = 7")
	require.Equal(t, `COPY n, line 2: "\N"`, e.Where)
	require.Equal(t, "Failing row contains (null, dd, 7).", e.Detail)
	require.Equal(t, []string{"23502", "public", "n", "a"}, []string{e.Code, e.SchemaName, e.TableName, e.ColumnName})

	_, e = in("", "copy n from stdin where a + 1")
	require.Equal(t, "42804 argument of WHERE must be type boolean, not type integer", e.Code+" "+e.Message)
	require.EqualValues(t, 25, e.Position)
	_, e = in("", "copy n from stdin where $1")
	require.Equal(t, "42P02 there is no parameter $1", e.Code+" "+e.Message)
	require.Equal(t, []string{"SELECT 1: 1"}, ask(t, c, "select count(*) from n"))
}
