package integration

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

// TestPostgresCatalog: the lake's metadata in a real PostgreSQL, its files in a folder, and two servers on it, each of which
// sees at once what the other has committed; a restart loses nothing, and neither does a server that is killed.
func TestPostgresCatalog(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	args := []string{"--catalog", pg.URL(), "--data-path", t.TempDir()}
	first := lakeserver.Run(t, lakeserver.Options{Args: args})
	a := connect(t, first)
	exec1(t, a, "create table ships (id int4, name text, built date)")
	exec1(t, a, "insert into ships select i, 'ship ' || i, date '2000-01-01' + i from generate_series(1, 1000) as g(i)")
	exec1(t, a, "update ships set name = 'flag ship' where id = 7")
	exec1(t, a, "delete from ships where id > 990")

	second := lakeserver.Run(t, lakeserver.Options{Args: args})
	b := connect(t, second)
	require.EqualValues(t, 990, count(t, b, "select count(*) from ships"))
	require.EqualValues(t, 7, count(t, b, "select id from ships where name = 'flag ship' and built = '2000-01-08'"))

	exec1(t, b, "insert into ships values (1001, 'late', null)")
	exec1(t, b, "alter table ships add column crew int4")
	exec1(t, b, "update ships set crew = 12 where id = 1001")
	require.EqualValues(t, 991, count(t, a, "select count(*) from ships"))
	require.EqualValues(t, 12, count(t, a, "select crew from ships where id = 1001"))

	exec1(t, a, "begin")
	exec1(t, a, "insert into ships (id) values (2000)")
	require.EqualValues(t, 0, count(t, b, "select count(*) from ships where id = 2000"), "not committed")
	exec1(t, a, "rollback")

	exec1(t, a, "create table both_ways (i int4)")
	exec1(t, b, "insert into both_ways values (1), (2)")
	require.EqualValues(t, 3, count(t, a, "select sum(i) from both_ways"))

	require.NoError(t, first.Stop())
	second.Kill()
	again := lakeserver.Run(t, lakeserver.Options{Args: args})
	c := connect(t, again)
	require.EqualValues(t, 991, count(t, c, "select count(*) from ships"))
	require.EqualValues(t, 12, count(t, c, "select crew from ships where id = 1001"))
	exec1(t, c, "drop table both_ways")
}
