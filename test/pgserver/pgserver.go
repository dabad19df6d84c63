// Package pgserver runs a real PostgreSQL 15 beside a test: the oracle that our answers are compared with. It must not
// know lakewire.
package pgserver

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"lakewire/test/child"
)

// The names are those of a lakewire server of its own, so that one connection string shape fits both.
const (
	User     = "lakewire"
	Password = "golden-secret"
	Database = "lake"
)

// Server is a running PostgreSQL with a superuser and a database named as lakewire's.
type Server struct {
	Host string
	Port int
	proc *child.Process
	dir  string
	args []string // of the program that serves
	attr *syscall.SysProcAttr
}

// Options choose how clients prove themselves and which settings the server starts with.
type Options struct {
	Auth     string // "scram-sha-256" when empty
	Settings []string
}

// URL is a connection string for the server.
func (s *Server) URL() string {
	return fmt.Sprintf("postgres://%s:%s@%s:%d/%s?sslmode=disable", User, Password, s.Host, s.Port, Database)
}

// Addr is host:port.
func (s *Server) Addr() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// PID is the postmaster's process id.
func (s *Server) PID() int { return s.proc.PID() }

// Bin is the path of one of PostgreSQL's programs.
func Bin(name string) (string, error) {
	dir := os.Getenv("PG_BIN")
	if dir == "" {
		dir = "/usr/lib/postgresql/15/bin"
	}
	p := filepath.Join(dir, name)
	if _, err := os.Stat(p); err != nil {
		return "", fmt.Errorf("PostgreSQL 15 is needed (set PG_BIN): %w", err)
	}
	return p, nil
}

// Start makes a cluster in a new folder and serves it on a free port of 127.0.0.1.
func Start(o Options) (_ *Server, err error) {
	initdb, err := Bin("initdb")
	if err != nil {
		return nil, err
	}
	if o.Auth == "" {
		o.Auth = "scram-sha-256"
	}
	base, err := os.MkdirTemp("", "lakewire-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{Host: "127.0.0.1", dir: base}
	defer func() {
		if err != nil {
			s.Stop()
		}
	}()
	attr, err := unprivileged(base)
	if err != nil {
		return nil, err
	}
	pw := filepath.Join(base, "pw")
	if err := os.WriteFile(pw, []byte(Password+"\n"), 0o644); err != nil {
		return nil, err
	}
	data := filepath.Join(base, "data")
	cmd := exec.Command(initdb, "-D", data, "-U", User, "-A", o.Auth, "--pwfile", pw, "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions")
	cmd.SysProcAttr, cmd.Dir = attr, base
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	s.Port, err = FreePort()
	if err != nil {
		return nil, err
	}
	s.attr = attr
	s.args = []string{"-D", data, "-c", "listen_addresses=127.0.0.1", "-c", "port=" + strconv.Itoa(s.Port), "-c", "unix_socket_directories=",
		"-c", "fsync=off", "-c", "timezone=UTC", "-c", "log_timezone=UTC", "-c", "max_connections=200"}
	for _, x := range o.Settings {
		s.args = append(s.args, "-c", x)
	}
	if err := s.Resume(); err != nil {
		return nil, err
	}
	if err := s.run("create database " + Database); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, s.proc.Output())
	}
	return s, nil
}

// Halt ends the server and keeps its data: syscall.SIGINT as an operator's restart does, SIGQUIT without a checkpoint.
func (s *Server) Halt(sig os.Signal) error { return s.proc.Stop(sig, 30*time.Second) }

// Resume starts the server on its data, and waits until it answers.
func (s *Server) Resume() error {
	postgres, err := Bin("postgres")
	if err != nil {
		return err
	}
	cmd := exec.Command(postgres, s.args...)
	cmd.SysProcAttr, cmd.Dir = cloneAttr(s.attr), s.dir
	if s.proc, err = child.Start(cmd, nil); err != nil {
		return err
	}
	if err := s.run("select 1"); err != nil {
		return fmt.Errorf("%w\n%s", err, s.proc.Output())
	}
	return nil
}

// run waits until the server answers and runs a statement beside the database that tests use.
func (s *Server) run(sql string) error {
	boot := fmt.Sprintf("postgres://%s:%s@%s:%d/postgres?sslmode=disable", User, Password, s.Host, s.Port)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		c, err := pgconn.Connect(ctx, boot)
		if err == nil {
			_, err = c.Exec(ctx, sql).ReadAll()
			_ = c.Close(ctx)
			return err
		}
		select {
		case <-s.proc.Done():
			return fmt.Errorf("postgres ended: %w", s.proc.Err())
		case <-ctx.Done():
			return fmt.Errorf("postgres does not answer: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Stop ends the server and removes its folder.
func (s *Server) Stop() {
	if s.proc != nil {
		_ = s.proc.Stop(syscall.SIGINT, 10*time.Second)
	}
	_ = os.RemoveAll(s.dir)
}

// unprivileged gives dir to the account postgres when we are root, since PostgreSQL refuses to run as root.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	if os.Geteuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil { // no package of PostgreSQL is installed here; any other account will do
		u, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL will not run as root: %w", err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}

func cloneAttr(a *syscall.SysProcAttr) *syscall.SysProcAttr { c := *a; return &c }

// FreePort finds a port that nobody listens on now.
func FreePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}

var shared child.Once[Server]

// Shared is the one server of this test binary, started at first use. TestMain must call StopShared.
func Shared(t testing.TB) *Server {
	t.Helper()
	return shared.Get(t, func() (*Server, error) { return Start(Options{}) })
}

// StopShared ends the shared server if it was started.
func StopShared() {
	if s := shared.Value(); s != nil {
		s.Stop()
	}
}
