package tools

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

func TestMain(m *testing.M) { os.Exit(lakeserver.Main(m)) }

// target is a server that a client is pointed at.
type target struct {
	name, host string
	port       int
	database   string // pgserver.Database when empty
}

// env is what libpq and the programs here read; a path under SCRATCH is theirs to write to.
func (to target) env(scratch string) []string {
	return append(os.Environ(), "PGHOST="+to.host, "PGPORT="+strconv.Itoa(to.port), "PGUSER="+pgserver.User, "PGPASSWORD="+pgserver.Password,
		"PGDATABASE="+cmp.Or(to.database, pgserver.Database), "PGSSLMODE=disable", "TZ=UTC", "LC_ALL=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1", "PYTHONWARNINGS=ignore",
		"SCRATCH="+scratch)
}

var loaded struct {
	once sync.Once
	err  error
}

// both are the two servers, PostgreSQL first, with schema.sql in them.
func both(t *testing.T) [2]target {
	t.Helper()
	pg, lake := pgserver.Shared(t), lakeserver.Shared(t)
	targets := [2]target{{name: "postgresql", host: pg.Host, port: pg.Port}, {name: "lakewire", host: lake.Host, port: lake.Port}}
	loaded.once.Do(func() {
		for _, to := range targets {
			if out, err := psqlFile(to, "schema.sql"); err != nil {
				loaded.err = fmt.Errorf("schema.sql on %s: %w\n%s", to.name, err, out)
			}
		}
	})
	require.NoError(t, loaded.err)
	return targets
}

// psqlFile runs a script that must run to its end without an error.
func psqlFile(to target, path string) (string, error) {
	return psqlRun(to, "-v", "ON_ERROR_STOP=1", "-f", path)
}

func psqlRun(to target, args ...string) (string, error) {
	psql, err := pgserver.Bin("psql")
	if err != nil {
		return "", err
	}
	cmd := exec.Command(psql, append([]string{"-X", "-q"}, args...)...)
	cmd.Env = append(to.env(""), "PGOPTIONS=-c client_min_messages=warning")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// cached is a path in the project that scripts/setup-test.sh has filled.
func cached(t *testing.T, parts ...string) string {
	t.Helper()
	root, err := lakeserver.Root()
	require.NoError(t, err)
	p := filepath.Join(append([]string{root}, parts...)...)
	_, err = os.Stat(p)
	require.NoError(t, err, "run scripts/setup-test.sh (make setup)")
	return p
}

// output runs a program against a server, with input on its stdin, and returns what it prints and what it prints to stderr.
func output(t *testing.T, to target, scratch, input, name string, args ...string) (stdout, stderr string, err error) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = to.env(scratch)
	cmd.Stdin = bytes.NewReader([]byte(input))
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	return out.String(), errs.String(), err
}
