// Package lakeserver builds lakewire and runs it as its users do: a process with a folder, a port and a password. It must
// not know how the server works inside.
package lakeserver

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"lakewire/test/child"
	"lakewire/test/pgserver"
)

// A started server knows the same names as the PostgreSQL beside it.
const (
	User     = pgserver.User
	Password = pgserver.Password
	Database = pgserver.Database
)

// Options are how a test wants its server.
type Options struct {
	Dir  string   // data folder; a temporary one when empty
	Args []string // more flags of `lakewire serve`
	Env  []string // more environment
	Race bool     // build with the race detector
}

// Server is a running lakewire.
type Server struct {
	Host   string
	Port   int
	Dir    string
	Ready  string // the line it printed when it began to accept connections
	proc   *child.Process
	owned  bool
	ended  bool // by Stop or Kill
	killed bool
}

// URL is a connection string for the server.
func (s *Server) URL() string {
	return fmt.Sprintf("postgres://%s:%s@%s:%d/%s?sslmode=disable", User, Password, s.Host, s.Port, Database)
}

// Addr is host:port.
func (s *Server) Addr() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// PID is the process id.
func (s *Server) PID() int { return s.proc.PID() }

// Output is what the server has printed.
func (s *Server) Output() string { return s.proc.Output() }

// Done is closed when the process has ended.
func (s *Server) Done() <-chan struct{} { return s.proc.Done() }

// Signal sends a signal to the process.
func (s *Server) Signal(sig os.Signal) { s.proc.Signal(sig) }

// Root is the module's folder.
func Root() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOMOD: %w", err)
	}
	return filepath.Dir(strings.TrimSpace(string(out))), nil
}

var builds sync.Map // race bool -> func() (string, error)

// Build makes the server binary, once for all test binaries that run at the same time, or takes LAKEWIRE_BIN.
func Build(race bool) (string, error) {
	f, _ := builds.LoadOrStore(race, sync.OnceValues(func() (string, error) { return build(race) }))
	return f.(func() (string, error))()
}

func build(race bool) (string, error) {
	if bin := os.Getenv("LAKEWIRE_BIN"); bin != "" && !race {
		return filepath.Abs(bin)
	}
	root, err := Root()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(root, ".cache", "test")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	lock := flock.New(filepath.Join(dir, "build.lock"))
	if err := lock.Lock(); err != nil {
		return "", err
	}
	defer func() { _ = lock.Unlock() }()
	out, args := filepath.Join(dir, "lakewire"), []string{"build"}
	if race {
		out, args = out+"-race", append(args, "-race")
	}
	cmd := exec.Command("go", append(args, "-o", out, "./cmd/lakewire")...)
	cmd.Dir = root
	if b, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build lakewire: %w\n%s", err, b)
	}
	return out, nil
}

// Extensions is the folder that DuckDB loads its extensions from.
func Extensions() (string, error) {
	if d := os.Getenv("LAKEWIRE_EXTENSION_DIR"); d != "" {
		return d, nil
	}
	root, err := Root()
	if err != nil {
		return "", err
	}
	d := filepath.Join(root, ".cache", "extensions")
	if _, err := os.Stat(d); err != nil {
		return "", fmt.Errorf("the DuckDB extensions are missing (make setup): %w", err)
	}
	return d, nil
}

