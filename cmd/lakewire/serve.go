package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"

	"go.uber.org/zap"

	"lakewire/internal/config"
	"lakewire/internal/engine"
	"lakewire/internal/extensions"
)

type serveCmd struct{ config.Config }

// Run serves until a signal ends it. What can fail is done before the ready line, in the order in which a person would
// want to hear of it: settings, folder, extensions, lake (with its lock), port; the generated password comes last, so that
// a start that failed has shown none.
func (c *serveCmd) Run(std streams, reload reloader) (err error) {
	if err := c.Config.Check(); err != nil {
		return err
	}
	log, level, err := newLog(c.LogSettings, std.err)
	if err != nil {
		return err
	}
	defer func() { _ = log.Sync() }()
	extensionDir, err := extensions.Find(c.ExtensionDir, c.Dir)
	if err != nil {
		return err
	}
	ctx := context.Background()
	h := &house{c: &c.Config, log: log, level: level, reload: reload}
	if err := h.openLake(ctx, extensionDir); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.engine.Close()) }()
	if err := h.openDoors(ctx); err != nil {
		return err
	}
	password, err := bootstrap(h.users, &c.Config)
	if err != nil {
		return err
	}
	signals := watchSignals()
	log.Info("serving", zap.String("lake", c.Lake), zap.Stringer("address", h.server.Addr()), zap.String("version", version),
		zap.String("duckdb", extensions.Version))
	fmt.Fprintln(std.out, readyLine(h.server.Addr(), &c.Config, password))
	return h.serve(ctx, signals)
}

func (h *house) openLake(ctx context.Context, extensionDir string) (err error) {
	h.engine, err = engine.Open(ctx, engineOptions(h.c, extensionDir, h.log))
	return err
}

// connInit makes DuckDB reckon as PostgreSQL does where a setting is enough; allowedConfigs keeps those settings open for
// connections that are made after the lock-down.
var (
	connInit = []string{
		"SET integer_division = true",
		"SET default_null_order = 'nulls_last_on_asc_first_on_desc'",
	}
	allowedConfigs = []string{"integer_division", "default_null_order"}
)

func engineOptions(c *config.Config, extensionDir string, log *zap.Logger) engine.Options {
	return engine.Options{
		Dir: c.Dir, Lake: c.Lake, Catalog: c.Catalog, CatalogConnections: c.CatalogConnections, S3: engine.S3{Endpoint: c.S3Endpoint, Region: c.S3Region}, DataPath: c.DataPath, ExtensionDir: extensionDir, TempDir: tempDir(c),
		MemoryLimit: int64(c.MemoryLimit), Threads: c.Threads, Log: log, ConnInit: connInit, AllowedConfigs: allowedConfigs,
	}
}

// tempDir gives a folder for this lake alone, since the engine empties it at start: --temp-dir may be a shared one.
func tempDir(c *config.Config) string {
	if c.TempDir == "" {
		return filepath.Join(c.Dir, "tmp")
	}
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		dir = c.Dir
	}
	sum := sha256.Sum256([]byte(dir))
	return filepath.Join(c.TempDir, fmt.Sprintf("lakewire-%x", sum[:6]))
}
