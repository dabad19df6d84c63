package session_test

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// What the lake must make anew goes on under its OID and with its columns' numbers, in the transaction that does it and after: as in
// PostgreSQL, where it is the same relation.
func TestIdentityStays(t *testing.T) {
	c := connect(t, sessiontest.Start(t), pgx.QueryExecModeSimpleProtocol)
	do := func(sqls ...string) {
		t.Helper()
		for _, sql := range sqls {
			_, err := c.Exec(ctx(t), sql)
			require.NoError(t, err, sql)
		}
	}
	// all tells the OIDs of the table and the view, as RowDescription has them too, and of the function, the columns' numbers, the key's, and those that the view stands on.
	all := func() []string {
		t.Helper()
		var oids [2]uint32
		for i, name := range []string{"t", "v"} {
			rows, err := c.Query(ctx(t), "select * from "+name)
			require.NoError(t, err)
			oids[i] = rows.FieldDescriptions()[0].TableOID
			rows.Close()
		}
		var table, view uint32
		var function, columns, key, uses string
		require.NoError(t, c.QueryRow(ctx(t), `select 't'::regclass::oid, (select oid from pg_class where relname = 'v'), (select oid::text from pg_proc where proname = 'f'),
			(select string_agg(attname || attnum, ' ' order by attnum) from pg_attribute where attrelid = 't'::regclass and attnum > 0 and not attisdropped),
			(select conkey[1]::text from pg_constraint where conrelid = 't'::regclass),
			(select string_agg(refobjid::regclass || ' ' || refobjsubid, ', ' order by refobjsubid) from pg_depend d join pg_rewrite r on r.oid = d.objid where ev_class = 'v'::regclass and refobjsubid > 0)`).
			Scan(&table, &view, &function, &columns, &key, &uses))
		require.Equal(t, oids, [2]uint32{table, view})
		return []string{fmt.Sprint(table, view), function, columns, key, uses}
	}
	do("create table t (a int primary key, b int, c text)", "create view v as select a, c from t", "create function f(x int) returns int language sql as 'select x + 1'")
	was := all()
	require.Equal(t, []string{"a1 b2 c3", "1", "t 1, t 3"}, was[2:])
	do("begin", "alter table t drop column b", "alter table t add column d int", "alter table t drop column d", "alter table t add column e int", "alter table t rename c to cc",
		"create or replace view v as select a, cc as c, e from t", "create or replace function f(x int) returns int language sql as 'select x + 2'")
	is := append(was[:2:2], "a1 cc3 e5", "1", "t 1, t 3, t 5")
	require.Equal(t, is, all())
	do("commit")
	require.Equal(t, is, all())
	do("alter table t alter e set not null", "comment on view v is 'x'", "alter table t rename e to g")
	is[2] = "a1 cc3 g5"
	require.Equal(t, is, all())
}
