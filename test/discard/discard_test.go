package discard

import (
	"os"
	"testing"

	"lakewire/test/pgserver"
)

func TestMain(m *testing.M) {
	code := m.Run()
	pgserver.StopShared()
	os.Exit(code)
}

func TestCountsRowsAndErrors(t *testing.T) {
	c, err := Connect(t.Context(), pgserver.Shared(t).URL())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	r, err := c.Query("select x, repeat('x', 1000) from generate_series(1, 12345) as g(x)", nil)
	if err != nil || r.Rows != 12345 || r.SQLState != "" {
		t.Fatalf("%+v, %v", r, err)
	}
	r, err = c.Query("select 10 / (5000 - x) from generate_series(1, 12345) as g(x)", nil)
	if err != nil || r.SQLState != "22012" {
		t.Fatalf("%+v, %v", r, err)
	}
	if n, err := RSS(os.Getpid()); err != nil || n < 1<<20 {
		t.Fatalf("RSS %d, %v", n, err)
	}
	if _, err := CPU(os.Getpid()); err != nil {
		t.Fatal(err)
	}
}
