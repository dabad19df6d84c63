package dialect

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRedirect(t *testing.T) {
	was := Name{Schema: "public", Name: "t"}
	for _, c := range []struct {
		query   string
		columns []string
		want    string // "" where it cannot be done
	}{
		{`SELECT a FROM t`, nil, `SELECT a FROM "s"."n" AS t`},
		{`SELECT t.a FROM public.t JOIN other.t o USING (a)`, nil, `SELECT t.a FROM "s"."n" AS t JOIN other.t o USING (a)`},
		{`SELECT x.a FROM t AS x, t y WHERE x.a IN (SELECT a FROM t)`, []string{"a", "B"}, `SELECT x.a FROM "s"."n" AS x(a, "B"), "s"."n" y(a, "B") WHERE x.a IN (SELECT a FROM "s"."n" AS t(a, "B"))`},
		{`SELECT p FROM t x(p)`, []string{"a"}, `SELECT p FROM "s"."n" x(p)`},
		{`SELECT 't', "t" FROM u`, nil, `SELECT 't', "t" FROM u`},
		{`WITH t AS (SELECT 1) SELECT * FROM t`, nil, ``},
		{`FROM t`, nil, ``},
	} {
		got, ok := Redirect(c.query, was, `"s"."n"`, c.columns)
		assert.Equal(t, c.want != "", ok, c.query)
		assert.Equal(t, c.want, got, c.query)
	}
}
