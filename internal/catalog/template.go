package catalog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"lakewire/internal/engine"
)

// The shim is made by a thousand statements, most of which the engine binds when it is given them: more than a second of each start.
// What they make is the same in each engine of a program, so it is kept in a DuckDB file beside the extensions, from which a shim is
// made in a tenth of that. The file's name tells what it was made
// of; one that is missing, damaged or cannot be written costs the second, and nothing else.
type template struct {
	path   string
	tables []string // whose rows go with it
}

// templatesMost is how many files stay: programs of several versions may share a folder.
const templatesMost = 4

var tableHead = regexp.MustCompile(`(?m)^CREATE TABLE (shim\.[\w.]+)`)

// templateOf names the template of statements and of the rows that they read.
func templateOf(folder string, statements []string, rows map[string][]byte) template {
	t := template{}
	h := sha256.New()
	for _, s := range statements {
		_, _ = h.Write([]byte("\x00" + s))
		for _, m := range tableHead.FindAllStringSubmatch(s, -1) {
			t.tables = append(t.tables, m[1])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		_, _ = h.Write(rows[name])
	}
	t.path = filepath.Join(folder, "shim-"+hex.EncodeToString(h.Sum(nil)[:12])+".duckdb")
	return t
}

// load makes the shim, which must be empty, of the file. An error leaves it in part.
func (t template) load(ctx context.Context, c *engine.Conn) error {
	if _, err := os.Stat(t.path); err != nil {
		return err
	}
	return t.copy(ctx, c, "ATTACH "+literal(t.path)+" AS shim_template (READ_ONLY)", "shim_template", "shim")
}

// save writes the shim to the file, under another name until it is whole.
func (t template) save(ctx context.Context, c *engine.Conn) error {
	f, err := os.CreateTemp(filepath.Dir(t.path), "shim-*.part")
	if err != nil {
		return err
	}
	part := f.Name()
	defer os.Remove(part)
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Remove(part); err != nil { // DuckDB takes an empty file for a damaged one
		return err
	}
	// An older storage version forgets by which of two syntaxes lambdas were written, and takes them for the one that DuckDB gives up.
	if err := t.copy(ctx, c, "ATTACH "+literal(part)+" AS shim_template (STORAGE_VERSION 'latest')", "shim", "shim_template"); err != nil {
		return err
	}
	if err := os.Rename(part, t.path); err != nil {
		return err
	}
	t.tidy()
	return nil
}

// copy attaches the file and copies descriptions and rows from one database to the other.
func (t template) copy(ctx context.Context, c *engine.Conn, attach, from, to string) (err error) {
	if _, err := c.Exec(ctx, attach); err != nil {
		return err
	}
	defer func() {
		if _, gone := c.Exec(context.WithoutCancel(ctx), "DETACH shim_template"); err == nil {
			err = gone
		}
	}()
	statements := []string{"COPY FROM DATABASE " + from + " TO " + to + " (SCHEMA)"}
	for _, name := range t.tables {
		in := strings.TrimPrefix(name, "shim.")
		statements = append(statements, "INSERT INTO "+to+"."+in+" FROM "+from+"."+in)
	}
	for _, s := range statements {
		if _, err := c.Exec(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// tidy deletes all but the newest files.
func (t template) tidy() {
	names, err := filepath.Glob(filepath.Join(filepath.Dir(t.path), "shim-*.duckdb"))
	if err != nil {
		return
	}
	age := map[string]int64{}
	for _, n := range names {
		if info, err := os.Stat(n); err == nil {
			age[n] = -info.ModTime().UnixNano()
		}
	}
	slices.SortFunc(names, func(a, b string) int { return int(min(max(age[a]-age[b], -1), 1)) })
	for _, n := range names[min(len(names), templatesMost):] {
		_ = os.Remove(n)
	}
}
