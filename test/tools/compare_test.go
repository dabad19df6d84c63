package tools

import (
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/pmezard/go-difflib/difflib"
	"github.com/stretchr/testify/require"
)

// compare asks a client on both servers at once, and holds its answers against each other, one subtest a check.
func compare(t *testing.T, client string, ask func(t *testing.T, to target) answers) {
	t.Helper()
	targets := both(t)
	var got [2]answers
	var wg sync.WaitGroup
	for i, to := range targets {
		wg.Go(func() { got[i] = ask(t, to) })
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	want, ours := got[0], got[1]
	require.NotEmpty(t, want.order, "no checks")
	require.Equal(t, want.version, ours.version, "one program, one version")
	listed := deviationsOf(t, client)
	alike := 0
	for _, check := range want.order {
		t.Run(check, func(t *testing.T) {
			diff := difference(want.lines[check], ours.lines[check])
			if len(diff) == 0 {
				alike++
			}
			if unexplained := listed.judge(check, diff); len(unexplained) > 0 {
				t.Errorf("- PostgreSQL, + lakewire:\n%s", clip(strings.Join(unexplained, "\n"), 6000))
			}
		})
	}
	record(t, result{client: client, version: want.version, test: t.Name(), lists: len(want.order), alike: alike})
	for _, d := range listed {
		if !d.met && d.isAbout(want.order) {
			t.Errorf("deviations.tsv: %s, %s, %q is no more: take the line away", d.client, d.check, d.line)
		}
	}
}

// temporaryNames are numbers of a session, and of a relation that the two servers number for themselves.
var temporaryNames = regexp.MustCompile(`\b(pg_temp|pg_toast|pg_toast_temp)_\d+`)

// sizes are those of files: Parquet's here, pages there.
var sizes = regexp.MustCompile(`\b\d+ (bytes|kB|MB)(\||$)`)

// difference is a diff without its context: lines of PostgreSQL begin with -, ours with +.
func difference(want, got []string) []string {
	prepared := func(lines []string) []string {
		out := make([]string, len(lines))
		for i, l := range lines {
			out[i] = sizes.ReplaceAllString(temporaryNames.ReplaceAllString(l, "${1}_N"), "SIZE$2") + "\n"
		}
		return out
	}
	text, _ := difflib.GetUnifiedDiffString(difflib.UnifiedDiff{A: prepared(want), B: prepared(got), Context: 0})
	var lines []string
	for l := range strings.Lines(text) {
		if !strings.HasPrefix(l, "@@") && !strings.HasPrefix(l, "--- ") && !strings.HasPrefix(l, "+++ ") {
			lines = append(lines, strings.TrimSuffix(l, "\n"))
		}
	}
	return lines
}

func clip(s string, n int) string {
	if len(s) > n {
		return s[:n] + "…"
	}
	return s
}
