package dialect

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgtypes"
)

// TestCatalogOrder holds which lists of the catalog get an order that nobody has asked for.
func TestCatalogOrder(t *testing.T) {
	system := &Relation{System: true, Columns: []Column{{Name: "oid", Type: pgtypes.OIDOID, Mod: -1}, {Name: "relname", Type: pgtypes.OIDName, Mod: -1}, {Name: "attrelid", Type: pgtypes.OIDOID, Mod: -1}, {Name: "attnum", Type: pgtypes.OIDInt2, Mod: -1}}}
	schema := fakeSchema{"pg_class": system, "pg_attribute": system, "t": {Columns: system.Columns}}
	for text, want := range map[string]string{
		"select distinct on (c.relname, oid) oid from pg_class c":                                                                         "c.relname, oid",
		"select distinct on (lower(relname)) oid from pg_class":                                                                           "",
		"select distinct on (relname) oid from t":                                                                                         "",
		"select a.attnum from pg_class c join pg_attribute a on a.attrelid = c.oid":                                                       `"a".attrelid, "a".attnum`,
		"select a.attnum from pg_class c, pg_attribute a where upper(c.relname) = 'X'":                                                    `"a".attrelid, "a".attnum`,
		"select a.attnum from pg_class c join pg_attribute a on a.attrelid = c.oid order by a.attnum":                                     "",
		"select a.attnum from pg_class c join pg_attribute a on a.attrelid = c.oid limit 1":                                               "",
		"select max(a.attnum) from pg_class c join pg_attribute a on a.attrelid = c.oid":                                                  "",
		"select a.attnum, count(*) from pg_class c join pg_attribute a on a.attrelid = c.oid group by 1":                                  "",
		"select distinct a.attnum from pg_class c join pg_attribute a on a.attrelid = c.oid":                                              "",
		"select max(a.attnum), array_agg(a.attnum) from pg_class c join pg_attribute a on a.attrelid = c.oid":                             `"a".attrelid, "a".attnum) from pg_class c join pg_attribute a on a.attrelid = c.oid`,
		"select array_agg(distinct a.attnum), array_agg(attnum order by c.oid) from pg_class c join pg_attribute a on a.attrelid = c.oid": "",
		"select attnum, attrelid::text from pg_attribute":                                                                                 `"pg_attribute".attrelid, "pg_attribute".attnum`,
		"select attnum from pg_attribute":                                                                                                 "",
		"select a.attnum from t join pg_attribute a on a.attrelid = t.oid":                                                                "",
	} {
		st, err := one(t, text).Analyse(schema, nil)
		require.NoError(t, err, text)
		_, by, _ := strings.Cut(st.SQL, " ORDER BY ")
		if strings.Contains(text, "order by") {
			by = ""
		}
		require.Equal(t, want, by, text)
	}
}
