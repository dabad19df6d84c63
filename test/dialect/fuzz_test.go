package dialect

import (
	"context"
	"flag"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

var (
	fuzzFor  = flag.Duration("fuzz-for", 0, "how long TestDifferential runs; 0: a fixed number of statements")
	fuzzSeed = flag.Uint64("fuzz-seed", 15, "the seed of TestDifferential")
)

// slice is how many statements an ordinary test run asks.
const slice = 1500

// known is a disagreement that docs/known-gaps.md lists: statements like this may differ in this class.
type known struct {
	class  string
	like   *regexp.Regexp
	reason string
}

// readKnown reads lines of a class, a regular expression and a reason.
func readKnown(t *testing.T, path string) []known {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []known
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		c := strings.Split(l, "\t")
		if strings.HasPrefix(l, "#") {
			continue
		}
		if len(c) != 3 || len(c[2]) < 10 {
			t.Fatalf("not a class, a pattern and a reason: %q", l)
		}
		all = append(all, known{c[0], regexp.MustCompile(c[1]), c[2]})
	}
	return all
}

// TestDifferential asks random expressions of both servers: value, type and class of error agree, or the disagreement is known.
func TestDifferential(t *testing.T) {
	g, err := readGrammar()
	if err != nil {
		t.Fatal(err)
	}
	pg, lw := dial(t, pgserver.Shared(t).URL()), dial(t, lakeserver.Shared(t).URL())
	listed, r := readKnown(t, "testdata/known.tsv"), rand.New(rand.NewPCG(*fuzzSeed, 2))
	classes, n := map[string]int{}, 0
	for end := time.Now().Add(*fuzzFor); *fuzzFor == 0 && n < slice || time.Now().Before(end); n++ {
		sql := g.statement(r)
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		want, got := simple(ctx, pg, sql, nil), simple(ctx, lw, sql, nil)
		cancel()
		class := compare(want, got, false)
		if class == "code" && want.values[:len("ERROR 22")] == got.values[:len("ERROR 22")] {
			class = "" // the class of the error agrees
		}
		classes[class]++
		if class == "" || isKnown(listed, class, sql) {
			continue
		}
		t.Errorf("seed %d, statement %d: %s\t%s\tPostgreSQL\t%s\t[%s]\tlakewire\t%s\t[%s]", *fuzzSeed, n, class, sql, want.values, want.types, got.values, got.types)
		if got.lost {
			lw = dial(t, lakeserver.Shared(t).URL())
		}
	}
	t.Logf("%d statements; disagreements by class: %v", n, classes)
}

func isKnown(listed []known, class, sql string) bool {
	for _, k := range listed {
		if k.class == class && k.like.MatchString(sql) {
			return true
		}
	}
	return false
}

func dial(t *testing.T, url string) *pgconn.PgConn {
	c, err := pgconn.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	if _, err := c.Exec(t.Context(), "set timezone = 'UTC'").ReadAll(); err != nil {
		t.Fatal(err)
	}
	return c
}
