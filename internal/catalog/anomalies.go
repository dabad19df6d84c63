package catalog

import (
	"context"
	"strconv"
)

// Anomaly is a data file whose deleted rows the catalog tells twice: DuckLake 1.0 then shows each of its rows several times, and some
// that were deleted. Two clients have changed rows of one table at the same time, without a lock that both know.
type Anomaly struct {
	Schema, Table, File string
	DeleteFiles         int64
}

// Anomalies looks at a table, or with an empty name at all of them.
func (m *Images) Anomalies(ctx context.Context, schema, table string) ([]Anomaly, error) {
	twice, err := m.rows(ctx, "SELECT 1 FROM $META.ducklake_delete_file WHERE end_snapshot IS NULL GROUP BY data_file_id HAVING count(*) > 1 LIMIT 1")
	if err != nil || len(twice) == 0 {
		return nil, err // as nearly always, after one scan
	}
	only := ""
	if table != "" {
		only = " WHERE lower(schema_name) = lower(" + literal(schema) + ") AND lower(table_name) = lower(" + literal(table) + ")"
	}
	rows, err := m.rows(ctx, "SELECT schema_name, table_name, data_file, delete_files FROM shim.lakewire.anomalies"+only+" ORDER BY ALL")
	out := make([]Anomaly, len(rows))
	for i, r := range rows {
		out[i] = Anomaly{Schema: r[0].(string), Table: r[1].(string), File: r[2].(string), DeleteFiles: r[3].(int64)}
	}
	return out, err
}

// String tells of it in a few words.
func (a *Anomaly) String() string {
	return a.Schema + "." + a.Table + ": " + a.File + " has " + strconv.FormatInt(a.DeleteFiles, 10) + " delete files"
}
