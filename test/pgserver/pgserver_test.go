package pgserver

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) {
	code := m.Run()
	StopShared()
	os.Exit(code)
}

func TestServes15(t *testing.T) {
	c, err := pgx.Connect(context.Background(), Shared(t).URL())
	if err != nil {
		t.Fatal(err)
	}
	var v string
	if err := c.QueryRow(context.Background(), "show server_version").Scan(&v); err != nil || !strings.HasPrefix(v, "15.") {
		t.Fatalf("server_version = %q, %v", v, err)
	}
	_ = c.Close(context.Background())
}
