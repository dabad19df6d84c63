package session_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"lakewire/internal/engine"
	"lakewire/internal/session/sessiontest"
)

// BenchmarkPoint looks one row of a lake's table up by a prepared statement, in turn in process and over the wire, and reports
// the least that each took and how many times longer the latter is: nearly all of it is DuckLake's planning, which a table in
// files asks for at each run.
func BenchmarkPoint(b *testing.B) {
	ctx := context.Background()
	s := sessiontest.Start(b)
	c, err := pgconn.Connect(ctx, s.DSN())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = c.Close(ctx) }()
	if _, err := c.Exec(ctx, "create table points as select i, 'point ' || i as s from generate_series(1, 100000) g(i)").ReadAll(); err != nil {
		b.Fatal(err)
	}
	if _, err := c.Prepare(ctx, "point", "select s from points where i = $1::int8", nil); err != nil {
		b.Fatal(err)
	}
	ec, err := s.Engine.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer ec.Close()
	st, err := ec.Prepare(ctx, "SELECT s FROM public.points WHERE i = $1::BIGINT")
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	alone, wired := time.Hour, time.Hour
	for b.Loop() {
		began := time.Now()
		lookUp(b, st)
		alone = min(alone, time.Since(began))
		began = time.Now()
		r := c.ExecPrepared(ctx, "point", [][]byte{[]byte("4711")}, nil, nil).Read()
		wired = min(wired, time.Since(began))
		if r.Err != nil || len(r.Rows) != 1 || string(r.Rows[0][0]) != "point 4711" {
			b.Fatal(r.Err, r.Rows)
		}
	}
	b.ReportMetric(float64(alone.Microseconds()), "alone-µs")
	b.ReportMetric(float64(wired.Microseconds()), "wire-µs")
	b.ReportMetric(wired.Seconds()/alone.Seconds(), "wire/alone")
}

// lookUp runs the statement in process.
func lookUp(b *testing.B, st *engine.Stmt) {
	ctx := context.Background()
	if err := st.BindInt64(1, 4711); err != nil {
		b.Fatal(err)
	}
	str, err := st.Run(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer str.Close()
	n := 0
	for {
		chunk, err := str.Next(ctx)
		if err != nil {
			b.Fatal(err)
		}
		if chunk == nil {
			break
		}
		n += chunk.Len()
		chunk.Release()
	}
	if n != 1 {
		b.Fatalf("%d rows", n)
	}
}
