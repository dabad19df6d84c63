package dialect

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/test/lakeserver"
)

// TestDuckDB asks statements of DuckDB's own dialect of lakewire and, untranslated, of the engine in this process: both give
// the same values. The engine has the two settings that lakewire gives it for PostgreSQL's sake.
func TestDuckDB(t *testing.T) {
	b, err := os.ReadFile("testdata/duckdb.tsv")
	if err != nil {
		t.Fatal(err)
	}
	fixtures := readFixtures(t)[1:] // all but the table whose types are PostgreSQL's
	url, e := lakeserver.Shared(t).URL(), inProcess(t, fixtures)
	shared, err := share(t.Context(), url, fixtures)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	if len(lines) < 150 {
		t.Errorf("%d statements, at least 150 are promised", len(lines))
	}
	for _, kind := range []string{"query", "script"} {
		f := &family{path: "duckdb.tsv", kind: kind}
		for i, line := range lines {
			sql, deviates, _ := strings.Cut(line, "\t")
			if strings.Contains(sql, " ;; ") == (kind == "script") {
				ctx, cancel := context.WithTimeout(t.Context(), patience)
				f.rows = append(f.rows, &row{sql: sql, want: answer{values: e.ask(ctx, kind, sql)}, deviation: deviates, line: i + 1})
				cancel()
			}
		}
		for _, p := range protocols {
			got, err := askAll(t.Context(), f, func() *runner { return &runner{url: url, protocol: p, fixtures: fixtures, shared: shared} })
			if err != nil {
				t.Fatal(err)
			}
			for i, w := range f.rows {
				judgeDuckDB(t, w, p.name, got[i])
			}
		}
	}
}

func judgeDuckDB(t *testing.T, w *row, protocol string, got answer) {
	at, want := fmt.Sprintf("duckdb.tsv:%d %s", w.line, protocol), w.want.values
	told := got.values[strings.LastIndex(got.values, " ;; ")+1:]
	switch same := want == strings.TrimPrefix(told, ";; "); {
	case strings.HasPrefix(want, "ERROR"):
		t.Errorf("%s: %s: DuckDB itself says %s", at, w.sql, want)
	case same && w.deviation != "":
		t.Errorf("%s: %s: deviates no longer: take away %q", at, w.sql, w.deviation)
	case !same && (w.deviation == "" || !got.failed()):
		t.Errorf("%s: %s\tDuckDB\t%s\tlakewire\t%s", at, w.sql, want, got.values)
	}
}

// reference is DuckDB with a lake of its own, in this process.
type reference struct {
	t        testing.TB
	e        *engine.Engine
	fixtures []fixture
	c        *engine.Conn // of the rows that change nothing
}

func inProcess(t *testing.T, fixtures []fixture) *reference {
	root, err := lakeserver.Root()
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Open(t.Context(), engine.Options{
		Dir: t.TempDir(), ExtensionDir: filepath.Join(root, ".cache", "extensions"),
		ConnInit: []string{"SET integer_division = true", "SET default_null_order = 'nulls_last_on_asc_first_on_desc'"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return &reference{t: t, e: e, fixtures: fixtures}
}

// connect gives a connection to a new schema with the fixtures that text names.
func (r *reference) connect(ctx context.Context, text string) *engine.Conn {
	c, err := r.e.Conn(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	schema := fmt.Sprintf("lake.dialect_%d", schemas.Add(1))
	setup := []string{"create schema " + schema, "use " + schema}
	for _, f := range r.fixtures {
		if f.name.MatchString(text) {
			setup = append(setup, strings.Split(strings.ReplaceAll(strings.TrimSpace(f.sql), " primary key", ""), ";\n")...)
		}
	}
	for _, sql := range setup {
		if _, err := c.Exec(ctx, sql); err != nil {
			r.t.Fatalf("%s: %v", sql, err)
		}
	}
	return c
}

// ask runs a row's statements and gives the values of the last one.
func (r *reference) ask(ctx context.Context, kind, text string) string {
	c := r.c
	switch {
	case kind == "script":
		c = r.connect(ctx, text)
		defer c.Close()
	case c == nil:
		var all []string
		for _, f := range r.fixtures {
			all = append(all, f.sql)
		}
		c = r.connect(ctx, strings.Join(all, "\n"))
		r.c = c
		r.t.Cleanup(c.Close)
	}
	var err error
	last := ""
	for _, sql := range strings.Split(text, " ;; ") {
		if last, err = values(ctx, c, strings.ReplaceAll(sql, "{last}", last)); err != nil {
			return "ERROR " + err.Error()
		}
	}
	return last
}

// values runs a statement and gives its rows as PostgreSQL's text, written by the same hand as lakewire's.
func values(ctx context.Context, c *engine.Conn, sql string) (string, error) {
	st, err := c.Prepare(ctx, sql)
	if err != nil {
		return "", err
	}
	defer st.Close()
	s, err := st.Run(ctx)
	if err != nil {
		return "", err
	}
	defer s.Close()
	rows, err := encode.NewRows(s.Columns(), nil, nil, nil)
	if err != nil {
		return "", err
	}
	var out []string
	for {
		chunk, err := s.Next(ctx)
		if err != nil || chunk == nil {
			return strings.Join(out, ";"), err
		}
		frames, err := rows.Append(nil, chunk, 0, chunk.Len())
		if err != nil {
			return "", err
		}
		for len(frames) > 0 {
			n := binary.BigEndian.Uint32(frames[1:]) + 1
			out, frames = append(out, cells(frames[7:n])), frames[n:]
		}
	}
}

// cells are the values of a DataRow behind its head.
func cells(b []byte) string {
	var out []string
	for len(b) > 0 {
		n := int32(binary.BigEndian.Uint32(b))
		if b = b[4:]; n < 0 {
			out = append(out, "∅")
			continue
		}
		out, b = append(out, escape(string(b[:n]))), b[n:]
	}
	return strings.Join(out, "|")
}
