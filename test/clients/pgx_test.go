package clients

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"
)

func connect(t *testing.T, to target, mode pgx.QueryExecMode) *pgx.Conn {
	t.Helper()
	cfg, err := pgx.ParseConfig(to.url)
	require.NoError(t, err)
	cfg.DefaultQueryExecMode = mode
	c, err := pgx.ConnectConfig(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

var pgxModes = map[string]pgx.QueryExecMode{
	"cache_statement": pgx.QueryExecModeCacheStatement, "cache_describe": pgx.QueryExecModeCacheDescribe, "describe_exec": pgx.QueryExecModeDescribeExec,
	"exec": pgx.QueryExecModeExec, "simple": pgx.QueryExecModeSimpleProtocol,
}

// sqlState is the SQLSTATE of an error, or what it is else.
func sqlState(err error) string {
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return pe.Code
	}
	return fmt.Sprint(err)
}

// TestPgxModes runs the same work in each of pgx's ways to send a query.
func TestPgxModes(t *testing.T) {
	onBoth(t, func(t *testing.T, to target) {
		for name, mode := range pgxModes {
			t.Run(name, func(t *testing.T) {
				ctx, c := t.Context(), connect(t, to, mode)
				table := "pgx_" + name
				_, err := c.Exec(ctx, "create table "+table+" (a int4, b text, c float8, d bool, e date, f timestamptz, g numeric(10,2))")
				require.NoError(t, err)
				day := time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)
				for i := range 10 {
					tag, err := c.Exec(ctx, "insert into "+table+" values ($1, $2, $3, $4, $5, $6, $7)", i, fmt.Sprint("row ", i), float64(i)/4, i%2 == 0, day, day, "1.25")
					require.NoError(t, err)
					require.Equal(t, "INSERT 0 1", tag.String())
				}
				var b string
				var f float64
				var d bool
				var e, at time.Time
				var g pgtype.Numeric
				err = c.QueryRow(ctx, "select b, c, d, e, f, g from "+table+" where a = $1 and b like $2", 3, "row%").Scan(&b, &f, &d, &e, &at, &g)
				require.NoError(t, err)
				require.Equal(t, []any{"row 3", 0.75, false}, []any{b, f, d})
				require.True(t, day.Equal(e) && day.Equal(at))
				rows, err := c.Query(ctx, "select a from "+table+" where a >= $1 order by a", 5)
				require.NoError(t, err)
				got, err := pgx.CollectRows(rows, pgx.RowTo[int])
				require.NoError(t, err)
				require.Equal(t, []int{5, 6, 7, 8, 9}, got)
				_, err = c.Exec(ctx, "select * from no_such_table where a = $1", 1)
				require.Equal(t, "42P01", sqlState(err))
				_, err = c.Exec(ctx, "drop table "+table)
				require.NoError(t, err)
			})
		}
	})
}

func TestPgxTypes(t *testing.T) {
	onBoth(t, func(t *testing.T, to target) {
		for name, mode := range map[string]pgx.QueryExecMode{"binary": pgx.QueryExecModeCacheStatement, "text": pgx.QueryExecModeSimpleProtocol} {
			t.Run(name, func(t *testing.T) {
				c := connect(t, to, mode)
				var (
					b  bool
					i2 int16
					i4 int32
					i8 int64
					f4 float32
					f8 float64
					s  string
					by []byte
					ts time.Time
					u  [16]byte
					ar []int32
					st []string
					iv pgtype.Interval
					nu *int32
				)
				err := c.QueryRow(t.Context(), `select true, 1::int2, 2::int4, 3::int8, 1.5::float4, 2.5::float8, 'grün'::text, '\x00ff'::bytea,
					timestamptz '2024-02-29 01:02:03+00', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, array[1,2,3], array['a','b c'],
					interval '1 year 2 days 00:00:01', null::int4`).Scan(&b, &i2, &i4, &i8, &f4, &f8, &s, &by, &ts, &u, &ar, &st, &iv, &nu)
				require.NoError(t, err)
				require.Equal(t, []any{true, int16(1), int32(2), int64(3), float32(1.5), 2.5, "grün", []byte{0, 255}, []int32{1, 2, 3}, []string{"a", "b c"}, (*int32)(nil)},
					[]any{b, i2, i4, i8, f4, f8, s, by, ar, st, nu})
				require.Equal(t, pgtype.Interval{Months: 12, Days: 2, Microseconds: 1e6, Valid: true}, iv)
				require.True(t, ts.Equal(time.Date(2024, 2, 29, 1, 2, 3, 0, time.UTC)))
			})
		}
	})
}

