//go:build suite

package tools

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/test/pgserver"
)

// place is where in a script psql was, which says nothing about a server.
var place = regexp.MustCompile(`(?m)^psql:<stdin>:\d+: `)

// psqlLists runs psql/commands.txt and reads what each of its commands that lists something printed.
func psqlLists(t *testing.T, to target, psql string) answers {
	commands, err := os.ReadFile(filepath.Join("psql", "commands.txt"))
	require.NoError(t, err)
	script := &strings.Builder{}
	script.WriteString("\\pset format unaligned\nset client_min_messages = warning;\n")
	asked := 0
	for line := range strings.Lines(string(commands)) {
		if strings.HasPrefix(line, `\`) {
			asked++
			name := strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(strings.TrimSpace(line[1:]))
			script.WriteString("\\echo '== " + name + "'\n")
		}
		script.WriteString(line)
	}
	script.WriteString("\\echo == end\n")
	out, errs, err := output(t, to, "", script.String(), "bash", "-c", `exec "$0" -X -q -f - 2>&1`, psql)
	require.NoError(t, err, errs)
	var a answers
	for _, part := range strings.Split("\n"+place.ReplaceAllString(out, ""), "\n== ")[1:] {
		name, body, _ := strings.Cut(part, "\n")
		if name != "end" {
			a.add(name, strings.Split(body, "\n"))
		}
	}
	require.Len(t, a.order, asked, "sections of psql on %s", to.name)
	version, _, err := output(t, to, "", "", psql, "--version")
	require.NoError(t, err)
	a.version, _, _ = strings.Cut(strings.Fields(version)[2], ".") // a distribution changes the rest as it goes
	return a
}

func TestPsql15(t *testing.T) {
	psql, err := pgserver.Bin("psql")
	require.NoError(t, err)
	compare(t, "psql 15", func(t *testing.T, to target) answers { return psqlLists(t, to, psql) })
}

// TestPsql16 is the newest psql that a package registry has: its lists ask otherwise than those of 15.
func TestPsql16(t *testing.T) {
	psql := cached(t, ".cache", "venv-tools", "pginstall", "bin", "psql")
	compare(t, "psql 16", func(t *testing.T, to target) answers { return psqlLists(t, to, psql) })
}
