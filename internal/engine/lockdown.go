package engine

import (
	"context"
	"strings"

	"lakewire/internal/pgerr"
)

// openConfigs are the settings that a connection may still change after LockDown; each is its own, not the instance's.
var openConfigs = []string{"TimeZone", "Calendar", "errors_as_json", "enable_progress_bar", "enable_progress_bar_print", "progress_bar_time"}

// LockDown closes the instance: no file outside the lake's, no further extension or attach of files, no setting of the
// instance. It is the second wall only: what it leaves open (the metadata tables by their name, postgres_query, secrets,
// enable_logging, DETACH) the guard must refuse.
func (e *Engine) LockDown(ctx context.Context) error {
	e.mu.Lock()
	inst := e.boot
	e.mu.Unlock()
	if inst == nil {
		return errClosed()
	}
	if err := inst.findPath(ctx); err != nil {
		return err
	}
	if err := inst.lockDown(ctx); err != nil {
		return err
	}
	e.mu.Lock()
	e.locked = true
	e.mu.Unlock()
	inst.refill()
	return nil
}

func (i *instance) lockDown(ctx context.Context) error {
	c, err := i.connect()
	if err != nil {
		return err
	}
	defer c.Close()
	dirs, paths, err := i.reach(ctx, c)
	if err != nil {
		return err
	}
	// The order matters: each line needs what the lines below it take away.
	for _, sql := range []string{
		"SET allowed_directories = " + list(dirs),
		"SET allowed_paths = " + list(paths),
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET allow_community_extensions = false",
		"SET enable_external_access = false",
		"SET allowed_configs = " + list(append(append([]string{}, openConfigs...), i.e.o.AllowedConfigs...)),
		"SET lock_configuration = true",
	} {
		if _, err := c.Exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// reach tells which folders and files DuckLake itself must still get at.
func (i *instance) reach(ctx context.Context, c *Conn) (dirs, paths []string, err error) {
	e := i.e
	if path, ok := e.o.embedded(); ok {
		paths = append(paths, path, path+".wal", path+".tmp")
	}
	data, err := i.dataPath(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	return append(dirs, data, e.copies), paths, nil
}

// dataPath asks the catalog where the lake's files are.
func (i *instance) dataPath(ctx context.Context, c *Conn) (string, error) {
	rows, err := c.Rows(ctx, "SELECT value FROM "+quoteIdent(i.e.o.Lake)+".options() WHERE option_name = 'data_path'")
	if err != nil {
		return "", err
	}
	if len(rows) == 0 {
		return "", pgerr.New(pgerr.DataCorrupted, "the lake's catalog names no data path")
	}
	return rows[0][0].(string), nil
}

func list(items []string) string {
	quoted := make([]string, len(items))
	for i, s := range items {
		quoted[i] = quoteLiteral(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// setPath gives the statement that sets a fresh connection's search path.
func setPath(path string) []string {
	if path == "" {
		return nil
	}
	return []string{"SET search_path = " + quoteLiteral(path)}
}

// SearchPath gives the schemas, each as a quoted catalog.schema and joined by commas, in which a fresh connection looks:
// those that exist, for an older lake has no schema public and is not given one.
func (e *Engine) SearchPath() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return strings.Join(e.path, ",")
}

// findPath looks up which of the lake's schemas public and main, and the shim's, exist. It is asked again after each change of the bootstrap.
func (i *instance) findPath(ctx context.Context) error {
	c, err := i.connect()
	if err != nil {
		return err
	}
	defer c.Close()
	rows, err := c.Rows(ctx, "SELECT database_name, schema_name FROM duckdb_schemas()")
	if err != nil {
		return err
	}
	have := map[[2]string]bool{}
	for _, r := range rows {
		have[[2]string{r[0].(string), r[1].(string)}] = true
	}
	var path []string
	for _, s := range [][2]string{{i.e.o.Lake, "public"}, {i.e.o.Lake, "main"}, {"shim", "pgc"}} {
		if have[s] {
			path = append(path, quoteIdent(s[0])+"."+quoteIdent(s[1]))
		}
	}
	i.e.mu.Lock()
	defer i.e.mu.Unlock()
	i.e.path = path
	return nil
}