func TestPgxErrors(t *testing.T) {
	onBoth(t, func(t *testing.T, to target) {
		c := connect(t, to, pgx.QueryExecModeCacheStatement)
		for sql, state := range map[string]string{"selec 1": "42601", "select no_such_column": "42703", "select 'x'::int4": "22P02",
			"select no_such_function(1)": "42883", "insert into no_such_table values (1)": "42P01", "select 99999::int2": "22003"} {
			_, err := c.Exec(t.Context(), sql)
			require.Equal(t, state, sqlState(err), sql)
		}
		require.NoError(t, c.Ping(t.Context()))
	})
}

func TestPgxTransactions(t *testing.T) {
	onBoth(t, func(t *testing.T, to target) {
		ctx, c := t.Context(), connect(t, to, pgx.QueryExecModeCacheStatement)
		_, err := c.Exec(ctx, "create table pgx_tx (a int4)")
		require.NoError(t, err)
		tx, err := c.Begin(ctx)
		require.NoError(t, err)
		_, err = tx.Exec(ctx, "insert into pgx_tx values ($1)", 1)
		require.NoError(t, err)
		sub, err := tx.Begin(ctx) // a savepoint
		require.NoError(t, err)
		_, err = sub.Exec(ctx, "insert into pgx_tx values ($1)", 2)
		require.NoError(t, err)
		require.NoError(t, sub.Rollback(ctx))
		require.NoError(t, tx.Commit(ctx))
		_, err = c.Exec(ctx, "begin")
		require.NoError(t, err)
		_, err = c.Exec(ctx, "select 'x'::int4")
		require.Equal(t, "22P02", sqlState(err))
		_, err = c.Exec(ctx, "select 1")
		require.Equal(t, "25P02", sqlState(err))
		_, err = c.Exec(ctx, "rollback")
		require.NoError(t, err)
		var n int
		require.NoError(t, c.QueryRow(ctx, "select count(*) from pgx_tx").Scan(&n))
		require.Equal(t, 1, n)
		ro, err := c.BeginTx(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly, IsoLevel: pgx.RepeatableRead})
		require.NoError(t, err)
		_, err = ro.Exec(ctx, "insert into pgx_tx values (3)")
		require.Equal(t, "25006", sqlState(err))
		require.NoError(t, ro.Rollback(ctx))
		_, err = c.Exec(ctx, "drop table pgx_tx")
		require.NoError(t, err)
	})
}

func TestPgxBatchAndPipeline(t *testing.T) {
	onBoth(t, func(t *testing.T, to target) {
		ctx, c := t.Context(), connect(t, to, pgx.QueryExecModeCacheStatement)
		_, err := c.Exec(ctx, "create table pgx_batch (a int4)")
		require.NoError(t, err)
		b := &pgx.Batch{}
		for i := range 50 {
			b.Queue("insert into pgx_batch values ($1)", i)
		}
		var sum int
		b.Queue("select sum(a) from pgx_batch").QueryRow(func(r pgx.Row) error { return r.Scan(&sum) })
		require.NoError(t, c.SendBatch(ctx, b).Close())
		require.Equal(t, 1225, sum)
		failing := &pgx.Batch{} // one implicit transaction: nothing of it stays
		failing.Queue("insert into pgx_batch values (1000)")
		failing.Queue("select 'x'::int4")
		require.Equal(t, "22P02", sqlState(c.SendBatch(ctx, failing).Close()))
		require.NoError(t, c.QueryRow(ctx, "select count(*) from pgx_batch where a = 1000").Scan(&sum))
		require.Zero(t, sum)
		_, err = c.Exec(ctx, "drop table pgx_batch")
		require.NoError(t, err)
	})
}

