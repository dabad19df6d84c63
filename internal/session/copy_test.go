package session_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// lines gives rows from..to of a table (i int, s text) in text format.
func lines(from, to int) []byte {
	var b bytes.Buffer
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "%d\tthe value of row %d\n", i, i)
	}
	return b.Bytes()
}

// TestCopyRoundTrip: more rows than all batches hold, in each format, in order.
func TestCopyRoundTrip(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE", "CREATE TABLE"}, ask(t, c, "create table t (i int not null, s text); create table u (i int, s text)"))
	data := lines(0, 50_000)
	tag, err := c.CopyFrom(ctx(t), bytes.NewReader(data), "copy t from stdin")
	require.NoError(t, err)
	require.Equal(t, "COPY 50000", tag.String())
	for _, format := range []string{"text", "csv", "binary"} {
		var out, again bytes.Buffer
		sql := "copy (select * from t order by i) to stdout (format " + format + ")"
		tag, err := c.CopyTo(ctx(t), &out, sql)
		require.NoError(t, err)
		require.Equal(t, "COPY 50000", tag.String())
		if format == "text" {
			require.True(t, bytes.Equal(data, out.Bytes()), "what came in goes out")
		}
		require.Equal(t, []string{"TRUNCATE TABLE"}, ask(t, c, "truncate u"))
		_, err = c.CopyFrom(ctx(t), bytes.NewReader(out.Bytes()), "copy u from stdin (format "+format+")")
		require.NoError(t, err)
		_, err = c.CopyTo(ctx(t), &again, "copy u to stdout (format "+format+")")
		require.NoError(t, err)
		require.True(t, bytes.Equal(out.Bytes(), again.Bytes()), format)
	}
}

// TestCopyPgx: a driver's own COPY, in binary.
func TestCopyPgx(t *testing.T) {
	s := sessiontest.Start(t)
	c := connect(t, s, pgx.QueryExecModeCacheStatement)
	_, err := c.Exec(ctx(t), "create table t (i int, b bigint, s text, n numeric(12,3), d date, ts timestamptz, o bool, f float8, a int[], x bytea)")
	require.NoError(t, err)
	day := time.Date(2024, 2, 29, 12, 30, 0, 0, time.UTC)
	rows := [][]any{{1, int64(2), "x", "3.250", day, day, true, 1.5, []int32{1, 2}, []byte{0, 255}}, {nil, nil, nil, nil, nil, nil, nil, nil, nil, nil}}
	n, err := c.CopyFrom(ctx(t), pgx.Identifier{"t"}, []string{"i", "b", "s", "n", "d", "ts", "o", "f", "a", "x"}, pgx.CopyFromRows(rows))
	require.NoError(t, err)
	require.EqualValues(t, 2, n)
	var got bytes.Buffer
	_, err = c.PgConn().CopyTo(ctx(t), &got, "copy (select * from t where i = 1) to stdout")
	require.NoError(t, err)
	require.Equal(t, "1\t2\tx\t3.250\t2024-02-29\t2024-02-29 12:30:00+00\tt\t1.5\t{1,2}\t\\\\x00ff\n", got.String())
}

// stalling is a client that sends what it has and then waits.
type stalling struct {
	data io.Reader
	wait chan struct{}
	then []byte
	err  error
}

func (s *stalling) Read(b []byte) (int, error) {
	if n, err := s.data.Read(b); n > 0 || !errors.Is(err, io.EOF) {
		return n, err
	}
	if s.wait != nil {
		<-s.wait
		s.wait, s.data = nil, bytes.NewReader(s.then)
		return s.Read(b)
	}
	return 0, s.err
}

// TestCopyLeavesNothing: however a COPY ends before its time, while rows of it are being inserted, nothing is there.
func TestCopyLeavesNothing(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table t (i int not null, s text)"))
	empty := func(how string) {
		t.Helper()
		require.Equal(t, []string{"SELECT 1: 0"}, ask(t, c, "select count(*) from t"), how)
	}
	for _, end := range []struct{ data, want string }{
		{"x\ty\n", `22P02 invalid input syntax for type integer: "x"`},
		{"1\n", `22P04 missing data for column "s"`},
		{"\\N\ty\n", `23502 null value in column "i" of relation "t" violates not-null constraint`},
		{"1\t\xff\n", `22021 invalid byte sequence for encoding "UTF8": 0xff`},
	} {
		_, err := c.CopyFrom(ctx(t), io.MultiReader(bytes.NewReader(lines(0, 40_000)), strings.NewReader(end.data)), "copy t from stdin")
		require.Equal(t, end.want, code(err))
		empty(end.want)
	}
	_, err := c.CopyFrom(ctx(t), &stalling{data: bytes.NewReader(lines(0, 40_000)), err: errors.New("no more")}, "copy t from stdin")
	require.Equal(t, "57014 COPY from stdin failed: no more", code(err))
	empty("CopyFail")

	require.Equal(t, []string{"SET"}, ask(t, c, "set statement_timeout = 300"))
	late := &stalling{data: bytes.NewReader(lines(0, 40_000)), wait: make(chan struct{}), err: io.EOF}
	time.AfterFunc(900*time.Millisecond, func() { close(late.wait) })
	_, err = c.CopyFrom(ctx(t), late, "copy t from stdin")
	require.Equal(t, "57014 canceling statement due to statement timeout", code(err))
	require.Equal(t, []string{"RESET"}, ask(t, c, "reset statement_timeout"))
	empty("statement_timeout")

	gone, _ := raw(t, s)
	lost := &stalling{data: bytes.NewReader(lines(0, 40_000)), wait: make(chan struct{}), err: io.EOF}
	time.AfterFunc(500*time.Millisecond, func() { _ = gone.Conn().Close(); close(lost.wait) })
	_, err = gone.CopyFrom(ctx(t), lost, "copy t from stdin")
	require.Error(t, err)
	empty("a lost client")

	require.Equal(t, []string{"BEGIN"}, ask(t, c, "begin"))
	_, err = c.CopyFrom(ctx(t), bytes.NewReader(lines(0, 40_000)), "copy t from stdin")
	require.NoError(t, err)
	require.Equal(t, []string{"SELECT 1: 40000", "ROLLBACK"}, ask(t, c, "select count(*) from t; rollback"))
	empty("ROLLBACK")
}

