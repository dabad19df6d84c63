package reference

import (
	"testing"

	duck "github.com/duckdb/duckdb-go-bindings"
)

// Exec runs statements on a database file that nobody else has open.
func Exec(t testing.TB, path string, sqls ...string) {
	t.Helper()
	var cfg duck.Config
	if duck.CreateConfig(&cfg) != duck.StateSuccess {
		t.Fatal("no DuckDB configuration")
	}
	defer duck.DestroyConfig(&cfg)
	var r DB
	var msg string
	if duck.OpenExt(path, &r.db, cfg, &msg) == duck.StateError {
		t.Fatal(msg)
	}
	defer duck.Close(&r.db)
	if duck.Connect(r.db, &r.conn) == duck.StateError {
		t.Fatal("no connection")
	}
	defer duck.Disconnect(&r.conn)
	for _, sql := range sqls {
		r.Exec(t, sql)
	}
}