func TestPgxCursorAndBigResult(t *testing.T) {
	onBoth(t, func(t *testing.T, to target) {
		ctx, c := t.Context(), connect(t, to, pgx.QueryExecModeCacheStatement)
		tx, err := c.Begin(ctx)
		require.NoError(t, err)
		_, err = tx.Exec(ctx, "declare k cursor for select x from generate_series(1, 1000) as g(x)")
		require.NoError(t, err)
		total := 0
		for {
			rows, err := tx.Query(ctx, "fetch 100 from k", pgx.QueryExecModeExec)
			require.NoError(t, err)
			got, err := pgx.CollectRows(rows, pgx.RowTo[int])
			require.NoError(t, err)
			if len(got) == 0 {
				break
			}
			for _, x := range got {
				total += x
			}
		}
		require.Equal(t, 500500, total)
		require.NoError(t, tx.Commit(ctx))
		rows, err := c.Query(ctx, "select x, x::text from generate_series(1, 500000) as g(x)")
		require.NoError(t, err)
		n := 0
		for rows.Next() {
			n++
		}
		require.NoError(t, rows.Err())
		require.Equal(t, 500000, n)
	})
}

func TestPgxCancelAndNotify(t *testing.T) {
	onBoth(t, func(t *testing.T, to target) {
		c := connect(t, to, pgx.QueryExecModeCacheStatement)
		wait, done := context.WithTimeout(t.Context(), 300*time.Millisecond)
		_, err := c.Exec(wait, "select pg_sleep(20)")
		done()
		require.Error(t, err)
		l, o := connect(t, to, pgx.QueryExecModeExec), connect(t, to, pgx.QueryExecModeExec)
		_, err = l.Exec(t.Context(), "listen pgx_chan")
		require.NoError(t, err)
		_, err = o.Exec(t.Context(), "notify pgx_chan, 'hello'")
		require.NoError(t, err)
		n, err := l.WaitForNotification(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{"pgx_chan", "hello"}, []string{n.Channel, n.Payload})
	})
}

func TestPgxPool(t *testing.T) {
	onBoth(t, func(t *testing.T, to target) {
		p, err := pgxpool.New(t.Context(), to.url+"&pool_max_conns=8")
		require.NoError(t, err)
		defer p.Close()
		var wg sync.WaitGroup
		for i := range 64 {
			wg.Go(func() {
				var n int
				if err := p.QueryRow(context.Background(), "select $1::int4 * 2", i).Scan(&n); err != nil || n != i*2 {
					t.Errorf("%d: %d, %v", i, n, err)
				}
			})
		}
		wg.Wait()
	})
}

// TestPgxCopyFrom is pgx's own way to load rows, and COPY both ways in text.
func TestPgxCopyFrom(t *testing.T) {
	onBoth(t, func(t *testing.T, to target) {
		ctx, c := t.Context(), connect(t, to, pgx.QueryExecModeCacheStatement)
		_, err := c.Exec(ctx, "create table pgx_copy (a int4 not null, b text, c float8, d timestamptz, e numeric(10,2), f int4[])")
		require.NoError(t, err)
		day := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
		rows := func(n int, last any) pgx.CopyFromSource {
			return pgx.CopyFromSlice(n, func(i int) ([]any, error) {
				if i == n-1 {
					return []any{last, nil, nil, nil, nil, nil}, nil
				}
				return []any{i, fmt.Sprint("row ", i), float64(i) / 4, day, "1.25", []int32{int32(i), 2}}, nil
			})
		}
		columns := []string{"a", "b", "c", "d", "e", "f"}
		n, err := c.CopyFrom(ctx, pgx.Identifier{"pgx_copy"}, columns, rows(20_000, 20_000))
		require.NoError(t, err)
		require.EqualValues(t, 20_000, n)
		_, err = c.CopyFrom(ctx, pgx.Identifier{"pgx_copy"}, columns, rows(20_000, nil))
		require.Equal(t, "23502", sqlState(err))
		var out bytes.Buffer
		tag, err := c.PgConn().CopyTo(ctx, &out, "copy (select * from pgx_copy where a in (7, 20000) order by a) to stdout")
		require.NoError(t, err)
		require.Equal(t, "COPY 2", tag.String())
		require.Equal(t, "7\trow 7\t1.75\t2024-02-29 12:00:00+00\t1.25\t{7,2}\n20000\t\\N\t\\N\t\\N\t\\N\t\\N\n", out.String())
		tag, err = c.PgConn().CopyFrom(ctx, &out, "copy pgx_copy from stdin")
		require.NoError(t, err)
		require.Equal(t, "COPY 2", tag.String())
		var count int
		require.NoError(t, c.QueryRow(ctx, "select count(*) from pgx_copy").Scan(&count))
		require.Equal(t, 20_002, count)
	})
}
