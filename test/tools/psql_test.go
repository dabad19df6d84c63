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

// psqlLists runs a list of commands in one psql and reads what each of those that list something printed.
func psqlLists(t *testing.T, to target, psql, list string) answers {
	commands, err := os.ReadFile(filepath.Join("psql", list))
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

func psql15(t *testing.T, client, list string) {
	psql, err := pgserver.Bin("psql")
	require.NoError(t, err)
	compare(t, client, func(t *testing.T, to target) answers { return psqlLists(t, to, psql, list) })
}

// psql16 is the newest psql that a package registry has.
func psql16(t *testing.T, client, list string) {
	psql := cached(t, ".cache", "venv-tools", "pginstall", "bin", "psql")
	compare(t, client, func(t *testing.T, to target) answers { return psqlLists(t, to, psql, list) })
}

func TestPsql15(t *testing.T) { psql15(t, "psql 15", "commands.txt") }

// TestPsql16 runs the commands for which psql 16 asks the server otherwise than psql 15.
func TestPsql16(t *testing.T) { psql16(t, "psql 16", "otherwise.txt") }
