package dialect

import (
	"strings"
	"testing"

	"lakewire/internal/pgerr"
)

// TestGate holds what would overflow a stack, or plan for minutes, to 54001, and lets pass what real clients send.
func TestGate(t *testing.T) {
	rep := strings.Repeat
	nest := func(open string, n int, middle, close string) string { return rep(open, n) + middle + rep(close, n) }
	for name, text := range map[string]string{
		"plus":       "select " + rep("1+", 50000) + "1",
		"concat":     "select " + rep("a||", 5000) + "a from t",
		"parens":     "select " + nest("(", 5000, "1", ")"),
		"functions":  "select " + nest("abs(", 900, "1", ")"),
		"not":        "select " + rep("not ", 5000) + "true",
		"minus":      "select " + rep("- ", 5000) + "1",
		"casts":      "select 1" + rep("::int", 5000),
		"collate":    "select 'a'" + rep(" collate x", 5000),
		"is null":    "select 1" + rep(" is null", 5000),
		"cases":      "select " + nest("case when true then ", 1000, "1", " end"),
		"lists":      "select " + nest("[", 1000, "1", "]"),
		"structs":    "select " + nest("{'a':", 1000, "1", "}"),
		"subscripts": "select a" + rep("[1]", 5000) + " from t",
		"dots":       "select x" + rep(".a", 50000) + " from t",
		"unions":     "select 1" + rep(" union all select 1", 20000),
		"excepts":    "select 1" + rep(" except select 1", 5000),
		"joins":      "select 1 from t" + rep(" join t on true", 2000),
		"commas":     "select 1 from t" + rep(", t", 2000),
		"subqueries": "select " + nest("(select ", 30, "1", ")"),
		"exists":     "select 1 where " + nest("exists (select 1 where ", 30, "true", ")"),
		"ctes":       "with a as (select 1)" + rep(", b as (select 1)", 3000) + " select 1",
		"lambdas":    "select " + nest("list_transform([1], lambda x: ", 100, "x", ")"),
		"from first": nest("from (", 1000, "from t", ")"),
		"explain":    rep("explain ", 5000) + "select 1",
		"or":         "select 1 from t where a = 1" + rep(" or a = 1", 50000),
		"pluses":     "select 1 " + rep("+", 1<<20) + "1",
		"and":        "select true" + rep(" and true", 50000),
		"arrows":     "select a" + rep("->'b'", 24) + " from t",
		"types":      "select null::" + nest("struct(a ", 1000, "int", ")"),
		"arrays":     "select null::int" + rep("[]", 5000),
	} {
		if _, err := translate(text, Key{}); !pgerr.Is(err, pgerr.StatementTooComplex) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := translate("select 1"+rep(",1", 100000), Key{}); !pgerr.Is(err, pgerr.TooManyColumns) {
		t.Errorf("targets: %v", err)
	}
	for name, text := range map[string]string{
		"arrows":      "select a->'b'->>'c'" + rep(" || (a->'b'->>'c')", 100) + rep(" || a->>'b'", 50) + " from t",
		"rows":        "insert into t values (1, 'a', null)" + rep(", (2, 'b', -1.5)", 30000),
		"params":      "insert into t (a, b) values ($1, $2)" + rep(", ($3, $4)", 10000),
		"in":          "select 1 from t where a in (1" + rep(", 2", 50000) + ")",
		"in strings":  "select 1 from t where a in ('1'" + rep(", 'abc'", 50000) + ")",
		"and":         "select 1 from t where a = 1" + rep(" and (b <> 2 or c is not null)", 2000),
		"or":          "select 1 from t where a = 1" + rep(" or (b = 2 and c = 3)", 2000),
		"case":        "select case" + rep(" when a = 1 then -b * 2", 5000) + " else 0 end from t",
		"columns":     "select a" + rep(", a + 1 as b", 1600) + " from t",
		"union":       "select 1" + rep(" union all select a from t where b = 2", 1000),
		"joins":       "select 1 from t" + rep(" left join u on u.a = t.a and u.b = 1", 100),
		"sum":         "select a" + rep(" + a", 100) + " from t",
		"deep":        "select " + nest("coalesce(", 100, "a", ", 1)") + " from t",
		"from nested": nest("select * from (", 100, "select 1 as a", ") x"),
		"nots":        "select 1 from t where " + rep("not a = 1 and ", 1000) + "true",
		"in queries":  "select 1 from t where " + rep("a in (select b from u) and ", 200) + "true",
		"ctes":        "with a as (select 1)" + rep(", b as (select * from t where a in (select 1))", 100) + " select 1",
	} {
		if _, err := translate(text, Key{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
