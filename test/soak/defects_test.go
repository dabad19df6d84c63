package soak

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

// defects are the ways in which DuckLake 1.0 loses acknowledged deletes, and what clients here do that comes as near to
// each as they can come.
var defects = map[string]func(*testing.T, *stage) verdict{
	"concurrent": concurrently, "merge": besideMerge, "mixed": mixed,
}

// TestDefects: each of DuckLake's known defects shows on bare DuckLake, on either catalog, and does not show here.
func TestDefects(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	for _, catalog := range []string{"embedded", "postgres"} {
		for name, here := range defects {
			t.Run(catalog+" "+name, func(t *testing.T) {
				args, bareOn := []string{}, func(int) string { return "" }
				if catalog == "postgres" {
					database(t, pg, "ours_"+name)
					args = []string{"--catalog", strings.Replace(pg.URL(), "/lake?", "/ours_"+name+"?", 1), "--data-path", t.TempDir()}
					bareOn = func(k int) string {
						db := fmt.Sprintf("bare_%s_%d", name, k)
						database(t, pg, db)
						return fmt.Sprintf(" host=%s port=%d user=%s password=%s dbname=%s", pg.Host, pg.Port, pgserver.User, pgserver.Password, db)
					}
				}
				shown := false
				for k := 0; k < 8 && !shown; k++ { // it takes luck to meet a race
					v := bareVerdict(t, name+bareOn(k))
					shown = !v.right()
					t.Logf("bare DuckLake: %+v", v)
				}
				require.True(t, shown, "bare DuckLake does it right: is lakewire's care still needed?")
				s := lakeserver.Run(t, lakeserver.Options{Args: args})
				v := here(t, newStage(t, s))
				t.Logf("here: %+v", v)
				require.True(t, v.right(), "%+v", v)
				require.Positive(t, v.Acknowledged)
			})
		}
	}
}

// database makes a database for one more lake.
func database(t *testing.T, pg *pgserver.Server, name string) {
	t.Helper()
	c, err := pgx.Connect(context.Background(), pg.URL())
	require.NoError(t, err)
	_, err = c.Exec(context.Background(), "create database "+name)
	require.NoError(t, err)
	require.NoError(t, c.Close(context.Background()))
}

// bareVerdict runs a scenario in a process of its own.
func bareVerdict(t *testing.T, scenario string) (v verdict) {
	t.Helper()
	ext, err := lakeserver.Extensions()
	require.NoError(t, err)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), bareVariable+"="+scenario, "LAKEWIRE_EXTENSION_DIR="+ext)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err, string(out))
	require.NoError(t, json.Unmarshal(out, &v), string(out))
	return v
}

// stage is a table with clients round it.
type stage struct {
	t    *testing.T
	s    *lakeserver.Server
	c    *pgx.Conn
	mu   sync.Mutex
	done map[int]bool // rows whose delete was acknowledged
}

func newStage(t *testing.T, s *lakeserver.Server) *stage {
	st := &stage{t: t, s: s, done: map[int]bool{}}
	st.c = st.connect()
	return st
}

func (s *stage) connect() *pgx.Conn {
	c, err := pgx.Connect(context.Background(), s.s.URL())
	require.NoError(s.t, err)
	s.t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func (s *stage) must(c *pgx.Conn, sql string) {
	_, err := c.Exec(context.Background(), sql)
	require.NoError(s.t, err, sql)
}

func (s *stage) number(sql string) (n int) {
	require.NoError(s.t, s.c.QueryRow(context.Background(), sql).Scan(&n), sql)
	return n
}

func (s *stage) acknowledged(from, to int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := from; i < to; i++ {
		s.done[i] = true
	}
}

func (s *stage) judge(all int) verdict {
	var list []int
	for i := range s.done {
		list = append(list, i)
	}
	return verdict{
		Acknowledged: len(list), Expected: all - len(list), Count: s.number("select count(*) from t"),
		Scan: s.number("select sum(i * 0 + 1) from t"), Back: s.number("select count(distinct i) from t where i in (" + numbers(list) + ")"),
	}
}

func concurrently(t *testing.T, s *stage) verdict {
	s.must(s.c, "create table t (i int8)")
	for f := range 6 {
		s.must(s.c, fmt.Sprintf("insert into t select %d * 2000 + g from generate_series(0, 1999) as g", f))
	}
	var wg sync.WaitGroup
	for _, first := range []int{0, 100, 2200} {
		own := s.connect()
		wg.Go(func() {
			for i := first; i < first+15; i++ {
				if _, err := own.Exec(context.Background(), fmt.Sprintf("delete from t where i = %d", i)); err == nil {
					s.acknowledged(i, i+1)
				}
			}
		})
	}
	wg.Wait()
	return s.judge(12000)
}

// besideMerge deletes in an open transaction, and row by row, while VACUUM puts the files together.
func besideMerge(t *testing.T, s *stage) verdict {
	s.must(s.c, "create table t (i int8)")
	for f := range 3 {
		s.must(s.c, fmt.Sprintf("insert into t select %d * 500 + g from generate_series(0, 499) as g", f))
	}
	open, merger, own := s.connect(), s.connect(), s.connect()
	s.must(open, "begin")
	s.must(open, "delete from t where i = 1000")
	var wg sync.WaitGroup
	wg.Go(func() { _, _ = merger.Exec(context.Background(), "vacuum full t") })
	time.Sleep(100 * time.Millisecond)
	if _, err := open.Exec(context.Background(), "commit"); err == nil {
		s.acknowledged(1000, 1001)
	}
	for i := range 10 {
		if _, err := own.Exec(context.Background(), fmt.Sprintf("delete from t where i = %d", i)); err == nil {
			s.acknowledged(i, i+1)
		}
	}
	wg.Wait()
	return s.judge(1500)
}

// mixed has two transactions delete one row both; who comes second waits, or is told to try again.
func mixed(t *testing.T, s *stage) verdict {
	s.must(s.c, "create table t (i int8)")
	s.must(s.c, "insert into t select g from generate_series(0, 99) as g")
	few, many := s.connect(), s.connect()
	s.must(few, "begin")
	s.must(many, "begin")
	s.must(few, "delete from t where i < 5")
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := many.Exec(context.Background(), "delete from t where i >= 4 and i < 30"); err == nil {
			if _, err := many.Exec(context.Background(), "commit"); err == nil {
				s.acknowledged(4, 30)
			}
		}
	})
	time.Sleep(100 * time.Millisecond)
	if _, err := few.Exec(context.Background(), "commit"); err == nil {
		s.acknowledged(0, 5)
	}
	wg.Wait()
	return s.judge(100)
}