// Start runs a server and waits until it says that it is ready.
func Start(o Options) (_ *Server, err error) {
	bin, err := Build(o.Race)
	if err != nil {
		return nil, err
	}
	ext, err := Extensions()
	if err != nil {
		return nil, err
	}
	s := &Server{Host: "127.0.0.1", Dir: o.Dir}
	if s.Dir == "" {
		if s.Dir, err = os.MkdirTemp("", "lakewire-test-"); err != nil {
			return nil, err
		}
		s.owned = true
	}
	defer func() {
		if err != nil {
			s.Kill()
		}
	}()
	if s.Port, err = pgserver.FreePort(); err != nil {
		return nil, err
	}
	cmd := exec.Command(bin, append([]string{"serve", "--listen", s.Addr(), "--dir", s.Dir, "--extension-dir", ext}, o.Args...)...)
	cmd.Env = append(append(os.Environ(), "LAKEWIRE_PASSWORD="+Password), o.Env...)
	cmd.Dir = os.TempDir()
	ready := make(chan string, 1)
	s.proc, err = child.Start(cmd, func(line string) {
		if strings.HasPrefix(line, "ready") {
			select {
			case ready <- line:
			default:
			}
		}
	})
	if err != nil {
		return nil, err
	}
	select {
	case s.Ready = <-ready:
		return s, nil
	case <-s.proc.Done():
		return nil, fmt.Errorf("lakewire ended before it was ready: %v\n%s", s.proc.Err(), s.proc.Output())
	case <-time.After(60 * time.Second):
		return nil, fmt.Errorf("lakewire is not ready after 60 s\n%s", s.proc.Output())
	}
}

// Stop asks the server to end (SIGTERM) and removes a folder that Start made.
func (s *Server) Stop() error {
	defer s.remove()
	if s.proc == nil || s.ended {
		return nil
	}
	s.ended = true
	return s.proc.Stop(syscall.SIGTERM, 45*time.Second)
}

// Kill ends the process at once, as a crash would, and removes a folder that Start made.
func (s *Server) Kill() {
	s.ended, s.killed = true, true
	if s.proc != nil {
		_ = s.proc.Stop(syscall.SIGKILL, 10*time.Second)
	}
	s.remove()
}

func (s *Server) remove() {
	if s.owned {
		_ = os.RemoveAll(s.Dir)
	}
}

// Run starts a server for one test, ends it afterwards, shows its log if the test failed, and fails the test if the
// server does not survive it.
func Run(t testing.TB, o Options) *Server {
	t.Helper()
	s, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		select {
		case <-s.Done():
			if !s.ended {
				t.Errorf("the server ended during the test: %v", s.proc.Err())
			}
		default:
		}
		if err := s.Stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
		if !s.killed && s.proc.Err() != nil {
			t.Errorf("the server did not end cleanly: %v", s.proc.Err())
		}
		if t.Failed() {
			t.Logf("server log:\n%s", Tail(s.Output(), 8000))
		}
	})
	return s
}

// Tail is what matters of a log, at most n bytes of it: from the first sign of a crash on, else the end.
func Tail(s string, n int) string {
	for _, sign := range []string{"SIGSEGV", "SIGABRT", "fatal error: ", "panic: ", "DATA RACE"} {
		if i := strings.Index(s, sign); i >= 0 {
			return s[max(0, i-200):min(len(s), i+n)]
		}
	}
	if len(s) > n {
		return "…" + s[len(s)-n:]
	}
	return s
}

var shared child.Once[Server]

// Shared is the one server of this test binary, started at first use. Main ends it.
func Shared(t testing.TB) *Server {
	t.Helper()
	return shared.Get(t, func() (*Server, error) { return Start(Options{}) })
}

// Main runs the tests of a package that uses the shared servers, this one and PostgreSQL's, and ends them. It gives the
// exit code: a server that died on the way is a failure.
func Main(m *testing.M) int {
	code := m.Run()
	pgserver.StopShared()
	if err := stopShared(code != 0); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// stopShared ends the shared server if it was started, and tells whether it was alive until now and ended cleanly.
func stopShared(failed bool) error {
	s := shared.Value()
	if s == nil {
		return nil
	}
	var err error
	select {
	case <-s.Done():
		err = fmt.Errorf("the server ended during the tests: %v", s.proc.Err())
	default:
	}
	if e := s.Stop(); err == nil {
		err = e
	}
	if failed || err != nil {
		fmt.Fprintf(os.Stderr, "server log:\n%s\n", Tail(s.Output(), 8000))
	}
	return err
}
