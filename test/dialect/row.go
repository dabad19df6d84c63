package dialect

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// row is one line of a family: what is asked, what PostgreSQL answers, and how lakewire means to deviate.
type row struct {
	sql       string
	want      answer
	deviation string
	line      int
}

// family is one file of testdata.
type family struct {
	path   string
	kind   string // expr, query, error or script
	header []string
	rows   []*row
}

func (f *family) name() string { return strings.TrimSuffix(filepath.Base(f.path), ".tsv") }

func families(t *testing.T) []*family {
	t.Helper()
	paths, err := filepath.Glob("testdata/*_*.tsv")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no families: %v", err)
	}
	var all []*family
	for _, p := range paths {
		f, err := readFamily(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

func readFamily(path string) (*family, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	f := &family{path: path}
	f.kind, _, _ = strings.Cut(f.name(), "_")
	for i, l := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		if strings.HasPrefix(l, "#") {
			f.header = append(f.header, l)
			continue
		}
		c := strings.Split(l, "\t")
		if len(c) != 1 && len(c) != 4 && len(c) != 5 { // without a deviation the last tab may be missing
			return nil, fmt.Errorf("%s:%d: %d columns", path, i+1, len(c))
		}
		c = append(c, "", "", "", "")
		f.rows = append(f.rows, &row{sql: c[0], want: answer{values: c[1], types: c[2], names: c[3]}, deviation: c[4], line: i + 1})
	}
	return f, nil
}

func (f *family) write() error {
	var out strings.Builder
	for _, h := range f.header {
		out.WriteString(h + "\n")
	}
	for _, r := range f.rows {
		out.WriteString(strings.Join([]string{r.sql, r.want.values, r.want.types, r.want.names, r.deviation}, "\t") + "\n")
	}
	return os.WriteFile(f.path, []byte(out.String()), 0o644)
}
