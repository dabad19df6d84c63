package dialect

import (
	"flag"
	"os"
	"strings"
	"testing"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

var (
	rewrite = flag.Bool("rewrite", false, "record PostgreSQL's answers anew")
	whole   = flag.Bool("whole", false, "ask every script in each protocol, not once with both in it")
	mark    = flag.Bool("mark", false, "take away deviations that apply no longer, and note new ones with the reason that reasons.tsv has for their like")
)

func TestMain(m *testing.M) {
	// The rows are small and many sessions ask at the same time: more threads for one of them would only wait for each other.
	if err := os.Setenv("LAKEWIRE_THREADS", "1"); err != nil {
		panic(err)
	}
	os.Exit(lakeserver.Main(m))
}

// TestPostgreSQL asks the real PostgreSQL: the recorded answers are what it says, today too, in both protocols.
func TestPostgreSQL(t *testing.T) {
	url, fixtures := pgserver.Shared(t).URL(), readFixtures(t)
	shared, err := share(t.Context(), url, fixtures)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families(t) {
		for i, p := range protocols {
			got, err := askAll(t.Context(), f, func() *runner { return &runner{url: url, protocol: p, fixtures: fixtures, shared: shared} })
			if err != nil {
				t.Fatal(err)
			}
			for n, w := range f.rows {
				if *rewrite && i == 0 {
					w.want = got[n]
				}
				if class := compare(w.want, got[n], true); class != "" {
					t.Errorf("%s:%d %s: %s: recorded %v, PostgreSQL says %v", f.path, w.line, p.name, w.sql, w.want, got[n])
				}
			}
		}
		if *rewrite {
			if err := f.write(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestLakewire asks lakewire: the answers are PostgreSQL's but for the deviations named in the rows.
func TestLakewire(t *testing.T) {
	url, fixtures := lakeserver.Shared(t).URL(), readFixtures(t)
	shared, err := share(t.Context(), url, fixtures)
	if err != nil {
		t.Fatal(err)
	}
	one := func(t *testing.T, f *family) {
		classes := make([][]string, len(f.rows)) // of each row in each protocol
		ways := protocols
		if scripted(f.kind) && !*whole && !*mark {
			ways = []protocol{{}}
		}
		for _, p := range ways {
			got, err := askAll(t.Context(), f, func() *runner { return &runner{url: url, protocol: p, fixtures: fixtures, shared: shared} })
			if err != nil {
				t.Fatal(err)
			}
			for i, w := range f.rows {
				classes[i] = append(classes[i], compare(w.want, got[i], f.kind == "error"))
				if !*mark {
					judge(t, f, w, p.name, got[i])
				}
			}
		}
		if *mark {
			remark(t, f, classes)
		}
	}
	for _, f := range families(t) {
		t.Run(f.name(), func(t *testing.T) {
			if f.kind != "alone" { // those that are alone run before the others begin
				t.Parallel()
			}
			one(t, f)
		})
	}
}

// remark writes the family anew with the deviations that its rows have now; the reasons of those that stay are kept.
func remark(t *testing.T, f *family, classes [][]string) {
	reasons := readKnown(t, "testdata/reasons.tsv")
	for i, w := range f.rows {
		is, c := "", classes[i]
		switch {
		case c[0] == c[1]:
			is = c[0]
		case c[1] == "":
			is = protocols[0].name + " " + c[0]
		default: // both, but otherwise: the worse is for a person to see
			is = protocols[1].name + " " + c[1]
		}
		if head, _, _ := strings.Cut(w.deviation, ": "); is == "" {
			w.deviation = ""
		} else if head != is {
			w.deviation = is + ": " + reason(reasons, is[strings.LastIndex(is, " ")+1:], w.sql)
		}
	}
	if err := f.write(); err != nil {
		t.Fatal(err)
	}
}

// judge compares an answer of lakewire's with the record and with the deviation that the row names.
func judge(t *testing.T, f *family, w *row, protocol string, got answer) {
	d, err := w.marked()
	if err != nil {
		t.Errorf("%s:%d: %v", f.path, w.line, err)
		return
	}
	want := d.class
	if d.protocol != "" && d.protocol != protocol {
		want = ""
	}
	class := compare(w.want, got, f.kind == "error")
	switch {
	case class == want:
	case class == "":
		t.Errorf("%s:%d: %s: deviates no longer: take away %q", f.path, w.line, w.sql, w.deviation)
	default:
		t.Errorf("%s:%d: %s\t%s\tPostgreSQL\t%s\t[%s]\t{%s}\tlakewire\t%s\t[%s]\t{%s}", f.path, w.line, class, w.sql,
			w.want.values, w.want.types, w.want.names, got.values, got.types, got.names)
	}
}

func reason(all []known, class, sql string) string {
	for _, k := range all {
		if (k.class == "" || k.class == class) && k.like.MatchString(sql) {
			return k.reason
		}
	}
	return ""
}

// TestPromised counts the rows, so that the suite cannot shrink unseen, and those that are silently wrong, so that they cannot grow.
func TestPromised(t *testing.T) {
	rows, wrong := 0, 0
	for _, f := range families(t) {
		for _, w := range f.rows {
			rows++
			if d, err := w.marked(); err == nil && d.class == "value" {
				wrong++
			}
		}
	}
	t.Logf("%d rows, %d of them with another value", rows, wrong)
	if rows < 1000 {
		t.Errorf("%d rows, at least 1,000 are promised", rows)
	}
	if wrong > silent {
		t.Errorf("%d rows with another value, %d were known", wrong, silent)
	}
}

// silent is how many rows give another value without an error, each with its reason. It only ever goes down.
const silent = 3
