package engine

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

// randomName makes a name that no client can guess.
func randomName() string {
	var b [12]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func quoteLiteral(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func quoteIdent(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// retries are DuckLake's own commit retries: many and short, 2.6 seconds of waiting in all. Its defaults sleep 50 to 100 ms at
// each overlap. In one process commits take turns, so a transaction that others have overtaken sleeps once, for a millisecond;
// the rest is for other processes on the same catalog.
var retries = []string{
	"SET ducklake_retry_wait_ms = 1",
	"SET ducklake_retry_backoff = 1.02",
	"SET ducklake_max_retry_count = 200",
}

// boot makes a bare DuckDB into ours: extensions, lake, functions.
func (i *instance) boot(ctx context.Context) error {
	c, err := i.connect()
	if err != nil {
		return err
	}
	defer c.Close()
	run := func(sql string) error { _, err := c.Exec(ctx, sql); return err }
	for _, ext := range i.e.extensions() {
		if err := run("LOAD " + ext); err != nil {
			return i.e.missingExtension(ext, err)
		}
	}
	for _, sql := range retries {
		if err := run(sql); err != nil {
			return err
		}
	}
	if i.e.o.onS3() {
		if err := i.reachStore(ctx, c); err != nil {
			return err
		}
	}
	if err := i.attach(ctx, c, run); err != nil {
		return err
	}
	if isPostgres(i.e.o.Catalog) {
		i.indexCatalog(ctx, c)
	}
	for _, u := range i.e.udfs {
		if err := u.register(c); err != nil {
			return err
		}
	}
	return nil
}

// extensions gives what must be loaded; json, icu and parquet are built in.
func (e *Engine) extensions() []string {
	list := []string{"ducklake"}
	if isPostgres(e.o.Catalog) {
		list = append(list, "postgres_scanner")
	}
	if remote(e.o.DataPath) || e.o.onS3() {
		list = append(list, "httpfs")
	}
	return list
}

func (e *Engine) missingExtension(ext string, err error) error {
	return pgerr.Newf(pgerr.UndefinedFile, "extension %q could not be loaded from %q", ext, e.o.ExtensionDir).
		WithDetail("%s", pgerr.From(err).Message).
		WithHint("Run \"lakewire extensions install\", or name a folder that holds it with --extension-dir.").WithCause(err)
}

func remote(path string) bool { return strings.Contains(path, "://") }

func isPostgres(catalog string) bool {
	return strings.HasPrefix(catalog, "postgres://") || strings.HasPrefix(catalog, "postgresql://")
}

// rowGroup is how many rows a new lake's Parquet files hold in a group, half of DuckLake's default. A column of a group is
// one compressed page, so the first row of a scan comes when a group's every page has been unpacked.
const rowGroup = 61440

// attach attaches the lake. One that is there is not changed; a new one gets the schema public and, persisted, smaller row
// groups and no data inlining: with DuckLake's default acknowledged deletes are lost.
func (i *instance) attach(ctx context.Context, c *Conn, run func(string) error) error {
	e := i.e
	path, options, err := i.target(ctx, c)
	if err != nil {
		return err
	}
	options = append(options, "METADATA_CATALOG "+quoteLiteral(e.meta), "META_HIDDEN true", "DATA_INLINING_ROW_LIMIT 0")
	attach := func(extra ...string) error {
		return run("ATTACH " + quoteLiteral("ducklake:"+path) + " AS " + quoteIdent(e.o.Lake) +
			" (" + strings.Join(append(extra, options...), ", ") + ")")
	}
	var dataPath []string
	if e.o.DataPath != "" {
		dataPath = []string{"DATA_PATH " + quoteLiteral(e.o.DataPath)}
	}
	if !e.absent() {
		err = attach(append(dataPath, "CREATE_IF_NOT_EXISTS false")...)
		if err == nil || !noLake(err) {
			return attachError(err)
		}
	}
	if dataPath == nil {
		e.o.DataPath = filepath.Join(e.o.Dir, "data")
		dataPath = []string{"DATA_PATH " + quoteLiteral(e.o.DataPath)}
	}
	if !remote(e.o.DataPath) {
		if err := os.MkdirAll(e.o.DataPath, 0o700); err != nil {
			return unwritable(e.o.DataPath, err)
		}
	}
	if err := attach(dataPath...); err != nil {
		return attachError(err)
	}
	e.created = true
	lake := quoteIdent(e.o.Lake)
	for _, option := range []string{"'data_inlining_row_limit', 0", "'parquet_row_group_size', " + strconv.Itoa(rowGroup)} {
		if err := run("CALL " + lake + ".set_option(" + option + ")"); err != nil {
			return err
		}
	}
	return run("CREATE SCHEMA IF NOT EXISTS " + lake + ".public")
}

// absent tells whether the embedded lake's catalog file is not there yet: to try would make it.
func (e *Engine) absent() bool {
	path, ok := e.o.embedded()
	if !ok {
		return false
	}
	_, err := os.Stat(path)
	return os.IsNotExist(err)
}

// noLake tells whether an attach failed because the catalog holds no lake yet.
func noLake(err error) bool {
	return strings.Contains(pgerr.From(err).Message, "creating a new DuckLake is explicitly disabled")
}

// attachError puts the failures that an operator can do something about into one clear line.
func attachError(err error) error {
	if err == nil {
		return nil
	}
	e := pgerr.From(err)
	if strings.Contains(e.Message, "catalog version") {
		return pgerr.New(pgerr.ObjectNotInPrerequisiteState, "the lake's catalog is of another version than this server's DuckLake 1.0").
			WithDetail("%s", e.Message).WithHint("Migrate it with a DuckLake client of its version first, or open a copy.").WithCause(err)
	}
	return e
}

// target gives what follows "ducklake:" and the options that reach it.
func (i *instance) target(ctx context.Context, c *Conn) (string, []string, error) {
	if path, ok := i.e.o.embedded(); ok {
		return path, nil, nil
	}
	return i.reachCatalog(ctx, c)
}
