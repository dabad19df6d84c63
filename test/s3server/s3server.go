// Package s3server runs an S3 server beside a test, and a line to it that can be cut or held up. It must not know lakewire.
package s3server

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"lakewire/test/child"
	"lakewire/test/pgserver"
)

// Bucket is there from the beginning.
const Bucket = "lakes"

// Server is a running S3 server behind a line of ours.
type Server struct {
	Line *Line
	proc *child.Process
}

// Environment is what a client of the server needs.
func Environment() []string {
	return []string{"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_EC2_METADATA_DISABLED=true"}
}

// Run starts a server for one test.
func Run(t testing.TB) *Server {
	t.Helper()
	s, err := start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Line.close()
		_ = s.proc.Stop(syscall.SIGKILL, 10*time.Second)
	})
	return s
}

func start() (*Server, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return nil, err
	}
	program := filepath.Join(filepath.Dir(strings.TrimSpace(string(out))), ".cache", "venv-s3", "bin", "moto_server")
	if _, err := os.Stat(program); err != nil {
		return nil, fmt.Errorf("the S3 server is missing (make setup): %w", err)
	}
	port, err := pgserver.FreePort()
	if err != nil {
		return nil, err
	}
	s := &Server{}
	if s.proc, err = child.Start(exec.Command(program, "-H", "127.0.0.1", "-p", strconv.Itoa(port)), nil); err != nil {
		return nil, err
	}
	addr := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	for end := time.Now().Add(60 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		if err = makeBucket(addr); err == nil {
			break
		}
		if time.Now().After(end) {
			return nil, fmt.Errorf("the S3 server does not answer: %w\n%s", err, s.proc.Output())
		}
	}
	s.Line, err = newLine(addr)
	return s, err
}

func makeBucket(addr string) error {
	req, err := http.NewRequest(http.MethodPut, "http://"+addr+"/"+Bucket, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("PUT bucket: %s", res.Status)
	}
	return nil
}

// Line passes connections on to the server, unless it is held up or cut.
type Line struct {
	Addr string
	ln   net.Listener
	to   string

	mu    sync.Mutex
	held  chan struct{} // closed when the line is free; nil = free
	cut   bool
	conns map[net.Conn]struct{}
}

func newLine(to string) (*Line, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &Line{Addr: ln.Addr().String(), ln: ln, to: to, conns: map[net.Conn]struct{}{}}
	go l.accept()
	return l, nil
}

// URL is the endpoint.
func (l *Line) URL() string { return "http://" + l.Addr }

// Hold lets nothing through until Free.
func (l *Line) Hold() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held = make(chan struct{})
}

// Cut ends all connections, and each new one, until Free.
func (l *Line) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = true
	for c := range l.conns {
		_ = c.Close()
	}
}

// Free lets everything through.
func (l *Line) Free() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = false
	if l.held != nil {
		close(l.held)
		l.held = nil
	}
}

func (l *Line) close() {
	_ = l.ln.Close()
	l.Free()
	l.Cut()
}

func (l *Line) accept() {
	for {
		c, err := l.ln.Accept()
		if err != nil {
			return
		}
		go l.pass(c)
	}
}

func (l *Line) pass(c net.Conn) {
	defer func() { _ = c.Close() }()
	up, err := net.Dial("tcp", l.to)
	if err != nil {
		return
	}
	defer func() { _ = up.Close() }()
	l.mu.Lock()
	if l.cut {
		l.mu.Unlock()
		return
	}
	l.conns[c], l.conns[up] = struct{}{}, struct{}{}
	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.conns, c)
		delete(l.conns, up)
	}()
	go func() { _, _ = io.Copy(c, up); _ = c.Close() }()
	buf := make([]byte, 32<<10)
	for {
		n, err := c.Read(buf)
		l.mu.Lock()
		held := l.held
		l.mu.Unlock()
		if held != nil {
			<-held
		}
		if n > 0 {
			if _, err := up.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
