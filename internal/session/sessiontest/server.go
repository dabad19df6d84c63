package sessiontest

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/guard"
	"lakewire/internal/guc"
	"lakewire/internal/locks"
	"lakewire/internal/pgerr"
	"lakewire/internal/session"
	"lakewire/internal/wire"
)

// Server is a lake that answers on a loopback address.
type Server struct {
	Dir    string // the engine's
	Addr   string
	Engine *engine.Engine
	Hub    *session.Hub

	deps  *session.Deps
	ln    net.Listener
	stop  context.CancelCauseFunc
	ctx   context.Context
	wg    sync.WaitGroup
	mu    sync.Mutex
	next  uint32
	conns map[uint32]backend
}

type backend struct {
	c     *wire.Conn
	key   []byte
	began time.Time
}

// ExtensionDir gives the folder of the engine's extensions, or ends the test.
func ExtensionDir(t testing.TB) string {
	if d := os.Getenv("LAKEWIRE_EXTENSION_DIR"); d != "" {
		return d
	}
	dir, err := os.Getwd()
	for ; err == nil && dir != "/"; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, ".cache", "extensions")
		}
	}
	t.Fatal("no extension directory: run `make extensions`")
	return ""
}

// Start serves a new lake until the end of the test.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{conns: map[uint32]backend{}, Hub: session.NewHub(), Dir: t.TempDir()}
	s.ctx, s.stop = context.WithCancelCause(context.Background())
	e, err := engine.Open(s.ctx, engine.Options{
		Dir: s.Dir, ExtensionDir: ExtensionDir(t),
		ConnInit:       []string{"SET integer_division = true", "SET default_null_order = 'nulls_last_on_asc_first_on_desc'"},
		AllowedConfigs: []string{"integer_division", "default_null_order"},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Engine = e
	if err := encode.RegisterFunctions(e); err != nil {
		t.Fatal(err)
	}
	if err := catalog.Install(s.ctx, e, s); err != nil {
		t.Fatal(err)
	}
	if err := e.LockDown(s.ctx); err != nil {
		t.Fatal(err)
	}
	base, err := guc.NewBase(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.deps = &session.Deps{
		Rewriter: []string{os.Args[0], rewrite},
		Engine:   e, Translator: dialect.NewTranslator(1000, 16<<20), Guard: guard.New(e.MetadataName()), Base: base, Hub: s.Hub,
		Images: catalog.NewImages(e), Locks: locks.NewLocal(), Lake: "lake", Init: catalog.SessionInit, SpoolMemory: 1 << 20, SpoolDir: t.TempDir(),
		Superuser: func(string) bool { return true },
	}
	if s.ln, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	s.Addr = s.ln.Addr().String()
	s.wg.Add(1)
	go s.accept()
	t.Cleanup(s.close)
	return s
}

// DSN gives the connection string for pgx and others.
func (s *Server) DSN() string { return "postgres://lakewire@" + s.Addr + "/lake?sslmode=disable" }

func (s *Server) close() {
	s.stop(pgerr.New(pgerr.AdminShutdown, "terminating connection due to administrator command").AsFatal())
	_ = s.ln.Close()
	s.wg.Wait()
	_ = s.Engine.Close()
}

func (s *Server) accept() {
	defer s.wg.Done()
	for {
		nc, err := s.ln.Accept()
		if err != nil {
			return
		}
		s.wg.Add(1)
		go func() {
			defer s.wg.Done()
			s.serve(nc)
		}()
	}
}

func (s *Server) serve(nc net.Conn) {
	c, st, err := wire.Accept(s.ctx, nc, wire.StartupOptions{Cancel: s.cancel})
	if err != nil {
		return
	}
	key := make([]byte, 4)
	_, _ = rand.Read(key)
	s.mu.Lock()
	s.next++
	pid := s.next
	c.SetPID(pid)
	s.conns[pid] = backend{c, key, time.Now()}
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.conns, pid)
		s.mu.Unlock()
	}()
	h, err := session.New(s.ctx, s.deps, c, st.User, st.Database)
	if err != nil {
		c.Fail(pgerr.From(err))
		return
	}
	defer h.Close()
	c.BackendKeyData(pid, key)
	_ = wire.Serve(s.ctx, c, h)
}

func (s *Server) cancel(pid uint32, key []byte) {
	s.mu.Lock()
	b, ok := s.conns[pid]
	s.mu.Unlock()
	if ok && len(key) == 4 && binary.BigEndian.Uint32(b.key) == binary.BigEndian.Uint32(key) {
		b.c.CancelRunning(pgerr.New(pgerr.QueryCanceled, "canceling statement due to user request"))
	}
}

// Sessions gives how many clients are connected.
func (s *Server) Sessions() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.conns)
}
