package tools

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
)

// busyLists ask for a schema's tables with the number of their columns, twice over, in two ways.
var busyLists = []string{
	`select c.relname, c.oid, c.relnatts, count(a.attname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
		left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where n.nspname = 'busy' group by 1, 2, 3 order by 1`,
	`select t.table_name, ('busy.' || t.table_name)::regclass::oid, max(c.ordinal_position)::int2, count(c.column_name) from information_schema.tables t
		left join information_schema.columns c using (table_schema, table_name) where t.table_schema = 'busy' group by 1, 2 order by 1`,
}

// TestListsWhileOthersCommit reads the catalog while eight sessions commit tables, columns and rows: no error, no table with
// a part of its columns, no OID that changes.
func TestListsWhileOthersCommit(t *testing.T) {
	const writers, rest = 8, 5 * time.Second
	s := lakeserver.Shared(t)
	connect := func() *pgx.Conn {
		c, err := pgx.Connect(t.Context(), s.URL())
		require.NoError(t, err)
		t.Cleanup(func() { _ = c.Close(context.Background()) })
		return c
	}
	reader := connect()
	_, err := reader.Exec(t.Context(), "create schema busy")
	require.NoError(t, err)
	for i := range writers {
		_, err := reader.Exec(t.Context(), fmt.Sprintf("create table busy.stays_%d (a integer, b text, c date)", i))
		require.NoError(t, err)
	}
	ctx, stop := context.WithTimeout(t.Context(), rest)
	defer stop()
	var wg sync.WaitGroup
	for i := range writers {
		c := connect()
		wg.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				for _, sql := range []string{
					fmt.Sprintf("create table busy.w%d_%d (a integer, b text, c date, d numeric(10,2))", i, n),
					fmt.Sprintf("insert into busy.stays_%d values (%d, 'x', '2024-01-01')", i, n),
					fmt.Sprintf("drop table busy.w%d_%d", i, n),
				} {
					if err := written(ctx, c, sql); err != nil {
						assert.NoError(t, err, sql)
						return
					}
				}
			}
		})
	}
	first := map[string]uint32{}
	lists := 0
	for ; ctx.Err() == nil; lists++ {
		seen := 0
		rows, err := reader.Query(t.Context(), busyLists[lists%len(busyLists)])
		require.NoError(t, err)
		for rows.Next() {
			var name string
			var oid uint32
			var natts int16
			var columns int64
			require.NoError(t, rows.Scan(&name, &oid, &natts, &columns))
			want := 4
			if name[0] == 's' {
				want, seen = 3, seen+1
			}
			assert.EqualValues(t, want, columns, "columns of %s", name)
			assert.EqualValues(t, want, natts, "relnatts of %s", name)
			if was, ok := first[name]; ok {
				assert.Equal(t, was, oid, "OID of %s", name)
			}
			first[name] = oid
		}
		require.NoError(t, rows.Err())
		assert.Equal(t, writers, seen, "tables that stay")
	}
	wg.Wait()
	assert.GreaterOrEqual(t, lists, len(busyLists))
	t.Logf("%d lists, %d tables came", lists, len(first))
	_, err = reader.Exec(t.Context(), "drop schema busy cascade")
	require.NoError(t, err)
}

// written runs a statement until it no longer loses against another commit; the end of the test is no error.
func written(ctx context.Context, c *pgx.Conn, sql string) error {
	for {
		_, err := c.Exec(context.WithoutCancel(ctx), sql)
		var pe *pgconn.PgError
		if err == nil || !errors.As(err, &pe) || pe.Code != "40001" {
			return err
		}
	}
}
