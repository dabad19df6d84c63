package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/engine"
)

// TestImageIsWhatIsLive compares the image with what the engine shows of the same lake, for every type and kind of object.
func TestImageIsWhatIsLive(t *testing.T) {
	e, _ := open(t)
	c := session(t, e)
	for _, sql := range []string{
		`CREATE SCHEMA "Other one"`,
		`CREATE TABLE t (a INTEGER NOT NULL DEFAULT 5, b DECIMAL(10,2), c VARCHAR[], d STRUCT(x INTEGER, y VARCHAR[]), e MAP(VARCHAR, INTEGER), j JSON, h HUGEINT, u USMALLINT,
			tz TIMESTAMPTZ, ts TIMESTAMP_S, def TIMESTAMP DEFAULT now(), s VARCHAR DEFAULT 'it''s', bo BOOLEAN DEFAULT true, li INTEGER[][], i INTERVAL, bl BLOB, uu UUID, ti TIME, f FLOAT, dd DOUBLE DEFAULT 1.5)`,
		`CREATE TABLE "Other one"."Mixed" ("Col" DATE)`,
		`CREATE VIEW v AS SELECT a, b, c FROM t`, `CREATE MACRO m(x, y) AS x + y`, `CREATE MACRO tm(x) AS TABLE SELECT x`,
		`COMMENT ON TABLE t IS 'tab'`, `COMMENT ON COLUMN t.a IS 'col'`, `COMMENT ON VIEW v IS 'vv'`,
	} {
		_, err := c.Exec(t.Context(), sql)
		require.NoError(t, err, sql)
	}
	version, _, err := NewImages(e).At(t.Context(), Latest)
	require.NoError(t, err)
	for what, cols := range map[string]string{
		"lw_sch": "oid, nspname", "lw_rel": "oid, nspname, nspoid, relname, relkind, relpersistence, natts, comment", "lw_func": "nspoid, proname, parameters, proretset",
		"lw_col": "attrelid, nspname, relname, relkind, attname, attnum, attnotnull, def, comment, atttypid, attndims, atttypmod, typlen, typstorage",
	} {
		q := fmt.Sprintf("SELECT %s FROM shim.pgc.%s ORDER BY ALL", cols, what)
		lists, err := LiveImage(nil, nil)
		require.NoError(t, err)
		require.NoError(t, c.Setup(t.Context(), lists...))
		live, err := c.Rows(t.Context(), q)
		require.NoError(t, err, q)
		own, err := UseOwn(nil)
		require.NoError(t, err)
		require.NoError(t, c.Setup(t.Context(), append(own, UseImage(strconv.FormatInt(version, 10))...)...))
		image, err := c.Rows(t.Context(), q)
		require.NoError(t, err, q)
		require.NotEmpty(t, live)
		require.Equal(t, live, image, what)
	}
}

// TestImagesChange: each schema version has an image of its own, columns keep their numbers, and old images go.
func TestImagesChange(t *testing.T) {
	e, _ := open(t)
	c := session(t, e)
	images := NewImages(e)
	names := func() string {
		version, _, err := images.At(t.Context(), Latest)
		require.NoError(t, err)
		require.NoError(t, c.Setup(t.Context(), UseImage(strconv.FormatInt(version, 10))...))
		rows, err := query(c, "SELECT attnum || attname FROM pg_attribute WHERE attrelid = lw_regclass('t') AND attnum > 0 ORDER BY attnum")
		require.NoError(t, err)
		return join(rows)
	}
	exec(t, c, "CREATE TABLE t (a INTEGER, b INTEGER)")
	require.Equal(t, "1a,2b", names())
	exec(t, c, "ALTER TABLE t DROP COLUMN a")
	exec(t, c, "ALTER TABLE t ADD COLUMN c TEXT")
	exec(t, c, "ALTER TABLE t RENAME COLUMN b TO d")
	require.Equal(t, "1........pg.dropped.1........,2d,3c", names())
	for i := range imagesMost + 3 {
		exec(t, c, fmt.Sprintf("CREATE TABLE more%d (a INTEGER)", i))
		names()
		for _, im := range images.held {
			im.used = im.used.Add(-2 * imageRest)
		}
	}
	require.LessOrEqual(t, len(images.held), imagesMost+1)
	// Rows that no image sees any more go when a good many images have gone.
	images.gone = sweepAfter
	exec(t, c, "CREATE TABLE last (a INTEGER)")
	names()
	require.Len(t, images.firsts(), 1)
	for _, table := range []string{"rel", "pg_attribute"} {
		rows, err := query(c, fmt.Sprintf("SELECT count(*) FROM shim.img.%s WHERE until BETWEEN 0 AND %d", table, slices.Collect(maps.Values(images.firsts()))[0]))
		require.NoError(t, err)
		require.Equal(t, "0", join(rows))
	}
}