// TestCopySlowClient: rows that come after a long pause go into the same transaction.
func TestCopySlowClient(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	other, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table t (i int, s text)"))
	slow := &stalling{data: bytes.NewReader(lines(0, 40_000)), wait: make(chan struct{}), then: lines(40_000, 80_000), err: io.EOF}
	before := make(chan []string, 1)
	time.AfterFunc(600*time.Millisecond, func() {
		before <- ask(t, other, "select count(*) from t")
		close(slow.wait)
	})
	tag, err := c.CopyFrom(ctx(t), slow, "copy t from stdin")
	require.NoError(t, err)
	require.Equal(t, "COPY 80000", tag.String())
	require.Equal(t, []string{"SELECT 1: 0"}, <-before, "nothing is seen before it is done")
	require.Equal(t, []string{"SELECT 1: 80000|3199960000"}, ask(t, other, "select count(*), sum(i) from t"))
}

// TestCopyBeside: COPYs into one table run at once, and wait for who has it alone.
func TestCopyBeside(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table t (i int, s text)"))
	errs := make(chan error, 3)
	for w := range 3 {
		c, _ := raw(t, s)
		go func() {
			_, err := c.CopyFrom(context.Background(), bytes.NewReader(lines(w*20_000, w*20_000+20_000)), "copy t from stdin")
			errs <- err
		}()
	}
	for range 3 {
		require.NoError(t, <-errs)
	}
	require.Equal(t, []string{"SELECT 1: 60000"}, ask(t, c, "select count(distinct i) from t"))
	require.Equal(t, []string{"BEGIN", "LOCK TABLE"}, ask(t, c, "begin; lock table t"))
	d, _ := raw(t, s)
	require.Equal(t, []string{"SET"}, ask(t, d, "set lock_timeout = 50"))
	_, err := d.CopyFrom(ctx(t), bytes.NewReader(lines(0, 1)), "copy t from stdin")
	require.Equal(t, "55P03 canceling statement due to lock timeout", code(err))
}

// TestCopySavepoint: what a COPY has written cannot be written again.
func TestCopySavepoint(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE", "BEGIN"}, ask(t, c, "create table t (i int, s text); begin"))
	_, err := c.CopyFrom(ctx(t), bytes.NewReader(lines(0, 10)), "copy t from stdin")
	require.NoError(t, err)
	require.Equal(t, []string{"SAVEPOINT", "INSERT 0 1", "0A000 cannot roll back to this savepoint"},
		ask(t, c, "savepoint a; insert into t values (100, 'x'); rollback to a"))
	require.Equal(t, []string{"ROLLBACK"}, ask(t, c, "rollback"))
}

// TestCopyProgress: pg_stat_progress_copy moves, and is empty afterwards; the cancel of another session ends a COPY that waits.
func TestCopyProgress(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	other, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table t (i int, s text)"))
	data := lines(0, 30_000)
	idle := &stalling{data: bytes.NewReader(data), wait: make(chan struct{}), err: io.EOF}
	seen := make(chan []string, 1)
	time.AfterFunc(700*time.Millisecond, func() {
		seen <- append(ask(t, other, "select command, type, relid = 't'::regclass, bytes_processed, tuples_processed from pg_stat_progress_copy"),
			ask(t, other, "select pg_cancel_backend(pid) from pg_stat_progress_copy")...)
		close(idle.wait)
	})
	_, err := c.CopyFrom(ctx(t), idle, "copy t from stdin")
	require.Equal(t, "57014 canceling statement due to user request", code(err))
	got := <-seen
	require.Regexp(t, fmt.Sprintf(`^SELECT 1: COPY FROM\|PIPE\|t\|%d\|(2\d{4}|30000)$`, len(data)), got[0])
	require.Equal(t, "SELECT 1: t", got[1])
	require.Equal(t, []string{"SELECT 1: 0", "SELECT 0"}, ask(t, c, "select count(*) from t; select pid from pg_stat_progress_copy"))
}
