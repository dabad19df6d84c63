package clients

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pmezard/go-difflib/difflib"
)

// psql runs a script and returns what was printed, both streams in their order, by the script's `== name` marks.
func psql(t *testing.T, to target, script string) map[string]string {
	t.Helper()
	path, err := exec.LookPath("psql")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "-X", "-f", filepath.Join("psql", script))
	cmd.Env = to.env()
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Errorf("psql: %v\n%s", err, out.String())
	}
	sections := map[string]string{}
	for _, part := range strings.Split("\n"+out.String(), "\n== ")[1:] {
		name, body, _ := strings.Cut(part, "\n")
		sections[name] = backend.ReplaceAllString(body, "PID 0")
	}
	return sections
}

var backend = regexp.MustCompile(`PID \d+`)

// TestPsqlScript compares psql's output on lakewire with its output on PostgreSQL, section by section.
func TestPsqlScript(t *testing.T) {
	var want, got map[string]string
	onBoth(t, func(t *testing.T, to target) {
		if s := psql(t, to, "same.sql"); to.name == "postgresql" {
			want = s
		} else {
			got = s
		}
	})
	if len(want) < 15 {
		t.Fatalf("PostgreSQL printed %d sections", len(want))
	}
	for name := range want {
		t.Run(name, func(t *testing.T) {
			if got[name] != want[name] {
				d, _ := difflib.GetUnifiedDiffString(difflib.UnifiedDiff{A: difflib.SplitLines(want[name]), B: difflib.SplitLines(got[name]),
					FromFile: "postgresql", ToFile: "lakewire", Context: 2})
				t.Errorf("\n%s", d)
			}
		})
	}
}

// describes lists, for each of psql's describing commands, what must be in its output on both servers.
var describes = map[string][]string{
	"conninfo":   {`connected to database "lake" as user "lakewire"`},
	"l":          {`(?m)^ lake +\| lakewire +\| UTF8`},
	"d":          {`public +\| psql_d +\| table`, `public +\| psql_v +\| view`},
	"dt":         {`public +\| psql_d +\| table +\| lakewire`},
	"dt_plus":    {`public +\| psql_d +\| table +\| lakewire`},
	"dt_pattern": {`psql_s +\| inner_t +\| table`},
	"dv":         {`public +\| psql_v +\| view`},
	"d_table":    {`Table "public.psql_d"`, `(?m)^ a +\| integer`, `(?m)^ b +\| (character varying\(20\)|text) +\| +\| not null`, `(?m)^ c +\| numeric\(10,2\)`, `(?m)^ d +\| timestamp with time zone`},
	// a lake keeps no length of a varchar: there b is text
	"d_plus_table": {`Table "public.psql_d"`, `(?m)^ c +\| numeric\(10,2\)`},
	"d_view":       {`View "public.psql_v"`, `(?m)^ a +\| integer`},
	"dn":           {`(?m)^ public +\|`, `(?m)^ psql_s +\|`},
	"du":           {`(?m)^ lakewire +\| Superuser`},
	"df":           {`lower`},
	"di":           {`Did not find any relations|List of relations`},
	"d_missing":    {`Did not find any relation named "psql_none"`},
}

func TestPsqlDescribe(t *testing.T) {
	onBoth(t, func(t *testing.T, to target) {
		got := psql(t, to, "describe.sql")
		for name, wants := range describes {
			t.Run(name, func(t *testing.T) {
				for _, w := range wants {
					if !regexp.MustCompile(w).MatchString(got[name]) {
						t.Errorf("no %s in\n%s", w, got[name])
					}
				}
			})
		}
	})
}
