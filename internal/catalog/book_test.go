package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestBook: names are found as on PostgreSQL's search path: temporary relations first, then pg_catalog unless it is named, then the path.
func TestBook(t *testing.T) {
	b := &book{rels: []named{{16388, "public", "a", true, 16388}, {16392, "s", "a", true, 16392}, {16396, "s", "only", true, 16396}, {16400, "pg_temp_1", "tmp", true, 16400}, {16404, "s", "tmp", true, 16404},
		{16408, "public", "pg_class", true, 16408}, {16412, "public", "a_pkey", false, 16412}, {16416, "Odd", "x y", true, 16416}}}
	b.sort()
	find := func(path, schema, name string) int64 {
		oid, _ := b.find(path, schema, name)
		return oid
	}
	require.Equal(t, int64(16388), find("public\x01s", "", "a"))
	require.Equal(t, int64(16392), find("s\x01public", "", "a"))
	require.Equal(t, int64(0), find("public", "", "only"))
	require.Equal(t, int64(16396), find("public", "s", "only"))
	require.Equal(t, int64(16400), find("s", "", "tmp"))
	require.Equal(t, int64(16400), find("s", "pg_temp", "tmp"))
	require.Equal(t, int64(1259), find("public", "", "pg_class"))
	require.Equal(t, int64(16408), find("public\x01pg_catalog", "", "pg_class"))
	for _, x := range []struct {
		path string
		oid  int64
		want string
	}{{"public", 16388, "a"}, {"s\x01public", 16388, "public.a"}, {"public", 16416, `"Odd"."x y"`}, {"public", 16408, "public.pg_class"}, {"s", 16404, "s.tmp"}, {"", 1259, "pg_class"}} {
		got, ok := b.shown(x.path, x.oid)
		require.True(t, ok)
		require.Equal(t, x.want, got)
	}
	for oid, want := range map[int64]string{16389: "a", 16390: "a[]", 16393: "s.a", 83: "pg_class", 75: "pg_attribute"} {
		got, ok := b.typeShown("public\x01s", oid)
		require.True(t, ok)
		require.Equal(t, want, got)
	}
	_, ok := b.typeShown("public", 16413) // an index has no row type
	require.False(t, ok)
	oid, _ := b.typeNamed("s\x01public", "", "_a")
	require.Equal(t, int64(16394), oid)
}
