package catalog

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// Upkeep is a table of the lake as VACUUM looks at it.
type Upkeep struct {
	ID           int64
	Schema, Name string
	Files        int64 // data files that hold its rows now
	Small        int64 // of them those that are small and have no deleted rows
	Worn         int64 // those of which so many rows are deleted that they are to be written anew
	Inlined      bool  // rows may lie in the catalog
}

// Busy tells whether there is anything to do.
func (u *Upkeep) Busy() bool { return u.Small > 1 || u.Worn > 0 || u.Inlined }

// Upkeep looks at one table, or with an empty name at all of them. small is a size in bytes, worn the share of deleted rows beyond which
// a file is worn.
func (m *Images) Upkeep(ctx context.Context, schema, name string, small int64, worn float64) ([]Upkeep, error) {
	only := ""
	if name != "" {
		only = " AND lower(s.schema_name) = lower(" + literal(schema) + ") AND lower(t.table_name) = lower(" + literal(name) + ")"
	}
	rows, err := m.rows(ctx, fmt.Sprintf(`
		WITH d AS (SELECT data_file_id, sum(delete_count) AS n FROM $META.ducklake_delete_file WHERE end_snapshot IS NULL GROUP BY ALL),
		f AS (SELECT table_id, count(*) AS files, count(*) FILTER (file_size_bytes < %d AND d.n IS NULL) AS small,
			count(*) FILTER (d.n > %g * record_count) AS worn
			FROM $META.ducklake_data_file LEFT JOIN d USING (data_file_id) WHERE end_snapshot IS NULL GROUP BY ALL)
		SELECT t.table_id::BIGINT, s.schema_name, t.table_name, coalesce(files, 0)::BIGINT, coalesce(small, 0)::BIGINT, coalesce(worn, 0)::BIGINT,
			t.table_id IN (SELECT table_id FROM $META.ducklake_inlined_data_tables)
		FROM $META.ducklake_table t JOIN $META.ducklake_schema s USING (schema_id) LEFT JOIN f USING (table_id)
		WHERE t.end_snapshot IS NULL AND s.end_snapshot IS NULL%s ORDER BY 2, 3`, small, worn, only))
	out := make([]Upkeep, len(rows))
	for i, r := range rows {
		out[i] = Upkeep{ID: r[0].(int64), Schema: r[1].(string), Name: r[2].(string), Files: r[3].(int64), Small: r[4].(int64),
			Worn: r[5].(int64), Inlined: r[6].(bool)}
	}
	return out, err
}

// Expirable gives the snapshots that nobody needs who looks at the lake as it was at a time or later, the oldest first and so
// many at most. The last one before that time is what was seen at it, and stays.
func (m *Images) Expirable(ctx context.Context, since time.Time, most int) ([]int64, error) {
	rows, err := m.rows(ctx, "SELECT snapshot_id::BIGINT FROM $META.ducklake_snapshot WHERE snapshot_id < (SELECT max(snapshot_id) FROM $META.ducklake_snapshot WHERE snapshot_time <= TIMESTAMPTZ "+
		instant(since)+") ORDER BY 1 LIMIT "+strconv.Itoa(most))
	out := make([]int64, len(rows))
	for i, r := range rows {
		out[i] = r[0].(int64)
	}
	return out, err
}

// StillNamed gives a file that a deleting function of DuckLake's would delete although the catalog names it as one that
// holds rows, or "": then it must not be run.
func (m *Images) StillNamed(ctx context.Context, lake, function, arguments string) (string, error) {
	return m.doubtful(ctx, "ducklake_"+function+"("+literal(lake)+", dry_run => true, "+arguments+")",
		"regexp_extract(path, '[^/]+$') IN (SELECT regexp_extract(path, '[^/]+$') FROM $META.ducklake_data_file UNION ALL SELECT regexp_extract(path, '[^/]+$') FROM $META.ducklake_delete_file)")
}

// NotDuckLakes gives a file that it would delete and that DuckLake cannot have written, by its name, or "".
func (m *Images) NotDuckLakes(ctx context.Context, lake, function, arguments string) (string, error) {
	return m.doubtful(ctx, "ducklake_"+function+"("+literal(lake)+", dry_run => true, "+arguments+")",
		"NOT regexp_matches(path, '(^|/)ducklake-[0-9a-f-]{36}[^/]*[.](parquet|puffin)$')")
}

func (m *Images) doubtful(ctx context.Context, from, where string) (string, error) {
	rows, err := m.rows(ctx, "SELECT path FROM "+from+" WHERE "+where+" LIMIT 1")
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0][0].(string), nil
}

func instant(t time.Time) string { return literal(t.UTC().Format("2006-01-02 15:04:05.999999Z")) }

// rows asks the lake's metadata on a connection of its own.
func (m *Images) rows(ctx context.Context, sql string) ([][]any, error) {
	conn, err := m.e.AdminConn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return conn.Rows(ctx, m.fill(sql))
}
