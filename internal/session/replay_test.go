package session_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// An autocommit statement that loses against another transaction is run again; one of a block is not. The other one
// goes past the table locks, as another process would.
func TestLostCommitRunsAgain(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE", "INSERT 0 3"}, ask(t, c, "create table t (i int); insert into t values (1), (2), (3)"))
	other, err := s.Engine.Conn(context.Background())
	require.NoError(t, err)
	defer other.Close()
	meet := func(sql string) <-chan error {
		done := make(chan error, 1)
		go func() {
			time.Sleep(300 * time.Millisecond)
			_, err := other.Exec(context.Background(), sql)
			done <- err
		}()
		return done
	}
	const slow = "update t set i = i + 10 where i < 10 and coalesce((select pg_sleep(0.8)::text), '') <> 'z'"
	met := meet("ALTER TABLE lake.public.t ADD COLUMN a INTEGER")
	require.Equal(t, []string{"UPDATE 3"}, ask(t, c, slow))
	require.NoError(t, <-met)
	require.Equal(t, []string{"SELECT 3: 11; 12; 13"}, ask(t, c, "select i from t order by i"))

	require.Equal(t, []string{"INSERT 0 1"}, ask(t, c, "insert into t values (4)"))
	_, err = c.Prepare(ctx(t), "p", "update t set i = i + $1::int where i < 10 and coalesce((select pg_sleep(0.8)::text), '') <> 'z'", nil)
	require.NoError(t, err)
	met = meet("ALTER TABLE lake.public.t ADD COLUMN b INTEGER")
	r := c.ExecPrepared(ctx(t), "p", [][]byte{[]byte("10")}, nil, nil).Read()
	require.NoError(t, r.Err)
	require.Equal(t, "UPDATE 1", r.CommandTag.String())
	require.NoError(t, <-met)

	require.Equal(t, []string{"INSERT 0 1"}, ask(t, c, "insert into t values (5)"))
	met = meet("ALTER TABLE lake.public.t ADD COLUMN c INTEGER")
	got := ask(t, c, "begin; "+slow+"; commit")
	require.NoError(t, <-met)
	require.Equal(t, []string{"BEGIN", "UPDATE 1", "40001 could not serialize access due to concurrent update"}, got)
}
