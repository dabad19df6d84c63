package soak

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	bind "github.com/duckdb/duckdb-go-bindings"
)

// bareVariable names a scenario that this test binary is to run on bare DuckLake, in place of its tests: a crash of the
// engine must not take them along.
const bareVariable = "LAKEWIRE_SOAK_BARE"

// verdict is what a table should hold by what was acknowledged, and what it holds.
type verdict struct {
	Acknowledged          int
	Expected, Count, Scan int
	Back                  int // acknowledged deletes that are undone
}

func (v verdict) right() bool { return v.Expected == v.Count && v.Count == v.Scan && v.Back == 0 }

// lake is bare DuckLake.
type lake struct {
	db  bind.Database
	dir string
}

// bare runs a scenario and prints its verdict. Its second word is the catalog: empty, or a connection string.
func bare(scenario string) int {
	name, catalog, _ := strings.Cut(scenario, " ")
	dir, err := os.MkdirTemp("", "bare-ducklake-")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	var cfg bind.Config
	bind.CreateConfig(&cfg)
	bind.SetConfig(cfg, "extension_directory", os.Getenv("LAKEWIRE_EXTENSION_DIR"))
	l := &lake{dir: dir}
	var msg string
	if bind.OpenExt(":memory:", &l.db, cfg, &msg) == bind.StateError {
		panic(msg)
	}
	c := l.connect()
	must(c, "LOAD ducklake")
	target := "ducklake:" + filepath.Join(dir, "c.ducklake")
	if catalog != "" {
		must(c, "LOAD postgres_scanner")
		target = "ducklake:postgres:" + catalog
	}
	options := "DATA_PATH '" + filepath.Join(dir, "data") + "'"
	if name == "concurrent" {
		options += ", DATA_INLINING_ROW_LIMIT 0"
	}
	must(c, "ATTACH '"+target+"' AS lake ("+options+")")
	v := map[string]func(*lake, bind.Connection) verdict{"concurrent": concurrentDeletes, "merge": deleteBesideMerge, "mixed": mixedDeletes}[name](l, c)
	if err := json.NewEncoder(os.Stdout).Encode(v); err != nil {
		panic(err)
	}
	return 0
}

func (l *lake) connect() (c bind.Connection) {
	if bind.Connect(l.db, &c) == bind.StateError {
		panic("no connection")
	}
	return c
}

func run(c bind.Connection, sql string) error {
	var r bind.Result
	defer bind.DestroyResult(&r)
	if bind.Query(c, sql, &r) == bind.StateError {
		return fmt.Errorf("%s: %s", sql, bind.ResultError(&r))
	}
	return nil
}

func must(c bind.Connection, sql string) {
	if err := run(c, sql); err != nil {
		panic(err)
	}
}

// number asks for one number, by way of a file: the bindings' values need more words.
func (l *lake) number(c bind.Connection, sql string) int {
	file := filepath.Join(l.dir, "answer")
	must(c, "COPY ("+sql+") TO '"+file+"' (FORMAT csv, HEADER false)")
	b, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		panic(err)
	}
	return n
}

// judge counts by the statistics and by a scan.
func (l *lake) judge(c bind.Connection, all int, acknowledged []int) verdict {
	v := verdict{Acknowledged: len(acknowledged), Expected: all - len(acknowledged)}
	v.Count = l.number(c, "SELECT count(*) FROM lake.t")
	v.Scan = l.number(c, "SELECT coalesce(sum(i * 0 + 1), 0) FROM lake.t")
	v.Back = l.number(c, "SELECT count(DISTINCT i) FROM lake.t WHERE i IN ("+numbers(acknowledged)+")")
	return v
}

func numbers(list []int) string {
	out := []string{"-1"}
	for _, n := range list {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, ", ")
}

// concurrentDeletes: three connections delete rows of their own, one a statement, two of them in one data file.
func concurrentDeletes(l *lake, c bind.Connection) verdict {
	must(c, "CREATE TABLE lake.t(i BIGINT)")
	for f := range 6 {
		must(c, fmt.Sprintf("INSERT INTO lake.t SELECT %d * 2000 + r FROM range(2000) x(r)", f))
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	var done []int
	for _, first := range []int{0, 100, 2200} {
		own := l.connect()
		wg.Go(func() {
			for i := first; i < first+15; i++ {
				if run(own, fmt.Sprintf("DELETE FROM lake.t WHERE i = %d", i)) == nil {
					mu.Lock()
					done = append(done, i)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return l.judge(c, 12000, done)
}

// deleteBesideMerge: a row is deleted while the table's files are put together.
func deleteBesideMerge(l *lake, c bind.Connection) verdict {
	must(c, "CREATE TABLE lake.t(i BIGINT)")
	for f := range 3 {
		must(c, fmt.Sprintf("INSERT INTO lake.t SELECT %d * 500 + r FROM range(500) x(r)", f))
	}
	merger, deleter := l.connect(), l.connect()
	must(deleter, "BEGIN")
	must(deleter, "DELETE FROM lake.t WHERE i = 1000")
	must(merger, "CALL ducklake_merge_adjacent_files('lake')")
	var done []int
	if run(deleter, "COMMIT") == nil {
		done = append(done, 1000)
	}
	return l.judge(c, 1500, done)
}

// mixedDeletes: two transactions delete one row both, the one few rows, the other many.
func mixedDeletes(l *lake, c bind.Connection) verdict {
	must(c, "CREATE TABLE lake.t(i BIGINT)")
	must(c, "INSERT INTO lake.t SELECT r FROM range(100) x(r)")
	few, many := l.connect(), l.connect()
	must(few, "BEGIN")
	must(many, "BEGIN")
	must(few, "DELETE FROM lake.t WHERE i < 5")
	must(many, "DELETE FROM lake.t WHERE i >= 4 AND i < 30")
	gone := map[int]bool{}
	for _, x := range []struct {
		c        bind.Connection
		from, to int
	}{{few, 0, 5}, {many, 4, 30}} {
		if run(x.c, "COMMIT") == nil {
			for i := x.from; i < x.to; i++ {
				gone[i] = true
			}
		}
	}
	var done []int
	for i := range gone {
		done = append(done, i)
	}
	return l.judge(c, 100, done)
}
