package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// The tests of this package run the real binary as its users do: exit codes, messages and signals are its contract.
var binary string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "lakewire-cmd-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { // one test runs the binary as nobody
		panic(err)
	}
	binary = filepath.Join(dir, "lakewire")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		panic(fmt.Sprintf("%v\n%s", err, out))
	}
	return m.Run()
}

// extensionDir is where the project's scripts put the extensions.
func extensionDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("LAKEWIRE_EXTENSION_DIR")
	if dir == "" {
		var err error
		dir, err = filepath.Abs("../../.cache/extensions")
		require.NoError(t, err)
	}
	dir, err := filepath.EvalSymlinks(dir)
	require.NoError(t, err, "run make extensions")
	return dir
}

// command prepares a run of the binary with nothing of ours in its environment but what is given.
func command(env []string, args ...string) *exec.Cmd {
	cmd := exec.Command(binary, args...)
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "LAKEWIRE_") {
			cmd.Env = append(cmd.Env, kv)
		}
	}
	cmd.Env = append(cmd.Env, env...)
	return cmd
}

// fails runs the binary and gives the one line it must say on stderr, with exit code 1 and nothing on stdout.
func fails(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit, stderr.String())
	require.Equal(t, 1, exit.ExitCode(), stderr.String())
	require.Empty(t, stdout.String())
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(stderr.String()), "\n") {
		if strings.HasPrefix(line, "lakewire: ") {
			lines = append(lines, line)
		}
	}
	require.Len(t, lines, 1, stderr.String())
	require.NotContains(t, stderr.String(), "goroutine ")
	return strings.TrimPrefix(lines[0], "lakewire: ")
}

// running is a server under test.
type running struct {
	t      *testing.T
	cmd    *exec.Cmd
	ready  string
	url    string // with the password
	stderr *syncBuffer
	stdout *syncBuffer
	ended  chan struct{}
}

const secondsToStop = 20 * time.Second

const testPassword = "correct horse"

var readyLineShape = regexp.MustCompile(`^ready psql 'postgres://lakewire(:[^@]+)?@(127\.0\.0\.1:\d+)/([a-z_]+)'$`)

// start runs serve on a free port and waits for its ready line.
func start(t *testing.T, dir string, env []string, args ...string) *running {
	t.Helper()
	args = append([]string{"serve", "--listen", "127.0.0.1:0", "--dir", dir, "--extension-dir", extensionDir(t)}, args...)
	return startCommand(t, command(env, args...))
}

func startCommand(t *testing.T, cmd *exec.Cmd) *running {
	t.Helper()
	r := &running{t: t, cmd: cmd, stderr: &syncBuffer{}, stdout: &syncBuffer{}, ended: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = r.stdout, r.stderr
	require.NoError(t, cmd.Start())
	go func() { _ = cmd.Wait(); close(r.ended) }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-r.ended
		if t.Failed() {
			t.Logf("server log:\n%s", r.stderr)
		}
	})
	require.Eventually(t, func() bool { return strings.Contains(r.stdout.String(), "\n") || r.over() }, 60*time.Second, 5*time.Millisecond)
	r.ready = strings.TrimSuffix(r.stdout.String(), "\n")
	m := readyLineShape.FindStringSubmatch(r.ready)
	require.NotNil(t, m, "ready line %q\n%s", r.ready, r.stderr)
	password := strings.TrimPrefix(m[1], ":")
	if password == "" {
		password = strings.ReplaceAll(testPassword, " ", "%20")
	}
	r.url = fmt.Sprintf("postgres://lakewire:%s@%s/%s", password, m[2], m[3])
	return r
}

func (r *running) over() bool {
	select {
	case <-r.ended:
		return true
	default:
		return false
	}
}

func (r *running) connect() *pgx.Conn {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c, err := pgx.Connect(ctx, r.url)
	require.NoError(r.t, err)
	r.t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func (r *running) signal(s syscall.Signal) { require.NoError(r.t, r.cmd.Process.Signal(s)) }

// exit waits for the end and gives the exit code.
func (r *running) exit(within time.Duration) int {
	r.t.Helper()
	select {
	case <-r.ended:
	case <-time.After(within):
		r.t.Fatalf("still running after %s", within)
	}
	return r.cmd.ProcessState.ExitCode()
}

// logs waits until the log says something.
func (r *running) logs(text string) {
	r.t.Helper()
	require.Eventually(r.t, func() bool { return strings.Contains(r.stderr.String(), text) }, 10*time.Second, 5*time.Millisecond, "%s\n%s", text, r.stderr)
}

// withPassword is the environment of a server whose password the test knows.
func withPassword() []string { return []string{"LAKEWIRE_PASSWORD=" + testPassword} }

// sqlState gives the code of a server's error, or "".
func sqlState(err error) string {
	var e interface{ SQLState() string }
	if errors.As(err, &e) {
		return e.SQLState()
	}
	return ""
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
