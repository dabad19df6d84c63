package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOneFileIsEnough builds the release and starts it where there is nothing: no home, no project beside it, and, where the
// test may make one, a network namespace without a network.
func TestOneFileIsEnough(t *testing.T) {
	work := t.TempDir()
	release := filepath.Join(work, "lakewire")
	build := exec.Command("../../scripts/release.sh")
	build.Env = append(os.Environ(), "OUT="+release, "EXTENSION_DIR="+extensionDir(t))
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))

	data := filepath.Join(work, "data")
	cmd := exec.Command(release, "serve", "--listen", "127.0.0.1:0", "--dir", data)
	cmd.Env, cmd.Dir = []string{"HOME=/nonexistent", "LAKEWIRE_PASSWORD=" + testPassword}, work
	if os.Getuid() == 0 {
		isolated := exec.Command("unshare", "--net", "sh", "-c", `ip link set lo up 2>/dev/null; exec "$@"`, "sh")
		isolated.Args = append(isolated.Args, cmd.Args...)
		isolated.Env, isolated.Dir = append(cmd.Env, "PATH="+os.Getenv("PATH")), work
		if exec.Command("unshare", "--net", "ip", "link", "set", "lo", "up").Run() == nil {
			first := startCommand(t, isolated)
			first.signal(syscall.SIGTERM)
			require.Zero(t, first.exit(secondsToStop))
		}
	}
	r := startCommand(t, cmd)
	var one int
	require.NoError(t, r.connect().QueryRow(context.Background(), "select 1").Scan(&one))
	r.signal(syscall.SIGTERM)
	require.Zero(t, r.exit(secondsToStop))

	// A carried extension that was tampered with is replaced before DuckDB sees it.
	files, err := filepath.Glob(filepath.Join(data, "extensions", "v*", "*", "ducklake.duckdb_extension"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	require.NoError(t, os.WriteFile(files[0], []byte("not an extension"), 0o600))
	again := exec.Command(release, "serve", "--listen", "127.0.0.1:0", "--dir", data)
	again.Env, again.Dir = cmd.Env, work
	startCommand(t, again).connect()
}
