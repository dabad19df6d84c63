package soak

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	bind "github.com/duckdb/duckdb-go-bindings"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

// foreignVariable names a catalog that this test binary is to attach as a bare DuckLake client, in place of its tests.
const foreignVariable = "LAKEWIRE_SOAK_FOREIGN"

// foreign runs the statements that come in, one a line, and answers each with a line: nothing, or the error.
func foreign(catalog string) int {
	var cfg bind.Config
	bind.CreateConfig(&cfg)
	bind.SetConfig(cfg, "extension_directory", os.Getenv("LAKEWIRE_EXTENSION_DIR"))
	l := &lake{}
	var msg string
	if bind.OpenExt(":memory:", &l.db, cfg, &msg) == bind.StateError {
		panic(msg)
	}
	c := l.connect()
	must(c, "LOAD ducklake")
	must(c, "LOAD postgres_scanner")
	must(c, "ATTACH 'ducklake:postgres:"+catalog+"' AS lake")
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		answer := ""
		if err := run(c, in.Text()); err != nil {
			answer = strings.ReplaceAll(err.Error(), "\n", " ")
		}
		fmt.Println(answer)
	}
	return 0
}

// stranger is a bare DuckLake client in a process of its own.
type stranger struct {
	t   *testing.T
	in  io.Writer
	out *bufio.Reader
}

func newStranger(t *testing.T, pg *pgserver.Server) *stranger {
	ext, err := lakeserver.Extensions()
	require.NoError(t, err)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), foreignVariable+"="+fmt.Sprintf("host=%s port=%d user=%s password=%s dbname=lake", pg.Host, pg.Port, pgserver.User, pgserver.Password),
		"LAKEWIRE_EXTENSION_DIR="+ext)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	return &stranger{t: t, in: in, out: bufio.NewReader(out)}
}

// do runs a statement and gives its error, or "".
func (s *stranger) do(sql string) string {
	_, err := fmt.Fprintln(s.in, sql)
	require.NoError(s.t, err)
	answer, err := s.out.ReadString('\n')
	require.NoError(s.t, err)
	return strings.TrimSpace(answer)
}

// TestForeignClient: a DuckLake client beside us on the same catalog may append, which costs nobody more than a retry. When it deletes
// from a table that we delete from, rows come back: that is seen after the commit, and said wherever somebody may hear it.
func TestForeignClient(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	s := lakeserver.Run(t, lakeserver.Options{Args: []string{"--catalog", pg.URL(), "--data-path", t.TempDir()}})
	ctx := context.Background()
	cfg, err := pgx.ParseConfig(s.URL())
	require.NoError(t, err)
	var mu sync.Mutex
	var warned []string
	cfg.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) {
		mu.Lock()
		defer mu.Unlock()
		warned = append(warned, n.Severity+" "+n.Code+" "+n.Message)
	}
	c, err := pgx.ConnectConfig(ctx, cfg)
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close(ctx) })
	exec := func(sql string) error { _, err := c.Exec(ctx, sql); return err }
	number := func(sql string) (n int) { require.NoError(t, c.QueryRow(ctx, sql).Scan(&n), sql); return n }
	require.NoError(t, exec("create table t (i int8)"))
	for f := range 6 {
		require.NoError(t, exec(fmt.Sprintf("insert into t select %d * 2000 + g from generate_series(0, 1999) as g", f)))
	}

	other := newStranger(t, pg)
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 8 {
			for other.do(fmt.Sprintf("INSERT INTO lake.public.t VALUES (%d)", 100_000+i)) != "" { // a delete of ours came between
			}
		}
	})
	for i := range 8 {
		require.NoError(t, exec(fmt.Sprintf("insert into t values (%d)", 200_000+i)))
		require.NoError(t, exec(fmt.Sprintf("delete from t where i = %d", 4000+i)))
	}
	wg.Wait()
	require.Equal(t, 12_008, number("select count(*) from t"))
	require.Equal(t, 12_008, number("select count(i) from (select distinct i from t) as x"))
	require.Equal(t, 0, number("select count(*) from lakewire.anomalies"))
	require.Empty(t, warned)

	// It takes luck to meet the race.
	for round := 0; round < 40 && len(warned) == 0; round++ {
		wg.Go(func() {
			for i := range 15 {
				other.do(fmt.Sprintf("DELETE FROM lake.public.t WHERE i = %d", round*15+i))
			}
		})
		for i := range 15 {
			_ = exec(fmt.Sprintf("delete from t where i = %d", 1000+round*15+i))
		}
		wg.Wait()
		_ = exec(fmt.Sprintf("delete from t where i = %d", 8000+round)) // what the last of them has done is seen by the next
	}
	require.NotEmpty(t, warned, "DuckLake does it right: is lakewire's care still needed?")
	require.Equal(t, `WARNING XX001 table "public.t" is damaged: another DuckLake client has changed its rows at the same time as this server`, warned[0])
	require.Contains(t, s.Output(), "the lake is damaged")
	require.Positive(t, number("select count(*) from lakewire.anomalies where schema_name = 'public' and table_name = 't' and delete_files > 1"))
	warned = nil
	files := number("select count(distinct filename) from t")
	require.NoError(t, exec("vacuum full t"))
	require.Equal(t, files, number("select count(distinct filename) from t"), "VACUUM would make the damage last")
	require.Len(t, warned, 1)
}
