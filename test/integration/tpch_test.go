package integration

import (
	"context"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
	"lakewire/test/reference"
)

// TestTPCH asks all 22 queries over the wire, in text and in binary, and compares with DuckDB alone on the same data.
func TestTPCH(t *testing.T) {
	s, ref := shared(t), reference.Open(t, scale)
	queries := ref.Rows(t, "select query_nr, query from tpch_queries() order by 1")
	require.Len(t, queries, 22)
	text, binary := connect(t, s), connect(t, s)
	for _, q := range queries {
		sql := strings.TrimRight(strings.TrimSpace(q[1]), ";")
		t.Run("q"+q[0], func(t *testing.T) {
			want := canonical(ref.Rows(t, sql))
			same(t, want, canonical(ask(t, text, sql, pgx.QueryExecModeSimpleProtocol)), "text")
			same(t, want, canonical(ask(t, binary, sql, pgx.QueryExecModeDescribeExec)), "binary")
		})
	}
}

func TestTPCHRowCounts(t *testing.T) {
	c, ref := connect(t, shared(t)), reference.Open(t, scale)
	for _, table := range []string{"lineitem", "orders", "customer", "part", "partsupp", "supplier", "nation", "region"} {
		want, err := strconv.ParseInt(ref.Rows(t, "select count(*) from "+table)[0][0], 10, 64)
		require.NoError(t, err)
		require.Equal(t, want, count(t, c, "select count(*) from "+table), table)
	}
}

// TestDemoRefusesAServedLake: the command says that a server holds the lake.
func TestDemoRefusesAServedLake(t *testing.T) {
	s := shared(t)
	err := demo(s.Dir)
	require.Error(t, err)
	require.Contains(t, err.Error(), strconv.Itoa(s.PID()), "the message names the process that holds the lake")
}

// ask reads a whole answer as text, whichever format it travelled in.
func ask(t testing.TB, c *pgx.Conn, sql string, mode pgx.QueryExecMode) [][]string {
	t.Helper()
	rows, err := c.Query(context.Background(), sql, mode)
	require.NoError(t, err, sql)
	defer rows.Close()
	var out [][]string
	for rows.Next() {
		values, err := rows.Values()
		require.NoError(t, err)
		row := make([]string, len(values))
		for i, v := range values {
			row[i] = asText(t, v)
		}
		out = append(out, row)
	}
	require.NoError(t, rows.Err(), lakeserver.Tail(sql, 200))
	return out
}

func asText(t testing.TB, v any) string {
	switch x := v.(type) {
	case nil:
		return `\N`
	case time.Time:
		return x.Format("2006-01-02")
	case pgtype.Numeric:
		b, err := x.MarshalJSON()
		require.NoError(t, err)
		return string(b)
	default:
		return fmt.Sprint(x)
	}
}

// canonical sorts rows and rounds numbers: the order of ties and the last digit of a sum of floats are not promised.
func canonical(rows [][]string) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		cells := make([]string, len(r))
		for j, v := range r {
			cells[j] = v
			if f, err := strconv.ParseFloat(v, 64); err == nil && !math.IsInf(f, 0) {
				cells[j] = strconv.FormatFloat(f, 'e', 9, 64)
			}
		}
		out[i] = strings.Join(cells, "|")
	}
	sort.Strings(out)
	return out
}

func same(t *testing.T, want, got []string, format string) {
	t.Helper()
	if len(want) != len(got) {
		t.Errorf("%s: %d rows, want %d", format, len(got), len(want))
	}
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			t.Errorf("%s: row %d\n got %s\nwant %s", format, i, got[i], want[i])
			return
		}
	}
}
