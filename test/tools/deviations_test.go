package tools

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// deviation is a line of deviations.tsv: in which checks of which clients which lines of the diff are as they are, and why.
// A * stands for any text; a line that begins with ± is told of both servers.
type deviation struct {
	client, check, line, reason string
	clients, checks, lines      *regexp.Regexp
	met                         bool
}

type deviations []*deviation

func pattern(s string) *regexp.Regexp {
	p := strings.ReplaceAll(regexp.QuoteMeta(s), `\*`, `.*`)
	if rest, ok := strings.CutPrefix(p, "±"); ok {
		p = "[-+]" + rest
	}
	return regexp.MustCompile("^(?s:" + p + ")$")
}

// deviationsOf reads what is listed for a client.
func deviationsOf(t *testing.T, client string) deviations {
	t.Helper()
	text, err := os.ReadFile("deviations.tsv")
	require.NoError(t, err)
	var all deviations
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		require.Len(t, f, 4, "client, check, line, reason: %q", line)
		require.Greater(t, len(f[3]), 10, "a deviation has a reason: %q", line)
		d := &deviation{client: f[0], check: f[1], line: f[2], reason: f[3], clients: pattern(f[0]), checks: pattern(f[1]), lines: pattern(f[2])}
		if d.clients.MatchString(client) {
			all = append(all, d)
		}
	}
	return all
}

// judge returns the lines of a diff that nothing explains.
func (all deviations) judge(check string, diff []string) (unexplained []string) {
	for _, line := range diff {
		explained := false
		for _, d := range all {
			if d.checks.MatchString(check) && d.lines.MatchString(line) {
				d.met, explained = true, true
				break
			}
		}
		if !explained {
			unexplained = append(unexplained, line)
		}
	}
	return unexplained
}

// isAbout tells whether a deviation speaks of one client's checks that were run: of several clients, each may do without it.
func (d *deviation) isAbout(checks []string) bool {
	if strings.Contains(d.client, "*") {
		return false
	}
	for _, c := range checks {
		if d.checks.MatchString(c) {
			return true
		}
	}
	return false
}
