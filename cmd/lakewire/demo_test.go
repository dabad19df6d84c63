package main

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheDemoIsWholeInOnePartOrTwo: the generator splits every table over its parts, the five regions too.
func TestTheDemoIsWholeInOnePartOrTwo(t *testing.T) {
	counts := map[string][8]int{}
	for _, parts := range []string{"1", "2"} {
		dir := t.TempDir()
		load := command(nil, "demo", "tpch", "--sf", "0.01", "--parts", parts, "--dir", dir, "--extension-dir", extensionDir(t))
		out, err := load.CombinedOutput()
		require.NoError(t, err, string(out))
		again := command(nil, "demo", "tpch", "--sf", "0.01", "--dir", dir, "--extension-dir", extensionDir(t))
		require.Contains(t, fails(t, again), "--replace")

		c := start(t, dir, withPassword()).connect()
		var n [8]int
		for i, table := range tpchTables {
			require.NoError(t, c.QueryRow(context.Background(), "select count(*) from public."+table).Scan(&n[i]))
		}
		counts[parts] = n
	}
	require.Equal(t, counts["1"], counts["2"])
	require.Equal(t, [8]int{5, 25, 100, 1500, 2000, 8000, 15000, 60175}, counts["1"]) // of TPC-H's definition at 0.01
}

func TestTheQueriesCanBePrinted(t *testing.T) {
	out, err := command(nil, "demo", "tpch-queries", "--extension-dir", extensionDir(t)).Output()
	require.NoError(t, err)
	require.Equal(t, 22, strings.Count(string(out), "-- Q"))
	require.Contains(t, string(out), "-- Q22\n")
}
