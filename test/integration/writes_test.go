package integration

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
)

// TestConcurrentDeletes: 64 clients delete each its own rows; every acknowledged delete stays done. DuckLake alone brings
// rows back here.
func TestConcurrentDeletes(t *testing.T) {
	const clients, each = 64, 3
	s := lakeserver.Run(t, lakeserver.Options{})
	c := connect(t, s)
	exec1(t, c, "create table deletes (a int4, b text)")
	exec1(t, c, "insert into deletes select i, 'row ' || i from generate_series(0, 999) as g(i)")
	var wg sync.WaitGroup
	for k := range clients {
		own := connect(t, s)
		wg.Go(func() {
			for j := range each {
				tag, err := own.Exec(context.Background(), fmt.Sprintf("delete from deletes where a = %d", k*each+j))
				if err != nil || tag.RowsAffected() != 1 {
					t.Errorf("delete %d: %s, %v", k*each+j, tag, err)
				}
			}
		})
	}
	wg.Wait()
	require.EqualValues(t, 1000-clients*each, count(t, c, "select count(*) from deletes"))
	require.EqualValues(t, 0, count(t, c, fmt.Sprintf("select count(*) from deletes where a < %d", clients*each)))
}

// TestConcurrentInserts: appends of many clients to one table all arrive.
func TestConcurrentInserts(t *testing.T) {
	const clients, each = 16, 5
	s := lakeserver.Run(t, lakeserver.Options{})
	c := connect(t, s)
	exec1(t, c, "create table inserts (a int4)")
	var wg sync.WaitGroup
	for k := range clients {
		own := connect(t, s)
		wg.Go(func() {
			for j := range each {
				if _, err := own.Exec(context.Background(), "insert into inserts values ($1)", k*each+j); err != nil {
					t.Errorf("insert: %v", err)
				}
			}
		})
	}
	wg.Wait()
	require.EqualValues(t, clients*each, count(t, c, "select count(distinct a) from inserts"))
}

// TestWriteConflict: a transaction whose snapshot is older than a table's last mutation may not mutate it.
func TestWriteConflict(t *testing.T) {
	s := lakeserver.Run(t, lakeserver.Options{})
	a, b := connect(t, s), connect(t, s)
	exec1(t, a, "create table conflict (a int4)")
	exec1(t, a, "insert into conflict values (1), (2)")
	exec1(t, a, "begin isolation level repeatable read")
	require.EqualValues(t, 2, count(t, a, "select count(*) from conflict"))
	exec1(t, b, "delete from conflict where a = 1")
	_, err := a.Exec(context.Background(), "update conflict set a = 10 where a = 1")
	require.Equal(t, "40001", state(err))
	exec1(t, a, "rollback")
	require.EqualValues(t, 1, count(t, a, "select count(*) from conflict"))
}

// TestRestartKeepsData: what was committed is there after SIGTERM, and what was not is not.
func TestRestartKeepsData(t *testing.T) {
	dir := t.TempDir()
	s := lakeserver.Run(t, lakeserver.Options{Dir: dir, Args: []string{"--drain-timeout", "1s"}})
	fill(t, s)
	require.NoError(t, s.Stop())
	holds(t, dir)
}

// TestCrashKeepsData: the same after kill -9.
func TestCrashKeepsData(t *testing.T) {
	dir := t.TempDir()
	s, err := lakeserver.Start(lakeserver.Options{Dir: dir})
	require.NoError(t, err)
	fill(t, s)
	s.Kill()
	holds(t, dir)
}

func fill(t *testing.T, s *lakeserver.Server) {
	c, open := connect(t, s), connect(t, s)
	exec1(t, c, "create table kept (a int4, b text)")
	for i := range 5 {
		exec1(t, c, "insert into kept values ($1, $2)", i, fmt.Sprint("row ", i))
	}
	exec1(t, c, "delete from kept where a = 0")
	exec1(t, c, "update kept set b = 'changed' where a = 1")
	exec1(t, open, "begin")
	exec1(t, open, "insert into kept values (100, 'never committed')")
}

func holds(t *testing.T, dir string) {
	t.Helper()
	c := connect(t, lakeserver.Run(t, lakeserver.Options{Dir: dir}))
	rows, err := c.Query(context.Background(), "select a || b from kept order by a")
	require.NoError(t, err)
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	require.Equal(t, []string{"1changed", "2row 2", "3row 3", "4row 4"}, got)
}

// TestSecondProcess: one folder has one server; the second is told which process has it.
func TestSecondProcess(t *testing.T) {
	s := shared(t)
	_, err := lakeserver.Start(lakeserver.Options{Dir: s.Dir})
	require.ErrorContains(t, err, fmt.Sprint(s.PID()))
	require.ErrorContains(t, err, "exit status 1")
	require.NotContains(t, err.Error(), "goroutine")
}

// TestDrain: SIGTERM lets a running statement end and refuses new ones; what lasts too long ends with 57P01.
func TestDrain(t *testing.T) {
	s, err := lakeserver.Start(lakeserver.Options{Args: []string{"--drain-timeout", "1s"}})
	require.NoError(t, err)
	t.Cleanup(s.Kill)
	idle, busy := connect(t, s), connect(t, s)
	exec1(t, idle, "select 1")
	ended := make(chan error, 1)
	go func() {
		_, err := busy.Exec(context.Background(), "select pg_sleep(30)")
		ended <- err
	}()
	time.Sleep(300 * time.Millisecond)
	start := time.Now()
	require.NoError(t, s.Stop())
	require.Less(t, time.Since(start), 10*time.Second)
	require.Equal(t, "57P01", state(<-ended))
}
