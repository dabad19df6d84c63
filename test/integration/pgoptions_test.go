package integration

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

// onPostgres starts a server whose catalog is in a PostgreSQL, reached as the given role with the given options.
func onPostgres(t *testing.T, pg *pgserver.Server, user *url.Userinfo, options string, args ...string) *lakeserver.Server {
	t.Helper()
	u, err := url.Parse(pg.URL() + options)
	require.NoError(t, err)
	if user != nil {
		u.User = user
	}
	return lakeserver.Run(t, lakeserver.Options{Args: append([]string{"--catalog", u.String(), "--data-path", t.TempDir()}, args...)})
}

func direct(t *testing.T, pg *pgserver.Server) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(context.Background(), pg.URL())
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

// TestCatalogSettings: the server's timeouts do not reach a lake transaction that sits idle, the metadata has our indexes,
// and a role that may set no lc_messages will do where messages are English.
func TestCatalogSettings(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{Settings: []string{"idle_in_transaction_session_timeout=300", "statement_timeout=20s"}})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	own := direct(t, pg)
	exec1(t, own, "create role clerk login password 'ink'")
	exec1(t, own, "create schema lakes authorization clerk")

	s := onPostgres(t, pg, url.UserPassword("clerk", "ink"), "&schema=lakes&options=-c%20application_name%3Dlakes")
	a, b := connect(t, s), connect(t, s)
	exec1(t, a, "create table t (i int4)")
	exec1(t, a, "begin")
	exec1(t, a, "insert into t values (1)")
	time.Sleep(700 * time.Millisecond)
	exec1(t, a, "insert into t values (2)")
	exec1(t, a, "commit")
	require.EqualValues(t, 2, count(t, b, "select count(*) from t"))
	require.Positive(t, count(t, own, "select count(*) from pg_stat_activity where application_name = 'lakes'"))
	require.Positive(t, count(t, own, "select count(*) from pg_indexes where schemaname = 'lakes' and indexname like 'lakewire%'"))
	exec1(t, own, "alter schema lakes owner to lakewire")
	require.NoError(t, s.Stop())
}

// TestCatalogConnections: clients that idle in transactions leave connections to the others, and the catalog's server never
// sees more than it was to see.
func TestCatalogConnections(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	s := onPostgres(t, pg, nil, "", "--catalog-connections", "8")
	own, other := direct(t, pg), connect(t, s)
	exec1(t, other, "create table t (i int4)")
	var idle []*pgx.Conn
	for range 6 {
		c := connect(t, s)
		exec1(t, c, "begin")
		exec1(t, c, "insert into t values (1)")
		idle = append(idle, c)
	}
	for i := range 5 {
		exec1(t, other, "insert into t values ($1)", i)
	}
	require.EqualValues(t, 5, count(t, other, "select count(*) from t"))
	more := connect(t, s)
	exec1(t, more, "begin")
	exec1(t, more, "set local statement_timeout = 300")
	_, err = more.Exec(context.Background(), "select count(*) from t")
	require.Equal(t, "57014", state(err), "it waits for its turn")
	exec1(t, more, "rollback")
	exec1(t, more, "begin")
	begun := time.Now()
	_, err = more.Exec(context.Background(), "select count(*) from t")
	require.Equal(t, "53300", state(err))
	require.ErrorContains(t, err, "too many open transactions")
	require.Less(t, time.Since(begun), 15*time.Second)
	exec1(t, more, "rollback")
	require.LessOrEqual(t, count(t, own, "select count(*) from pg_stat_activity where datname = 'lake' and pid <> pg_backend_pid()"), int64(8))

	time.AfterFunc(200*time.Millisecond, func() { _, _ = idle[0].Exec(context.Background(), "commit") })
	exec1(t, more, "begin")
	require.GreaterOrEqual(t, count(t, more, "select count(*) from t"), int64(5))
	exec1(t, more, "commit")
}

// TestCatalogRestart: while the catalog's server is away statements fail with 57P03 or 08006, and when it is back they
// work, in the same sessions, without anybody's help.
func TestCatalogRestart(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	s := onPostgres(t, pg, nil, "", "--catalog-connections", "8")
	a, b := connect(t, s), connect(t, s)
	exec1(t, a, "create table t (i int4)")
	exec1(t, a, "create table beside (i int4)") // whose lock b keeps till it hears that its transaction is lost
	exec1(t, a, "insert into t values (1)")
	exec1(t, b, "begin")
	exec1(t, b, "insert into beside values (2)")

	require.NoError(t, pg.Halt(syscall.SIGINT))
	for _, sql := range []string{"select count(*) from t", "insert into t values (3)", "update t set i = 4", "create table u (i int4)", "select count(*) from pg_class"} {
		_, err := a.Exec(context.Background(), sql)
		require.Contains(t, []string{"08006", "57P03"}, state(err), "%s: %v", sql, err)
	}
	_, err = b.Exec(context.Background(), "select count(*) from t")
	require.Contains(t, []string{"08006", "57P03"}, state(err), "%v", err)
	_, err = b.Exec(context.Background(), "select 1")
	require.Equal(t, "25P02", state(err))
	exec1(t, b, "rollback")

	require.NoError(t, pg.Resume())
	require.EqualValues(t, 1, count(t, a, "select count(*) from t"))
	exec1(t, b, "insert into t values (5)")
	exec1(t, b, "begin")
	exec1(t, b, "insert into t values (6)")
	require.NoError(t, pg.Halt(syscall.SIGQUIT))
	require.NoError(t, pg.Resume())
	_, err = b.Exec(context.Background(), "commit")
	require.Contains(t, []string{"08006", "57P03"}, state(err), "%v", err)
	require.EqualValues(t, 2, count(t, b, "select count(*) from t"))

	// However often that happens, as many connections are there for those who come after.
	own := direct(t, pg)
	const others = "from pg_stat_activity where datname = 'lake' and pid <> pg_backend_pid()"
	open := make([]*pgx.Conn, 6)
	for round := range 3 {
		for k := range open {
			if round == 0 {
				open[k] = connect(t, s)
			}
			exec1(t, open[k], "begin")
			require.EqualValues(t, 2, count(t, open[k], "select count(*) from t"))
		}
		require.LessOrEqual(t, count(t, own, "select count(*) "+others), int64(8))
		exec1(t, own, "select pg_terminate_backend(pid, 5000) "+others)
		for k := range open {
			_, err := open[k].Exec(context.Background(), "select count(*) from beside")
			require.Equal(t, "08006", state(err), "%v", err)
			exec1(t, open[k], "rollback")
		}
	}
}

// TestCatalogUnreachable: a start without the catalog's server, or without its English, ends with one clear line.
func TestCatalogUnreachable(t *testing.T) {
	port, err := pgserver.FreePort()
	require.NoError(t, err)
	_, err = lakeserver.Start(lakeserver.Options{Args: []string{"--catalog", fmt.Sprintf("postgres://u:geheim@127.0.0.1:%d/x", port), "--data-path", t.TempDir()}})
	require.ErrorContains(t, err, "cannot be reached")
	require.NotContains(t, err.Error(), "geheim")
	require.NotContains(t, err.Error(), "goroutine")
	require.LessOrEqual(t, strings.Count(err.Error(), "\n"), 6)
}
