// Package reference is DuckDB alone, in the test's own process: what the engine answers without lakewire, and TPC-H data
// for the PostgreSQL beside us. It must not know lakewire's packages.
package reference

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	duck "github.com/duckdb/duckdb-go-bindings"

	"lakewire/test/lakeserver"
)

// DB is an in-memory DuckDB that holds TPC-H.
type DB struct {
	db   duck.Database
	conn duck.Connection
	dir  string
}

// Open makes TPC-H data at a scale factor.
func Open(t testing.TB, scale string) *DB {
	t.Helper()
	ext, err := lakeserver.Extensions()
	if err != nil {
		t.Fatal(err)
	}
	var cfg duck.Config
	if duck.CreateConfig(&cfg) != duck.StateSuccess {
		t.Fatal("no DuckDB configuration")
	}
	defer duck.DestroyConfig(&cfg)
	for k, v := range map[string]string{"extension_directory": ext, "allow_unsigned_extensions": "true", "threads": "2"} {
		if duck.SetConfig(cfg, k, v) != duck.StateSuccess {
			t.Fatalf("DuckDB refuses %s", k)
		}
	}
	dir, err := os.MkdirTemp("", "lakewire-reference-") // not t.TempDir, which is closed to the account of PostgreSQL
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	r := &DB{dir: dir}
	var msg string
	if duck.OpenExt("", &r.db, cfg, &msg) != duck.StateSuccess {
		t.Fatal(msg)
	}
	if duck.Connect(r.db, &r.conn) != duck.StateSuccess {
		t.Fatal("no connection to DuckDB")
	}
	t.Cleanup(func() {
		duck.Disconnect(&r.conn)
		duck.Close(&r.db)
	})
	r.Exec(t, "load tpch")
	r.Exec(t, "call dbgen(sf="+scale+")")
	return r
}

// Exec runs a statement.
func (r *DB) Exec(t testing.TB, sql string) {
	t.Helper()
	var res duck.Result
	defer duck.DestroyResult(&res)
	if duck.Query(r.conn, sql, &res) != duck.StateSuccess {
		t.Fatalf("%s: %s", sql, duck.ResultError(&res))
	}
}

// Rows are the answer to a query as text, by way of a CSV file; \N is NULL.
func (r *DB) Rows(t testing.TB, query string) [][]string {
	t.Helper()
	path := filepath.Join(r.dir, "answer.csv")
	r.Exec(t, fmt.Sprintf(`copy (%s) to '%s' (format csv, header false, nullstr '\N', force_quote *)`, query, path))
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// File writes a table as CSV and returns its path.
func (r *DB) File(t testing.TB, table string) string {
	t.Helper()
	path := filepath.Join(r.dir, table+".csv")
	r.Exec(t, fmt.Sprintf("copy %s to '%s' (format csv, header false)", table, path))
	return path
}

// Count runs a query and counts the rows of its answer.
func (r *DB) Count(t testing.TB, query string) int64 {
	t.Helper()
	var res duck.Result
	defer duck.DestroyResult(&res)
	if duck.Query(r.conn, query, &res) != duck.StateSuccess {
		t.Fatalf("%s: %s", query, duck.ResultError(&res))
	}
	var n int64
	for {
		chunk := duck.FetchChunk(res)
		if chunk.Ptr == nil {
			return n
		}
		n += int64(duck.DataChunkGetSize(chunk))
		duck.DestroyDataChunk(&chunk)
	}
}
