package main

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"lakewire/internal/engine"
)

func serveArgs(t *testing.T, dir string, more ...string) []string {
	return append([]string{"serve", "--listen", "127.0.0.1:0", "--dir", dir, "--extension-dir", extensionDir(t)}, more...)
}

func TestSettingsThatAreRefused(t *testing.T) {
	require.Equal(t, `unknown flag --lissten, did you mean "--listen"?`, fails(t, command(nil, "serve", "--lissten", "x")))
	require.Equal(t, "unknown environment variable LAKEWIRE_LOGLEVEL, did you mean LAKEWIRE_LOG_LEVEL?",
		fails(t, command([]string{"LAKEWIRE_LOGLEVEL=debug"}, "serve")))
	file := filepath.Join(t.TempDir(), "s.yaml")
	require.NoError(t, os.WriteFile(file, []byte("drain_timeout: 3s\n"), 0o600))
	require.Equal(t, file+":1: unknown key drain_timeout, did you mean drain-timeout?", fails(t, command(nil, "config", "check", "--config", file)))
	require.Contains(t, fails(t, command(nil, "serve", "--auth", "trust", "--listen", "0.0.0.0:5432")), "trust lets anyone in")
}

func TestConfigCheckAndPrint(t *testing.T) {
	out, err := command(nil, "config", "check", "--listen", "127.0.0.1:6000").Output()
	require.NoError(t, err)
	require.Equal(t, "ok\n", string(out))
	out, err = command([]string{"LAKEWIRE_PASSWORD=hunter2", "LAKEWIRE_LAKE=sea"}, "config", "print", "--drain-timeout", "90s").Output()
	require.NoError(t, err)
	require.Regexp(t, `(?m)^drain-timeout: +90s +# flag --drain-timeout$`, string(out))
	require.Regexp(t, `(?m)^lake: +sea +# environment LAKEWIRE_LAKE$`, string(out))
	require.NotContains(t, string(out), "hunter2")
}

func TestAMissingExtensionFolder(t *testing.T) {
	line := fails(t, command(nil, "serve", "--dir", t.TempDir(), "--extension-dir", "/nowhere"))
	require.Contains(t, line, "DuckDB extension ducklake 1.5.5 is missing")
	require.Contains(t, line, "lakewire extensions install")
}

func TestAFileInPlaceOfTheFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "data")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	line := fails(t, command(nil, serveArgs(t, file)...))
	require.Contains(t, line, file)
	require.Contains(t, line, "not a directory")
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	for p := dir; p != os.TempDir() && p != "/"; p = filepath.Dir(p) {
		require.NoError(t, os.Chmod(p, 0o755))
	}
	cmd := command(nil, "serve", "--dir", dir, "--extension-dir", "/nowhere")
	if os.Getuid() == 0 { // root can write everywhere, so be nobody, who may not be able to enter the project
		shared := t.TempDir()
		require.NoError(t, os.Chmod(filepath.Dir(shared), 0o755))
		require.NoError(t, os.Chmod(shared, 0o755))
		require.NoError(t, os.CopyFS(shared, os.DirFS(extensionDir(t))))
		cmd = command(nil, "serve", "--listen", "127.0.0.1:0", "--dir", dir, "--extension-dir", shared)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		cmd.Dir = "/"
	} else {
		require.NoError(t, os.Chmod(dir, 0o555))
		cmd.Args[len(cmd.Args)-1] = extensionDir(t)
	}
	line := fails(t, cmd)
	require.Contains(t, line, "could not write")
	require.Contains(t, line, dir)
	require.Contains(t, line, "permission denied")
}

func TestASecondProcessIsToldOfTheFirst(t *testing.T) {
	dir := t.TempDir()
	first := start(t, dir, withPassword())
	line := fails(t, command(nil, serveArgs(t, dir)...))
	require.Contains(t, line, "already served by process "+strconv.Itoa(first.cmd.Process.Pid))
	line = fails(t, command(nil, "demo", "tpch", "--sf", "0.01", "--dir", dir, "--extension-dir", extensionDir(t)))
	require.Contains(t, line, "already served by process "+strconv.Itoa(first.cmd.Process.Pid))
}

func TestATakenPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	line := fails(t, command(nil, serveArgs(t, t.TempDir(), "--listen", l.Addr().String())...))
	require.Contains(t, line, "could not listen on "+l.Addr().String()+": address already in use")
}

func TestACatalogOfAnotherVersion(t *testing.T) {
	dir := t.TempDir()
	ctx := t.Context()
	e, err := engine.Open(ctx, engine.Options{Dir: dir, ExtensionDir: extensionDir(t)})
	require.NoError(t, err)
	require.NoError(t, e.Admin(ctx, `UPDATE "`+e.MetadataName()+`".main.ducklake_metadata SET value = '0.3' WHERE key = 'version'`))
	require.NoError(t, e.Close())
	line := fails(t, command(nil, serveArgs(t, dir)...))
	require.Contains(t, line, "another version")
	require.Contains(t, line, "0.3")
}

func TestAGeneratedPasswordIsShownOnce(t *testing.T) {
	dir := t.TempDir()
	first := start(t, dir, nil)
	require.Regexp(t, `^ready psql 'postgres://lakewire:[A-Z2-7]{26}@127\.0\.0\.1:\d+/lake'$`, first.ready)
	url := first.url
	first.connect()
	users, err := os.ReadFile(filepath.Join(dir, "users"))
	require.NoError(t, err)
	password := url[strings.Index(url, "lakewire:")+9 : strings.Index(url, "@")]
	require.NotContains(t, string(users), password)
	require.Contains(t, string(users), "SCRAM-SHA-256$")
	require.NotContains(t, first.stderr.String(), password)
	first.signal(syscall.SIGINT)
	require.Zero(t, first.exit(10*time.Second))

	second := start(t, dir, nil)
	require.Regexp(t, `^ready psql 'postgres://lakewire@127\.0\.0\.1:\d+/lake'$`, second.ready)
	c, err := pgx.ParseConfig(second.url)
	require.NoError(t, err)
	c.Password = password
	conn, err := pgx.ConnectConfig(t.Context(), c)
	require.NoError(t, err)
	require.NoError(t, conn.Close(t.Context()))
}

func TestThePasswordOfTheOperator(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "secret")
	require.NoError(t, os.WriteFile(file, []byte("from file\n"), 0o600))
	r := start(t, filepath.Join(dir, "data"), []string{"LAKEWIRE_PASSWORD_FILE=" + file})
	require.NotContains(t, r.ready, "from")
	c, err := pgx.ParseConfig(r.url)
	require.NoError(t, err)
	c.Password = "from file"
	conn, err := pgx.ConnectConfig(t.Context(), c)
	require.NoError(t, err)
	require.NoError(t, conn.Close(t.Context()))
	c.Password = "wrong"
	_, err = pgx.ConnectConfig(t.Context(), c)
	require.Equal(t, "28P01", sqlState(err))
}

func TestServeAnswersAndKeepsWhatWasWritten(t *testing.T) {
	dir := t.TempDir()
	r := start(t, dir, withPassword())
	c := r.connect()
	ctx := context.Background()
	_, err := c.Exec(ctx, "create table kept (i integer)")
	require.NoError(t, err)
	_, err = c.Exec(ctx, "insert into kept select * from generate_series(1, 3)")
	require.NoError(t, err)
	r.signal(syscall.SIGTERM)
	require.Zero(t, r.exit(20*time.Second))
	require.Equal(t, r.ready+"\n", r.stdout.String(), "stdout holds the ready line only")

	r = start(t, dir, withPassword())
	var n int
	require.NoError(t, r.connect().QueryRow(ctx, "select sum(i)::int from kept").Scan(&n))
	require.Equal(t, 6, n)
	out, err := command(nil, "probe", "--listen", strings.Split(strings.Split(r.url, "@")[1], "/")[0]).Output()
	require.NoError(t, err)
	require.Contains(t, string(out), "accepts connections")
	require.Contains(t, fails(t, command(nil, "probe", "--listen", "127.0.0.1:1")), "connection refused")
}
