package session_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

func code(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code + " " + e.Message
	}
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestExtendedModes(t *testing.T) {
	s := sessiontest.Start(t)
	c := connect(t, s, pgx.QueryExecModeSimpleProtocol)
	_, err := c.Exec(ctx(t), "create table t (i int, b bigint, s text, d date, ts timestamptz, n numeric(10,2), f float8, o bool)")
	require.NoError(t, err)
	day := time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)
	for _, mode := range []pgx.QueryExecMode{pgx.QueryExecModeCacheStatement, pgx.QueryExecModeCacheDescribe,
		pgx.QueryExecModeDescribeExec, pgx.QueryExecModeExec} {
		c := connect(t, s, mode)
		for range 3 {
			_, err = c.Exec(ctx(t), "delete from t")
			require.NoError(t, err, mode)
			tag, err := c.Exec(ctx(t), "insert into t values ($1,$2,$3,$4,$5,$6,$7,$8)", 1, int64(2), "x", day, day, "3.50", 2.5, true)
			require.NoError(t, err, mode)
			require.Equal(t, "INSERT 0 1", tag.String())
			var i int32
			var b int64
			var str string
			var d, ts time.Time
			var f float64
			var o bool
			err = c.QueryRow(ctx(t), "select i, b, s, d, ts, f, o from t where i = $1", 1).Scan(&i, &b, &str, &d, &ts, &f, &o)
			require.NoError(t, err, mode)
			require.Equal(t, "x", str)
			require.True(t, day.Equal(d), d)
			require.True(t, day.Equal(ts), ts)
			require.Equal(t, []any{int32(1), int64(2), 2.5, true}, []any{i, b, f, o})
			var n int64
			require.NoError(t, c.QueryRow(ctx(t), "select count(*) from t where s = $1 and i between $2 and $3", "x", 0, 5).Scan(&n))
			require.EqualValues(t, 1, n)
			var null *string
			require.NoError(t, c.QueryRow(ctx(t), "select s from t where i = $1 union all select null limit 1 offset 1", 1).Scan(&null))
			require.Nil(t, null)
		}
	}
}

func TestProtocolErrors(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	bg := ctx(t)
	_, err := c.Prepare(bg, "p", "select $1::int + $2::int", nil)
	require.NoError(t, err)
	_, err = c.Prepare(bg, "p", "select 1", nil)
	require.Equal(t, `42P05 prepared statement "p" already exists`, code(err))
	require.Equal(t, `08P01 bind message supplies 1 parameters, but prepared statement "p" requires 2`,
		code(c.ExecPrepared(bg, "p", [][]byte{[]byte("1")}, nil, nil).Read().Err))
	require.Equal(t, `26000 prepared statement "q" does not exist`, code(c.ExecPrepared(bg, "q", nil, nil, nil).Read().Err))
	_, err = c.Prepare(bg, "m", "select 1; select 2", nil)
	require.Equal(t, "42601 cannot insert multiple commands into a prepared statement", code(err))
	r := c.ExecPrepared(bg, "p", [][]byte{[]byte("1"), []byte("41")}, nil, nil).Read()
	require.NoError(t, r.Err)
	require.Equal(t, "42", string(r.Rows[0][0]))
	require.Equal(t, `22P02 invalid input syntax for type integer: "x"`,
		code(c.ExecPrepared(bg, "p", [][]byte{[]byte("1"), []byte("x")}, nil, nil).Read().Err))
	d, err := c.Prepare(bg, "d", "insert into nope values (1)", nil)
	require.Equal(t, `42P01 relation "nope" does not exist`, code(err), d)
	require.Equal(t, []string{"SELECT 1: 1"}, ask(t, c, "select 1"))
	require.Equal(t, []string{"DEALLOCATE"}, ask(t, c, "deallocate p"))
	require.Equal(t, `26000 prepared statement "p" does not exist`, code(c.ExecPrepared(bg, "p", [][]byte{[]byte("1"), []byte("41")}, nil, nil).Read().Err))
}

