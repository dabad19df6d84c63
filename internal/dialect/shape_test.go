package dialect

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"lakewire/internal/pgtypes"
)

var spaces = regexp.MustCompile(` +([,:]|$| )`)

func packed(sql string) string { return strings.TrimSpace(spaces.ReplaceAllString(sql, "$1")) }

// catalogSchema has two relations whose rows lie in tables, and a view.
var catalogSchema = fakeSchema{
	"pg_catalog.pg_class":     {OID: 1259, System: true, Stored: true, Columns: []Column{{Name: "oid", Type: pgtypes.OIDOID}, {Name: "relname", Type: pgtypes.OIDName}, {Name: "relkind", Type: pgtypes.OIDChar}}},
	"pg_catalog.pg_attribute": {OID: 1249, System: true, Stored: true, Columns: []Column{{Name: "attrelid", Type: pgtypes.OIDOID}, {Name: "attname", Type: pgtypes.OIDName}, {Name: "attnum", Type: pgtypes.OIDInt2}}},
	"pg_catalog.pg_database":  {OID: 1262, System: true, Columns: []Column{{Name: "datname", Type: pgtypes.OIDName}}},
	"t":                       {OID: 20000, Columns: []Column{{Name: "a", Type: pgtypes.OIDName}}},
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		query, shape string // "" where it has none
		asked        []string
	}{
		{`select oid from pg_catalog.pg_class where relname = 'it''s'`, `select oid from pgc.pg_class where lw_asked_name(relname, $SLOT, 0)`, []string{"it's"}},
		{`select c.oid from pg_catalog.pg_class c where c.relname like 'a\_b' and c.relkind = 'r'`, `select c.oid from pgc.pg_class c where lw_asked_name(c.relname, $SLOT, 0) and c.relkind = 'r'`, []string{"a_b"}},
		{`select c.oid from pg_catalog.pg_class c where c.relname operator(pg_catalog.~) '^(ab)$' collate pg_catalog.default`, `select c.oid from pgc.pg_class c where lw_asked_name(c.relname, $SLOT, 0)`, []string{"ab"}},
		{`select a.attname from pg_catalog.pg_attribute a where a.attrelid = '16400' and a.attname = 'x'`, `select a.attname from pgc.pg_attribute a where lw_asked_oid(a.attrelid::BIGINT, $SLOT, 0) and lw_asked_name(a.attname, $SLOT, 1)`, []string{"16400", "x"}},
		{`select * from (select oid from pg_catalog.pg_class c where c.oid = 16400) c`, `select * from (select oid from pgc.pg_class c where lw_asked_oid(c.oid::BIGINT, $SLOT, 0)) c`, []string{"16400"}},
		{`select oid from pg_catalog.pg_class where relname = 'pg_class' or relname = 'public' or oid = 1259`, "", nil},
		{`select oid from pg_catalog.pg_class where relname <> 'a' and relname like 'a%' and relname ~ '^a.$' and oid = '99999999999'`, "", nil},
		{`select datname from pg_catalog.pg_database where datname = 'lake'`, "", nil},
		{`select x from (select 'a'::name as x) s, pg_catalog.pg_class where x = 'b'`, "", nil},
		{`select relname = 'a' from pg_catalog.pg_class`, "select lw_asked_name(relname, $SLOT, 0) from pgc.pg_class", []string{"a"}},
		{`select c.oid from pg_catalog.pg_class c, t where c.relname = 'a'`, "", nil},
		{`select oid from pg_catalog.pg_class where relname = $1 and oid = 16400`, "", nil},
	} {
		st, err := one(t, c.query).Analyse(catalogSchema, nil)
		require.NoError(t, err, c.query)
		sh := st.Shaped()
		if c.shape == "" {
			assert.Nil(t, sh, c.query)
			continue
		}
		if assert.NotNil(t, sh, c.query) {
			assert.Equal(t, c.asked, sh.Asked, c.query)
			assert.Equal(t, c.shape, packed(sh.SQL), c.query)
			assert.Nil(t, st.Led("EXPLAIN ").Shaped(), "another text has not its shape")
		}
	}
}

func TestPatternsOfOneText(t *testing.T) {
	for _, c := range [][2]string{
		{`like 'ab'`, `= 'ab'`}, {`not like 'a\%b'`, `<> 'a%b'`}, {`~~ 'a\\b'`, `= 'a\b'`}, {`~ '^ab$'`, `= 'ab'`}, {`!~ '^(a-b)$'`, `<> 'a-b'`},
		{`like 'a_b'`, ``}, {`like 'ab\'`, ``}, {`like 'ab' escape 'b'`, ``}, {`ilike 'ab'`, ``}, {`~ 'ab'`, ``}, {`~ '^(a|b)$'`, ``}, {`~ '^a)(b$'`, ``}, {`~* '^ab$'`, ``}, {`~ '^a+$'`, ``},
	} {
		st, err := one(t, "select a from t where a "+c[0]).Analyse(catalogSchema, nil)
		require.NoError(t, err, c[0])
		got := packed(st.SQL)
		if c[1] != "" {
			assert.Equal(t, "select a from t where a "+c[1], got)
		} else {
			assert.NotContains(t, got, "where a = ", c[0])
		}
	}
}
