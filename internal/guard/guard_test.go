package guard

import (
	"os"
	"strings"
	"testing"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// statements reads a file of one text per line; a line that begins with a bracket or a space goes on with the last one.
func statements(t *testing.T, file string) []string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if n := len(out); n > 0 && strings.HasSuffix(out[n-1], "-- comment") {
			out[n-1] += "\n" + line
			continue
		}
		out = append(out, line)
	}
	return out
}

// judge gives the first refusal among a text's statements.
func judge(t *testing.T, g *Guard, text string) error {
	t.Helper()
	s, err := dialect.NewTranslator(1, 1).Translate(text, dialect.Key{})
	if err != nil {
		return err
	}
	for _, st := range s.Stmts {
		if err := g.Check(st, Role{}); err != nil {
			return err
		}
	}
	return nil
}

func TestHostile(t *testing.T) {
	g := New("m_secret", "lake")
	list := statements(t, "testdata/hostile.sql")
	if len(list) < 150 {
		t.Fatalf("%d statements only", len(list))
	}
	for _, s := range list {
		switch err := judge(t, g, s); {
		case err == nil:
			t.Errorf("allowed: %s", s)
		case !pgerr.Is(err, pgerr.InsufficientPrivilege) && !pgerr.Is(err, pgerr.FeatureNotSupported) && !pgerr.Is(err, pgerr.SyntaxError):
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestEveryday(t *testing.T) {
	g := New("m_secret", "lake")
	for _, s := range statements(t, "testdata/everyday.sql") {
		if err := judge(t, g, s); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestMessage(t *testing.T) {
	err := judge(t, New("m_secret", "lake"), "select * from Read_CSV('x')")
	if e := pgerr.From(err); e.Code != pgerr.InsufficientPrivilege || e.Message != "permission denied for function read_csv" {
		t.Fatal(err)
	}
}

// TestUnreadFunctionsAreDenied holds that a function which the running engine has and the table has not stays shut.
func TestUnreadFunctionsAreDenied(t *testing.T) {
	script, err := dialect.NewTranslator(16, 1<<20).Translate("select brand_new(1)", dialect.Key{})
	if err != nil {
		t.Fatal(err)
	}
	if err := New("m").Check(script.Stmts[0], Role{}); err != nil {
		t.Fatalf("what nobody has is for the engine to tell: %v", err)
	}
	if err := New("m").Close([]string{"Brand_New", "abs"}).Check(script.Stmts[0], Role{}); err == nil || err.Code != pgerr.InsufficientPrivilege {
		t.Fatalf("got %v", err)
	}
}
