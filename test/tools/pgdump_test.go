package tools

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

// TestPgDump: what pg_dump writes of lakewire goes into PostgreSQL and into an empty lakewire, what it writes of PostgreSQL goes
// into lakewire, each without an error, and what is then there is dumped as the same data.
func TestPgDump(t *testing.T) {
	t.Parallel()
	targets := both(t)
	program, err := pgserver.Bin("pg_dump")
	require.NoError(t, err)
	dump := func(t *testing.T, to target, args ...string) string {
		out, errs, err := output(t, to, "", "", program, append(args, "--restrict-key=tools")...)
		require.NoError(t, err, errs)
		return out
	}
	t.Run("parts", func(t *testing.T) {
		for _, args := range [][]string{{"-s", "-t", "orders"}, {"-s", "-n", "sales"}, {"-a", "-t", "customers"}, {"-a", "--column-inserts", "-t", "every_type"}, {"-s", "--clean", "--if-exists", "-t", "sales.regions"}} {
			require.Equal(t, statements(dump(t, targets[0], args...)), statements(dump(t, targets[1], args...)), args)
		}
	})
	want := statements(dump(t, targets[0], "-a"))
	for _, from := range targets {
		for _, form := range []string{"copy", "inserts"} {
			text := dump(t, from, map[string][]string{"copy": nil, "inserts": {"--inserts"}}[form]...)
			for _, into := range []string{"postgresql", "lakewire"} {
				if from.name == "postgresql" && into == "postgresql" {
					continue
				}
				t.Run(from.name+"_into_"+into+"_"+form, func(t *testing.T) {
					to := empty(t, targets[0], into, from.name+"_"+form)
					file := filepath.Join(t.TempDir(), "dump.sql")
					require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
					out, err := psqlFile(to, file)
					require.NoError(t, err, out)
					require.Equal(t, want, statements(dump(t, to, "-a")))
				})
			}
		}
	}
}

// empty is a database of PostgreSQL's, or a lakewire, with nothing in it.
func empty(t *testing.T, postgres target, kind, name string) target {
	if kind == "lakewire" {
		s := lakeserver.Run(t, lakeserver.Options{})
		return target{name: kind, host: s.Host, port: s.Port}
	}
	out, err := psqlRun(postgres, "-c", "create database "+name)
	require.NoError(t, err, out)
	postgres.database = name
	return postgres
}

// statements are the lines of a dump in order, without blank lines, comments and the version: what stands in files is in no
// order, and objects that do not depend on each other are in that of their OIDs.
func statements(dump string) []string {
	var lines []string
	for l := range strings.Lines(dump) {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "--") {
			lines = append(lines, l)
		}
	}
	slices.Sort(lines)
	return lines
}
