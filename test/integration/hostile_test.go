package integration

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
)

// TestHostileTexts: whatever a statement looks like, the process survives it, and the same session's next one works.
func TestHostileTexts(t *testing.T) {
	s := lakeserver.Run(t, lakeserver.Options{})
	n := func(k int, s string) string { return strings.Repeat(s, k) }
	texts := map[string]string{
		"sum_50k":            "select 1" + n(50_000, "+1"),
		"sum_200k":           "select 1" + n(200_000, "+1"),
		"and_50k":            "select true" + n(50_000, " and true"),
		"or_50k":             "select 1 where 1=1" + n(50_000, " or 1=2"),
		"concat_50k":         "select 'a'" + n(50_000, "||'a'"),
		"comparison_chain":   "select 1 where " + n(50_000, "1 < 2 and ") + "true",
		"parentheses_50k":    "select " + n(50_000, "(") + "1" + n(50_000, ")"),
		"parentheses_2k":     "select " + n(2_000, "(") + "1" + n(2_000, ")"),
		"parentheses_open":   "select " + n(100_000, "("),
		"unary_minus":        "select " + n(50_000, "- ") + "1",
		"not_50k":            "select " + n(50_000, "not ") + "true",
		"casts_50k":          "select 1" + n(50_000, "::int4"),
		"subscripts_20k":     "select array[1]" + n(20_000, "[1]"),
		"in_list_100k":       "select 1 where 1 in (" + n(100_000, "2,") + "1)",
		"values_100k":        "select count(*) from (values (1)" + n(100_000, ",(1)") + ") as v(x)",
		"union_5k":           "select 1" + n(5_000, " union all select 1"),
		"union_50k":          "select 1" + n(50_000, " union select 1"),
		"subqueries_5k":      n(5_000, "select * from (") + "select 1" + n(5_000, ") as s"),
		"scalar_subqueries":  n(5_000, "select (") + "select 1" + n(5_000, ")"),
		"nested_arrays_10k":  "select " + n(10_000, "array[") + "1" + n(10_000, "]"),
		"nested_lists_10k":   "select " + n(10_000, "[") + "1" + n(10_000, "]"),
		"case_10k":           "select " + n(10_000, "case when true then ") + "1" + n(10_000, " end"),
		"case_arms_50k":      "select case" + n(50_000, " when false then 1") + " end",
		"functions_10k":      "select " + n(10_000, "abs(") + "1" + n(10_000, ")"),
		"joins_1k":           "select 1 from (select 1) a" + n(1_000, " cross join (select 1) b"),
		"ctes_2k":            "with " + n(2_000, "a as (select 1), ") + "b as (select 1) select 1",
		"columns_100k":       "select 1" + n(100_000, ",1"),
		"order_by_50k":       "select 1 order by 1" + n(50_000, ",1"),
		"semicolons_1m":      n(1_000_000, ";"),
		"statements_10k":     n(10_000, "select 1;"),
		"comment_nest_50k":   n(50_000, "/*") + n(50_000, "*/") + "select 1",
		"comment_open":       n(100_000, "/*"),
		"dollar_quotes":      "select " + n(50_000, "$a$"),
		"long_string_10mb":   "select length('" + n(10<<20, "x") + "')",
		"long_identifier":    `select 1 as "` + n(1<<20, "x") + `"`,
		"interval_nonsense":  "select '" + n(100_000, "1 day ") + "'::interval",
		"json_deep":          "select '" + n(100_000, "[") + n(100_000, "]") + "'::json",
		"regexp_bomb":        "select regexp_matches('" + n(30, "a") + "', '(a+)+$b')",
		"create_wide":        "create table hostile_wide (c0 int4" + wide(5_000) + ")",
		"insert_deep":        "insert into hostile_missing values (" + n(20_000, "(") + "1" + n(20_000, ")") + ")",
		"explain_sum":        "explain select 1" + n(50_000, "+1"),
		"prepare_sum":        "prepare hostile as select 1" + n(50_000, "+1"),
		"declare_sum":        "begin; declare hostile cursor for select 1" + n(50_000, "+1") + "; rollback",
		"repeat_2g":          "select length(repeat('x', 2147483648))",
		"repeat_of_repeat":   "select length(repeat(repeat('x', 100000), 100000))",
		"lpad_2g":            "select length(lpad('x', 2147483647, 'y'))",
		"range_array":        "select length(array_agg(i)::text) from range(50000000) as r(i)",
		"generate_series":    "select count(*) from generate_series(1, 9223372036854775807) as g(x) limit 1",
		"recursive_for_ever": "with recursive r(i) as (select 1 union all select i + 1 from r) select count(*) from r",
	}
	for name, sql := range texts {
		t.Run(name, func(t *testing.T) { survives(t, s, sql, pgx.QueryExecModeSimpleProtocol) })
		t.Run(name+"_extended", func(t *testing.T) { survives(t, s, sql, pgx.QueryExecModeExec) })
	}
}

func wide(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(", c int4")
	}
	return b.String()
}

// survives runs one text with a short statement_timeout. Any answer is good, an error too, if it comes.
func survives(t *testing.T, s *lakeserver.Server, sql string, mode pgx.QueryExecMode) {
	t.Helper()
	c := connect(t, s)
	exec1(t, c, "set statement_timeout = '1500ms'")
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	_, err := c.Exec(ctx, sql, mode)
	if ctx.Err() != nil {
		t.Fatalf("no answer within 20 s")
	}
	if got := state(err); err != nil && len(got) != 5 {
		t.Errorf("not an answer but a broken connection: %s", got)
	}
	if c.IsClosed() {
		c = connect(t, s)
	}
	exec1(t, c, "set statement_timeout = 0")
	require.EqualValues(t, 2, count(t, c, "select 1 + 1"), "the next statement")
}
