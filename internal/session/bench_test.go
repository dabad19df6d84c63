package session_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"lakewire/internal/session/sessiontest"
)

// BenchmarkConnect is a connection's life around one statement, without authentication.
func BenchmarkConnect(b *testing.B) {
	s := sessiontest.Start(b)
	for b.Loop() {
		c, err := pgconn.Connect(context.Background(), s.DSN())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := c.Exec(context.Background(), "select 1").ReadAll(); err != nil {
			b.Fatal(err)
		}
		_ = c.Close(context.Background())
	}
}

// BenchmarkQuery is one statement over the wire.
func BenchmarkQuery(b *testing.B) {
	s := sessiontest.Start(b)
	c, err := pgconn.Connect(context.Background(), s.DSN())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = c.Close(context.Background()) }()
	run := func(sql string) {
		if _, err := c.Exec(context.Background(), sql).ReadAll(); err != nil {
			b.Fatal(err)
		}
	}
	run("create table t (i int, s text); insert into t select i, 'x' from generate_series(1, 1000) t(i)")
	for _, q := range []struct{ name, sql string }{
		{"constant", "select 1"}, {"engine", "select count(*) from generate_series(1,1)"}, {"lake", "select * from t where i = 5"},
		{"insert", "insert into t values (1, 'x')"}, {"update", "update t set s = 'y' where i = 5"},
	} {
		b.Run(q.name+"/prepared", func(b *testing.B) {
			if _, err := c.Prepare(context.Background(), q.name, q.sql, nil); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if r := c.ExecPrepared(context.Background(), q.name, nil, nil, nil).Read(); r.Err != nil {
					b.Fatal(r.Err)
				}
			}
		})
		b.Run(q.name+"/unnamed", func(b *testing.B) {
			for b.Loop() {
				if r := c.ExecParams(context.Background(), q.sql, nil, nil, nil, nil).Read(); r.Err != nil {
					b.Fatal(r.Err)
				}
			}
		})
		b.Run(q.name+"/simple", func(b *testing.B) {
			for b.Loop() {
				run(q.sql)
			}
		})
	}
}
