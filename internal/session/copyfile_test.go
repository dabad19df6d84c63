package session_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

const everyType = `(i int4 not null, b int8, s text, n numeric(12,3), d date, ts timestamptz, o bool, f float8, a int4[], x bytea, u uuid, j jsonb, t time, iv interval, w numeric(38,0))`

// TestCopyFiles: what goes out as a Parquet file or an Arrow stream comes in again as the same rows, and no file is left.
func TestCopyFiles(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE", "CREATE TABLE", "INSERT 0 20000", "INSERT 0 1"}, ask(t, c, "create table t "+everyType+"; create table u "+everyType+`;
		insert into t select g, g * 2, 'row ' || g, g / 3.0, date '2024-01-01' + g % 1000, '2024-01-01 00:00:00+00', g % 2 = 0, g / 7.0, array[g, g + 1],
			'\x00ff', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": 1}', '12:00:00.5', '1 day 02:00:00', 12345678901234567890123 from generate_series(1, 20000) as g;
		insert into t (i) values (0)`))
	for _, format := range []string{"parquet", "arrow"} {
		var out bytes.Buffer
		tag, err := c.CopyTo(ctx(t), &out, "copy t to stdout (format "+format+")")
		require.NoError(t, err, format)
		require.Equal(t, "COPY 20001", tag.String())
		tag, err = c.CopyFrom(ctx(t), bytes.NewReader(out.Bytes()), "copy u from stdin (format "+format+")")
		require.NoError(t, err, format)
		require.Equal(t, "COPY 20001", tag.String())
		require.Equal(t, []string{"SELECT 1: 0", "SELECT 1: 20001", "TRUNCATE TABLE"}, ask(t, c, "select count(*) from (select * from t except all select * from u) as d; select count(*) from u; truncate u"), format)
	}
	left, err := filepath.Glob(filepath.Join(s.Engine.CopyDir(), "*"))
	require.NoError(t, err)
	require.Empty(t, left)
}

// TestCopyArrowOut: the stream is one that Arrow's own reader reads, with PostgreSQL's names of its columns.
func TestCopyArrowOut(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	var out bytes.Buffer
	_, err := c.CopyTo(ctx(t), &out, "copy (select count(*), sum(g), 'x' as s from generate_series(1, 3) as g) to stdout (format arrow)")
	require.NoError(t, err)
	r, err := ipc.NewReader(&out)
	require.NoError(t, err)
	defer r.Release()
	require.True(t, r.Next())
	require.Equal(t, []string{"count", "sum", "s"}, []string{r.Schema().Field(0).Name, r.Schema().Field(1).Name, r.Schema().Field(2).Name})
	require.Equal(t, "3", r.RecordBatch().Column(0).ValueStr(0))
}

// TestCopyFilesLeaveNothing: what is no such file, does not fit, or does not come to its end leaves no row and no file.
func TestCopyFilesLeaveNothing(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table t (i int4 not null, v varchar(2))"))
	file := func(format, query string) string {
		var out bytes.Buffer
		_, err := c.CopyTo(ctx(t), &out, "copy ("+query+") to stdout (format "+format+")")
		require.NoError(t, err)
		return out.String()
	}
	for _, format := range []string{"parquet", "arrow"} {
		whole := file(format, "select g as i, 'ab' as v from generate_series(1, 5000) as g")
		for _, x := range []struct{ data, want string }{
			{"", "22P04"}, {"no such thing", "22P04"}, {whole[:len(whole)/2], "22P04"},
			{file(format, "select 1 as i"), "22P04"}, {file(format, "select 1 as i, 'a' as v, 2 as w"), "22P04"},
			{file(format, "select 1 as i, 'abc' as v"), "22001"}, {file(format, "select null::int4 as i, 'a' as v"), "23502"},
			{file(format, "select 'x' as i, 'a' as v"), "22P02"},
		} {
			_, err := c.CopyFrom(ctx(t), strings.NewReader(x.data), "copy t from stdin (format "+format+")")
			require.Equal(t, x.want, strings.Split(code(err), " ")[0], "%s: %v", format, err)
		}
		_, err := c.CopyFrom(ctx(t), &stalling{data: strings.NewReader(whole), err: errors.New("no more")}, "copy t from stdin (format "+format+")")
		require.Equal(t, "57014 COPY from stdin failed: no more", code(err))
	}
	require.Equal(t, []string{"SELECT 1: 0"}, ask(t, c, "select count(*) from t"))
	left, err := os.ReadDir(s.Engine.CopyDir())
	require.NoError(t, err)
	require.Empty(t, left)
}

// TestCopyFileThatEndsItsReader: a file in which two bytes were changed, at which the engine's reader divides by zero in an INSERT, ends
// no server: another process has read it before.
func TestCopyFileThatEndsItsReader(t *testing.T) {
	s := sessiontest.Start(t)
	c, _ := raw(t, s)
	require.Equal(t, []string{"CREATE TABLE"}, ask(t, c, "create table pq(i bigint, s text, l float8, d numeric(10,2), a int[])"))
	data, err := os.ReadFile(filepath.Join("testdata", "ends-the-reader.parquet"))
	require.NoError(t, err)
	_, err = c.CopyFrom(ctx(t), bytes.NewReader(data), "copy pq from stdin (format parquet)")
	require.Equal(t, "22P04", strings.Split(code(err), " ")[0], "%v", err)
	require.Equal(t, []string{"SELECT 1: 0"}, ask(t, c, "select count(*) from pq"))
}