// A pipeline up to Sync is one transaction.
func TestPipeline(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table t (i int)"))
	p := c.StartPipeline(ctx(t))
	p.SendQueryParams("insert into t values ($1)", [][]byte{[]byte("1")}, nil, nil, nil)
	p.SendQueryParams("insert into t values ($1)", [][]byte{[]byte("2")}, nil, nil, nil)
	p.SendQueryParams("select * from nope", nil, nil, nil, nil)
	require.NoError(t, p.Sync())
	p.SendQueryParams("insert into t values ($1)", [][]byte{[]byte("3")}, nil, nil, nil)
	p.SendQueryParams("select count(*) from t", nil, nil, nil, nil)
	require.NoError(t, p.Sync())
	var errs []string
	var counts []string
	for {
		res, err := p.GetResults()
		if err != nil {
			errs = append(errs, code(err))
			continue
		}
		if res == nil {
			break
		}
		if rr, ok := res.(*pgconn.ResultReader); ok {
			for rr.NextRow() {
				counts = append(counts, string(rr.Values()[0]))
			}
			if _, err := rr.Close(); err != nil {
				errs = append(errs, code(err))
			}
		}
	}
	require.NoError(t, p.Close())
	require.Equal(t, []string{`42P01 relation "nope" does not exist`}, errs)
	require.Equal(t, []string{"1"}, counts)
	require.EqualValues(t, 'I', c.TxStatus())
}

func TestCancelAndTimeout(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	long := "select count(*) from generate_series(1,100000) a, generate_series(1,10000000) b"
	require.Equal(t, []string{"SET"}, ask(t, c, "set statement_timeout = 100"))
	began := time.Now()
	require.Equal(t, []string{"57014 canceling statement due to statement timeout"}, ask(t, c, long))
	require.Less(t, time.Since(began), time.Second)
	require.Equal(t, []string{"RESET"}, ask(t, c, "reset statement_timeout"))
	timer := time.AfterFunc(200*time.Millisecond, func() { _ = c.CancelRequest(context.Background()) })
	defer timer.Stop()
	began = time.Now()
	require.Equal(t, []string{"57014 canceling statement due to user request"}, ask(t, c, long))
	require.Less(t, time.Since(began), time.Second)
	require.Equal(t, []string{"SELECT 1: 1"}, ask(t, c, "select 1"))
	require.Equal(t, []string{"SET"}, ask(t, c, "set idle_session_timeout = 100"))
	time.Sleep(300 * time.Millisecond)
	_, err := c.Exec(ctx(t), "select 1").ReadAll()
	require.Error(t, err)
}

func TestNotify(t *testing.T) {
	s := sessiontest.Start(t)
	a, b := connect(t, s, pgx.QueryExecModeExec), connect(t, s, pgx.QueryExecModeExec)
	_, err := a.Exec(ctx(t), "listen news")
	require.NoError(t, err)
	for _, sql := range []string{"begin", "notify news, 'one'", "notify news, 'one'", "notify news, 'two'"} {
		_, err := b.Exec(ctx(t), sql)
		require.NoError(t, err)
	}
	short, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	_, err = a.WaitForNotification(short)
	cancel()
	require.Error(t, err)
	a = connect(t, s, pgx.QueryExecModeExec) // pgx closes a connection whose wait has timed out
	_, err = a.Exec(ctx(t), "listen news")
	require.NoError(t, err)
	_, err = b.Exec(ctx(t), "commit")
	require.NoError(t, err)
	for _, want := range []string{"one", "two"} {
		n, err := a.WaitForNotification(ctx(t))
		require.NoError(t, err)
		require.Equal(t, want, n.Payload)
		require.Equal(t, b.PgConn().PID(), n.PID)
	}
}

// Suspended portals and cursors live beside other statements.
func TestSuspended(t *testing.T) {
	s := sessiontest.Start(t)
	c := connect(t, s, pgx.QueryExecModeExec)
	tx, err := c.Begin(ctx(t))
	require.NoError(t, err)
	_, err = tx.Exec(ctx(t), "declare c cursor for select i, 'row ' || i from generate_series(1, 300000) t(i)")
	require.NoError(t, err)
	next := int64(1)
	for next <= 300000 {
		rows, err := tx.Query(ctx(t), "fetch 50000 from c")
		require.NoError(t, err)
		for rows.Next() {
			var i int64
			var str string
			require.NoError(t, rows.Scan(&i, &str))
			require.Equal(t, next, i)
			next++
		}
		require.NoError(t, rows.Err())
		var n int
		require.NoError(t, tx.QueryRow(ctx(t), "select count(*) from generate_series(1,7)").Scan(&n))
		require.Equal(t, 7, n)
	}
	require.NoError(t, tx.Commit(ctx(t)))
}
