package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"lakewire/internal/auth"
	"lakewire/internal/catalog"
	"lakewire/internal/config"
	"lakewire/internal/dialect"
	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/guard"
	"lakewire/internal/guc"
	"lakewire/internal/locks"
	"lakewire/internal/server"
	"lakewire/internal/session"
	"lakewire/internal/tlsutil"
	"lakewire/internal/wire"
)

// Bounds of the memory of translated statements, for the whole process.
const (
	translatedStatements = 4096
	translatedBytes      = 32 << 20
)

// house holds the rooms of a running server, wired together.
type house struct {
	c      *config.Config
	log    *zap.Logger
	level  zap.AtomicLevel
	reload reloader

	engine *engine.Engine
	users  *auth.Store
	certs  *tlsutil.Manager // nil without TLS
	server *server.Server

	deps         atomic.Pointer[session.Deps] // replaced by a reload; sessions keep the one they began with
	drainTimeout atomic.Int64
}

// openDoors builds everything above the engine, up to a listening server.
func (h *house) openDoors(ctx context.Context) (err error) {
	if h.users, err = auth.OpenStore(filepath.Join(h.c.Dir, "users")); err != nil {
		return err
	}
	if h.certs, err = loadCertificates(h.c); err != nil {
		return err
	}
	authenticator, err := auth.New(h.users, rules(h.c))
	if err != nil {
		return err
	}
	h.drainTimeout.Store(int64(h.c.DrainTimeout))
	h.server = server.New(server.Options{
		Listen: []string{h.c.Listen}, UnixSocket: h.c.UnixSocket,
		MaxConnections: h.c.MaxConnections, IsSuperuser: func(user string) bool { return user == superuser },
		TLS: h.tls, Auth: authenticator,
		StartupTimeout: h.c.StartupTimeout.Std(), MaxMessage: int(h.c.MaxMessageSize),
		NewSession: h.newSession, Log: h.log,
	})
	hub := session.NewHub()
	if err := h.furnish(ctx, &live{Server: h.server, Hub: hub, started: time.Now()}, hub); err != nil {
		return err
	}
	if err := h.server.Listen(ctx); err != nil {
		return err
	}
	h.engine.Note(h.server.Addr().String())
	return h.tellAddress()
}

// furnish fills the engine with what makes it look like a PostgreSQL, and only then closes it to the outside: the shim is
// attached, and attaching is one of the things that the lock-down forbids.
func (h *house) furnish(ctx context.Context, l *live, hub *session.Hub) error {
	functions, err := h.functions(ctx) // before the shim brings functions of ours
	if err != nil {
		return err
	}
	if err := encode.RegisterFunctions(h.engine); err != nil {
		return err
	}
	install := func(ctx context.Context, e *engine.Engine) error { return catalog.Install(ctx, e, l) }
	if err := install(ctx, h.engine); err != nil {
		return err
	}
	h.engine.OnReplace(install)
	if err := h.engine.LockDown(ctx); err != nil {
		return err
	}
	base, err := h.base(nil)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	h.deps.Store(&session.Deps{
		Engine: h.engine, Translator: dialect.NewTranslator(translatedStatements, translatedBytes),
		Guard: guard.New(h.engine.MetadataName(), h.engine.Lake()).Close(functions), Base: base, Hub: hub, Locks: locks.NewLocal(),
		Images:    catalog.NewImages(h.engine),
		Superuser: func(user string) bool { return user == superuser },
		Lake:      h.c.Lake, Log: h.log, SpoolDir: tempDir(h.c), Init: catalog.SessionInit,
		Rewriter: []string{self, "rewrite"},
	})
	return nil
}

// functions asks the engine what it has of its own, so that the guard denies what its table does not know.
func (h *house) functions(ctx context.Context) ([]string, error) {
	c, err := h.engine.AdminConn(ctx)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	rows, err := c.Rows(ctx, "SELECT DISTINCT function_name FROM duckdb_functions() WHERE database_name = 'system'")
	if err != nil {
		return nil, err
	}
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r[0].(string)
	}
	return names, nil
}

// base makes the settings that sessions start from. Where the server listens is known only later.
func (h *house) base(addr net.Addr) (*guc.Base, error) {
	host, port, err := net.SplitHostPort(h.c.Listen)
	if err != nil {
		return nil, err
	}
	if t, ok := addr.(*net.TCPAddr); ok {
		port = strconv.Itoa(t.Port)
	}
	if port == "0" {
		port = "5432"
	}
	ms := func(d config.Duration) string { return strconv.FormatInt(d.Std().Milliseconds(), 10) }
	ssl := "on"
	if h.certs == nil {
		ssl = "off"
	}
	return guc.NewBase(map[string]string{
		"listen_addresses": host, "port": port, "ssl": ssl,
		"unix_socket_directories":             h.c.UnixSocket,
		"max_connections":                     strconv.Itoa(h.c.MaxConnections),
		"statement_timeout":                   ms(h.c.StatementTimeout),
		"lakewire.snapshot_retention":         strconv.FormatInt(int64(h.c.SnapshotRetention.Std().Minutes()), 10),
		"idle_session_timeout":                ms(h.c.IdleSessionTimeout),
		"idle_in_transaction_session_timeout": ms(h.c.IdleInTransactionTime),
	})
}

// tellAddress lets SHOW port tell the port that was taken.
func (h *house) tellAddress() error {
	base, err := h.base(h.server.Addr())
	if err != nil {
		return err
	}
	h.setBase(base)
	return nil
}

func (h *house) setBase(base *guc.Base) {
	next := *h.deps.Load()
	next.Base = base
	h.deps.Store(&next)
}

func (h *house) newSession(ctx context.Context, c *wire.Conn, user, database string) (wire.Handler, func(), error) {
	s, err := session.New(ctx, h.deps.Load(), c, user, database)
	if err != nil {
		return nil, nil, err
	}
	return s, s.Close, nil
}

func (h *house) tls() *tls.Config {
	if h.certs == nil {
		return nil
	}
	return h.certs.Config()
}

func (h *house) drain() config.Duration { return config.Duration(h.drainTimeout.Load()) }

func loadCertificates(c *config.Config) (*tlsutil.Manager, error) {
	switch c.TLS {
	case "files":
		return tlsutil.Load(c.TLSCert, c.TLSKey)
	case "self-signed":
		host, _, err := net.SplitHostPort(c.Listen)
		if err != nil {
			return nil, err
		}
		m, err := tlsutil.SelfSigned(c.Dir, host)
		if err != nil {
			return nil, fmt.Errorf("self-signed certificate: %w", err)
		}
		return m, nil
	}
	return nil, nil
}

func rules(c *config.Config) []auth.Rule {
	if c.Auth == "trust" {
		return auth.TrustLoopbackRules()
	}
	return auth.ScramRules()
}

// live is what the catalog asks of the running server: the server knows who is connected, the hub knows their sessions.
type live struct {
	*server.Server
	*session.Hub
	started time.Time
}

func (*live) Version() string      { return version }
func (l *live) Started() time.Time { return l.started }
