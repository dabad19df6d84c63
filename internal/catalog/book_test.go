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

// TestBookJoined: a book that is made out of another finds what one that is made of all finds.
func TestBookJoined(t *testing.T) {
	rel := func(oid int64, name string) named { return named{oid, "public", name, true, oid} }
	last := &book{rels: []named{rel(10, "d"), rel(20, "b"), {24, "public", "b_pkey", false, 20}, rel(30, "a"), rel(40, "c")}}
	b := &book{rels: []named{rel(50, "a"), rel(20, "z"), rel(5, "c")}}
	whole := &book{rels: []named{rel(10, "d"), rel(20, "z"), rel(30, "a"), rel(50, "a"), rel(5, "c")}}
	for _, x := range []*book{last, b, whole} {
		x.sort()
	}
	b.join(last, map[int64]bool{20: true, 40: true, 50: true})
	require.Equal(t, whole.rels, b.rels)
	names := func(x *book) (out []string) {
		for _, i := range x.byName {
			out = append(out, x.rels[i].name)
		}
		return out
	}
	require.Equal(t, names(whole), names(b))
}

// TestVisibleIsRemembered for each search path.
func TestVisibleIsRemembered(t *testing.T) {
	b := &book{rels: []named{{16388, "public", "a", true, 16388}, {16392, "s", "a", true, 16392}}}
	b.sort()
	require.Same(t, b.sight("public"), b.sight("public"))
	s := b.sight("s")
	require.Equal(t, uint32(unknown), s.known[0].Load())
	require.NotSame(t, s, b.sight("public"))
}
