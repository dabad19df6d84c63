package integration

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
)

// TestDDLStorm lets sessions change, drop, rename and replace the tables that they and others have prepared statements on, in
// and outside of transactions. A statement may fail for it; the process must not end, and no engine may be lost.
func TestDDLStorm(t *testing.T) {
	const sessions, lasts = 8, 10 * time.Second
	s := lakeserver.Run(t, lakeserver.Options{})
	c := connect(t, s)
	for i := range stormTables {
		exec1(t, c, fmt.Sprintf("create table storm%d (a int, b text)", i))
	}
	ctx, cancel := context.WithTimeout(context.Background(), lasts)
	defer cancel()
	var done, failed atomic.Int64
	var wg sync.WaitGroup
	for k := range sessions {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(k), 7))
			for ctx.Err() == nil {
				if err := with(ctx, s, func(c *pgx.Conn) error { return storm(ctx, c, r, &done, &failed) }); err != nil && ctx.Err() == nil {
					t.Errorf("session %d: %v", k, err)
					return
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d statements, %d of them failed", done.Load(), failed.Load())
	require.Greater(t, done.Load(), 2*failed.Load(), "most statements work")
	require.NotContains(t, s.Output(), "invalidated itself")
	require.Equal(t, int64(1), count(t, c, "select 1"), "the process is there")
}

const stormTables = 3

// stormDDL are the changes of descriptions; T is a table's name, N a number.
var stormDDL = []string{
	"alter table T add column cN int", "alter table T drop column if exists cN", "drop table if exists T", "create table if not exists T (a int, b text)",
	"create or replace view vN as select a, b from T", "alter table T rename to T_N; alter table T_N rename to T",
	"begin; drop table if exists T; create table T (a int, b text); insert into T values (1, 'new'); commit",
	"begin; create table T_mN as select * from T; drop table T_mN; commit", "begin; drop table T; rollback",
	"begin; insert into T values (2, 'x'); alter table T add column dN text; select * from T; commit",
	"comment on table T is 'storm N'",
}

// stormDML are prepared, kept and run again, whatever becomes of their tables.
var stormDML = []string{
	"insert into T (a, b) values ($1, 'p')", "select count(*) from T where a < $1", "select * from T where a = $1", "update T set b = 'u' where a = $1",
	"delete from T where a = $1", "insert into T (a, b) select a, b from T where a = $1 limit 3", "select * from vN where a = $1",
}

// storm is a session's life: a few statements, prepared and simple.
func storm(ctx context.Context, c *pgx.Conn, r *rand.Rand, done, failed *atomic.Int64) error {
	fill := func(sql string) string {
		return strings.NewReplacer("T", fmt.Sprintf("storm%d", r.IntN(stormTables)), "N", fmt.Sprint(r.IntN(3))).Replace(sql)
	}
	for range 30 {
		var err error
		if r.IntN(4) == 0 {
			_, err = c.PgConn().Exec(ctx, fill(stormDDL[r.IntN(len(stormDDL))])).ReadAll()
		} else {
			_, err = c.Exec(ctx, fill(stormDML[r.IntN(len(stormDML))]), r.IntN(9)) // pgx keeps what it has prepared
		}
		done.Add(1)
		switch code := state(err); {
		case err == nil || ctx.Err() != nil:
		case len(code) != 5 || code[:2] == "XX" || code[:2] == "57" || code[:2] == "08":
			return err
		default:
			failed.Add(1)
			if c.PgConn().TxStatus() != 'I' {
				if _, err := c.Exec(ctx, "rollback"); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
