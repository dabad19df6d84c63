package tools

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var rewrite = flag.Bool("rewrite", false, "write what the clients said into results.tsv, and from there into docs/clients.md (make docs)")

// result is a line of results.tsv: how many lists of a client's were compared, and how many were alike but for nothing.
type result struct {
	client, version, test string
	lists, alike          int
}

const resultsFile = "results.tsv"

var resultsLock sync.Mutex

// results reads what was written down of each client.
func results(t *testing.T) []result {
	t.Helper()
	text, err := os.ReadFile(resultsFile)
	require.NoError(t, err)
	var all []result
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		require.Len(t, f, 5, line)
		lists, err := strconv.Atoi(f[3])
		require.NoError(t, err, line)
		alike, err := strconv.Atoi(f[4])
		require.NoError(t, err, line)
		all = append(all, result{client: f[0], version: f[1], test: f[2], lists: lists, alike: alike})
	}
	return all
}

// record holds a test's result against what is written down of its client, or writes it down.
func record(t *testing.T, r result) {
	t.Helper()
	resultsLock.Lock()
	defer resultsLock.Unlock()
	all := results(t)
	i := slices.IndexFunc(all, func(o result) bool { return o.client == r.client })
	if !*rewrite {
		if i < 0 {
			t.Logf("%s is not in %s: make docs writes it", r.client, resultsFile)
			return
		}
		assert.Equal(t, all[i], r, "%s is stale: make docs", resultsFile)
		return
	}
	if i < 0 {
		i, all = len(all), append(all, r)
	}
	all[i] = r
	slices.SortFunc(all, func(a, b result) int { return strings.Compare(strings.ToLower(a.client), strings.ToLower(b.client)) })
	out := "# What the tests here found: client, its version, test, lists compared, lists alike to the letter. Written by make docs.\n"
	for _, r := range all {
		out += fmt.Sprintf("%s\t%s\t%s\t%d\t%d\n", r.client, r.version, r.test, r.lists, r.alike)
	}
	require.NoError(t, os.WriteFile(resultsFile, []byte(out), 0o644))
}
