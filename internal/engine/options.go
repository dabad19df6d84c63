package engine

import (
	"os"
	"path/filepath"

	"go.uber.org/zap"
)

// Options says which lake to open and within which bounds. The zero value of each field but Dir is a sound default.
type Options struct {
	Dir          string // the server's folder: lock file, temporary files, and the embedded lake
	Lake         string // the lake's name; default "lake"
	Catalog      string // where DuckLake keeps its metadata: "" = DIR/LAKE.ducklake, a path, or a postgres:// URL
	DataPath     string // where Parquet files go; default DIR/data for a new lake, what its catalog says for an existing one
	ExtensionDir string // DuckDB's extension_directory; holds v1.5.5/<platform>/ducklake.duckdb_extension
	TempDir      string // where DuckDB spills; default DIR/tmp
	MemoryLimit  int64  // bytes for DuckDB; 0 = derived from the cgroup or the machine
	Threads      int    // 0 = as many as this process may use
	Log          *zap.Logger

	S3                 S3
	CatalogConnections int // connections to a catalog in a PostgreSQL, at most; 0 = half of what it has, 8 to 64

	ConnInit       []string // statements that every fresh connection runs
	AllowedConfigs []string // settings that stay open after LockDown, besides the engine's own
	Warm           int      // connections kept ready; default 4
}

func (o *Options) setDefaults() {
	if o.Lake == "" {
		o.Lake = "lake"
	}
	if o.TempDir == "" {
		o.TempDir = filepath.Join(o.Dir, "tmp")
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	if o.Warm == 0 {
		o.Warm = 4
	}
}

// embedded tells whether the metadata is a DuckDB file, and gives its path.
func (o *Options) embedded() (path string, ok bool) {
	switch {
	case o.Catalog == "":
		return filepath.Join(o.Dir, o.Lake+".ducklake"), true
	case isPostgres(o.Catalog):
		return "", false
	}
	return o.Catalog, true
}

// shared tells whether other processes may change the lake at the same time.
func (o *Options) shared() bool {
	_, embedded := o.embedded()
	return !embedded
}

// makeDirs makes the folders or says which one cannot be written.
func (o *Options) makeDirs() error {
	for _, d := range []string{o.Dir, o.TempDir} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return unwritable(d, err)
		}
	}
	probe, err := os.CreateTemp(o.Dir, ".writable-*")
	if err != nil {
		return unwritable(o.Dir, err)
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name())
	return nil
}