// TestImageByDelta: an image made out of another is the one that is made from nothing.
func TestImageByDelta(t *testing.T) {
	e, _ := open(t)
	c := session(t, e)
	grown := NewImages(e)
	for i, sql := range []string{
		"CREATE TABLE a (x INTEGER, y VARCHAR)", "CREATE VIEW v AS SELECT * FROM a", "CREATE TABLE b (z INTEGER)", "ALTER TABLE a ALTER x TYPE BIGINT", "CREATE OR REPLACE VIEW v AS SELECT x, y FROM a",
		"COMMENT ON TABLE b IS 'b'", "COMMENT ON COLUMN b.z IS 'z'", "ALTER TABLE b ADD COLUMN w DATE", "CREATE MACRO f(x) AS x", "CREATE MACRO \"lakewire:comment:2615:11\"() AS 'c'", "ALTER TABLE b RENAME TO c", "CREATE SCHEMA s", "CREATE TABLE s.d (q TIME)",
		"COMMENT ON TABLE s.d IS 'x\n" + `lakewire:{"constraints":[{"kind":"p","name":"d_pkey","columns":["q"],"comment":"k"}]}'`, "DROP TABLE c",
		"DROP VIEW v", "DROP MACRO f",
	} {
		exec(t, c, sql)
		key, _, err := grown.At(t.Context(), Latest)
		require.NoError(t, err)
		got := rowsOf(t, c, key)
		grownBook, err := bookOf(key)
		require.NoError(t, err)
		afresh := NewImages(e)
		afresh.line = int64(100 * (i + 1))
		key, _, err = afresh.At(t.Context(), Latest)
		require.NoError(t, err)
		for table, rows := range rowsOf(t, c, key) {
			require.Equal(t, rows, got[table], "%s after %s", table, sql)
		}
		b, err := bookOf(key)
		require.NoError(t, err)
		require.Equal(t, b.rels, grownBook.rels, sql)
		require.Equal(t, []any{b.schemas, b.places, b.comments, b.hidden}, []any{grownBook.schemas, grownBook.places, grownBook.comments, grownBook.hidden}, sql)
	}
}

// TestImageBetween: an image may be asked for when the one after it stands already.
func TestImageBetween(t *testing.T) {
	e, _ := open(t)
	c := session(t, e)
	exec(t, c, "CREATE TABLE a (x INTEGER)")
	images := NewImages(e)
	_, _, err := images.At(t.Context(), Latest)
	require.NoError(t, err)
	for _, sql := range []string{"ALTER TABLE a ADD COLUMN y VARCHAR", "CREATE TABLE b (z INTEGER)", "ALTER TABLE a ADD COLUMN w DATE"} {
		exec(t, c, sql)
	}
	last, _, err := images.At(t.Context(), Latest)
	require.NoError(t, err)
	want := rowsOf(t, c, last)
	snapshots, err := c.Rows(t.Context(), "SELECT max(snapshot_id)::BIGINT FROM lake.snapshots()")
	require.NoError(t, err)
	for back := int64(1); back <= 2; back++ {
		key, _, err := images.At(t.Context(), snapshots[0][0].(int64)-back)
		require.NoError(t, err)
		require.Equal(t, last>>lineBits, key>>lineBits)
		afresh := NewImages(e)
		afresh.line = 100 * back
		alone, _, err := afresh.At(t.Context(), snapshots[0][0].(int64)-back)
		require.NoError(t, err)
		require.Equal(t, rowsOf(t, c, alone), rowsOf(t, c, key))
		require.Equal(t, want, rowsOf(t, c, last))
	}
}

// rowsOf gives all that an image sees.
func rowsOf(t *testing.T, c *engine.Conn, key int64) map[string][][]any {
	t.Helper()
	out := map[string][][]any{}
	for _, table := range owners() {
		rows, err := c.Rows(t.Context(), fmt.Sprintf("SELECT * EXCLUDE (since, until) FROM shim.img.%[1]s WHERE since <= %[2]d AND until > %[2]d ORDER BY ALL", table[0], key))
		require.NoError(t, err)
		out[table[0]] = rows
	}
	return out
}

// TestImageOfAPlan: a plan that was made for one image must not show what is there for the next, which may be made before it runs.
func TestImageOfAPlan(t *testing.T) {
	e, _ := open(t)
	c, other := session(t, e), session(t, e)
	images := NewImages(e)
	exec(t, other, "CREATE TABLE t (a INTEGER)")
	key, _, err := images.At(t.Context(), Latest)
	require.NoError(t, err)
	require.NoError(t, c.Setup(t.Context(), UseImage(strconv.FormatInt(key, 10))...))
	plans := map[string]*engine.Stmt{}
	for _, what := range []string{
		"1 FROM shim_image.pgc.pg_class WHERE relname IN ('t', 'u')", "1 FROM shim_image.pgc.pg_attribute WHERE attname = 'a'", "1 FROM shim.pgc.lw_rel", "1 FROM shim.pgc.lw_col",
		"1 FROM shim_image.pgc.pg_class WHERE reltuples > 50000", "1 FROM shim_image.pgc.pg_class WHERE relname = 't' AND relpages > 10",
	} {
		plans[what], err = c.Prepare(t.Context(), "SELECT count(*) = "+what)
		require.NoError(t, err)
		defer plans[what].Close()
	}
	exec(t, other, "INSERT INTO t FROM range(100000)")
	exec(t, other, "CREATE TABLE u (a INTEGER)")
	exec(t, other, "ALTER TABLE t ADD COLUMN b INTEGER")
	_, _, err = images.At(t.Context(), Latest)
	require.NoError(t, err)
	for what, plan := range plans {
		s, err := plan.Run(t.Context())
		require.NoError(t, err)
		ch, err := s.Next(t.Context())
		require.NoError(t, err)
		require.Equal(t, true, ch.Vector(0).Any(0), what)
		ch.Release()
		s.Close()
	}
}
