package dialect

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"lakewire/internal/pgerr"
)

// rows reads a table of test data.
func rows(t testing.TB, file string) [][]string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		if !strings.HasPrefix(line, "# ") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

func one(t testing.TB, text string) *Statement {
	t.Helper()
	s, err := translate(text, Key{})
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return &Statement{}
	}
	if len(s.Stmts) != 1 {
		t.Fatalf("%s: %d statements", text, len(s.Stmts))
	}
	return s.Stmts[0]
}

var count = regexp.MustCompile(` \d+$`)

// TestTags holds our tags against those that PostgreSQL 15 sent for the same statements.
func TestTags(t *testing.T) {
	for _, r := range rows(t, "tags.tsv") {
		st := one(t, r[0])
		want, counted := r[1], false
		if st.TagCount {
			want = count.ReplaceAllString(want, "")
			counted = want != r[1]
		}
		if n, ok := st.Node.(*Execute); ok && n.Name != "" {
			continue // the tag of the statement that was prepared
		}
		if st.Tag != want || st.TagCount != counted {
			t.Errorf("%s: %v tag %q (count %v), PostgreSQL says %q", r[0], st.Kind, st.Tag, st.TagCount, r[1])
		}
	}
}

// TestErrors holds our syntax errors against PostgreSQL 15's: code, message, position.
func TestErrors(t *testing.T) {
	for _, r := range rows(t, "errors.tsv") {
		s, err := translate(r[0], Key{})
		if err == nil && len(s.Stmts) == 1 && s.Stmts[0].Err != nil {
			err = s.Stmts[0].Err // told when the statement's turn comes
		}
		if err == nil {
			t.Errorf("%s: no error", r[0])
			continue
		}
		e := pgerr.From(err)
		if e.Code.String() != r[1] || e.Message != r[2] || strconv.Itoa(e.Position) != r[3] {
			t.Errorf("%s: %v %q at %d; PostgreSQL says %v", r[0], e.Code, e.Message, e.Position, r[1:])
		}
	}
}

// TestNames holds our column names against those that PostgreSQL 15 described, up to the first *.
func TestNames(t *testing.T) {
	for _, r := range rows(t, "names.tsv") {
		st := one(t, r[0])
		want := strings.Split(r[1], "|")
		if strings.Contains(r[0], ".*") {
			want = want[:len(st.Names)]
		}
		if got := strings.Join(st.Names, "|"); got != strings.Join(want, "|") {
			t.Errorf("%s: %s, PostgreSQL says %s", r[0], got, r[1])
		}
	}
}

// TestRules holds the translations in testdata/rules*.tsv, a file for each family of rules.
func TestRules(t *testing.T) {
	files, err := filepath.Glob("testdata/rules*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatal("no tables of rules", err)
	}
	for _, f := range files {
		for _, r := range rows(t, filepath.Base(f)) {
			if len(r) > 3 { // a row whose texts hold a tab
				r = []string{r[0], strings.Join(r[1:len(r)-1], "\t"), r[len(r)-1]}
			}
			if got := one(t, r[0]).SQL; got != r[1] {
				t.Errorf("%s: %s\n got: %s\nwant: %s (%s)", f, r[0], got, r[1], r[2])
			}
		}
	}
}
