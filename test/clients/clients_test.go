package clients

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

func TestMain(m *testing.M) { os.Exit(lakeserver.Main(m)) }

// target is a server that a client program is pointed at.
type target struct {
	name, host, url string
	port            int
}

// onBoth runs a test on the real PostgreSQL, which proves the test, and on lakewire.
func onBoth(t *testing.T, f func(t *testing.T, to target)) {
	t.Run("postgresql", func(t *testing.T) {
		s := pgserver.Shared(t)
		f(t, target{"postgresql", s.Host, s.URL(), s.Port})
	})
	t.Run("lakewire", func(t *testing.T) {
		s := lakeserver.Shared(t)
		f(t, target{"lakewire", s.Host, s.URL(), s.Port})
	})
}

func (to target) env() []string {
	return append(os.Environ(), "PGHOST="+to.host, "PGPORT="+strconv.Itoa(to.port), "PGUSER="+pgserver.User, "PGPASSWORD="+pgserver.Password,
		"PGDATABASE="+pgserver.Database, "PGSSLMODE=disable", "TZ=UTC", "PYTHONDONTWRITEBYTECODE=1")
}

// program runs a client program and turns each of its lines into a subtest.
func program(t *testing.T, to target, name string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = to.env()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	n := 0
	for sc := bufio.NewScanner(&out); sc.Scan(); {
		line := sc.Text()
		if check, ok := strings.CutPrefix(line, "ok "); ok {
			n++
			t.Run(check, func(*testing.T) {})
		} else if rest, ok := strings.CutPrefix(line, "not ok "); ok {
			n++
			check, why, _ := strings.Cut(rest, ": ")
			t.Run(check, func(t *testing.T) { t.Error(why) })
		}
	}
	if err != nil || n == 0 {
		t.Fatalf("%s %v: %v after %d checks\n%s", name, args, err, n, lakeserver.Tail(errs.String(), 4000))
	}
	if t.Failed() {
		t.Logf("stderr:\n%s", lakeserver.Tail(errs.String(), 6000))
	}
}

// cached is a path under .cache that scripts/setup-test.sh fills; its absence fails the test.
func cached(t *testing.T, parts ...string) string {
	t.Helper()
	root, err := lakeserver.Root()
	if err != nil {
		t.Fatal(err)
	}
	p := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(p); err != nil {
		t.Fatalf("run scripts/setup-test.sh (make setup-test): %v", err)
	}
	return p
}

func python(t *testing.T, script string, args ...string) {
	py := cached(t, ".cache", "venv", "bin", "python")
	onBoth(t, func(t *testing.T, to target) {
		program(t, to, py, append([]string{filepath.Join("python", script)}, args...)...)
	})
}

func TestPsycopg2(t *testing.T)           { python(t, "psycopg2_client.py") }
func TestPsycopg3(t *testing.T)           { python(t, "psycopg3_client.py") }
func TestAsyncpg(t *testing.T)            { python(t, "asyncpg_client.py") }
func TestSQLAlchemyPsycopg2(t *testing.T) { python(t, "sqlalchemy_client.py", "psycopg2") }
func TestSQLAlchemyPsycopg3(t *testing.T) { python(t, "sqlalchemy_client.py", "psycopg") }

func TestNodePostgres(t *testing.T) {
	cached(t, "test", "clients", "node", "node_modules", "pg")
	onBoth(t, func(t *testing.T, to target) { program(t, to, "node", filepath.Join("node", "client.js")) })
}

func TestPgjdbc(t *testing.T) {
	jars := cached(t, ".cache", "java")
	onBoth(t, func(t *testing.T, to target) {
		program(t, to, "java", "-XX:TieredStopAtLevel=1", "-cp", filepath.Join(jars, "*"), filepath.Join("java", "Client.java"))
	})
}
