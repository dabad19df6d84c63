package clients

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	quoted = regexp.MustCompile("`([A-Za-z0-9_]+)`")
	// sources are where the checks that docs/clients.md cites are written.
	sources = []string{"*_test.go", "python/*.py", "node/client.js", "java/Client.java", "psql/*.sql", "../tools/*_test.go"}
)

// TestCitedTestsExist holds docs/clients.md to the truth: each test and check that it names is there.
func TestCitedTestsExist(t *testing.T) {
	doc, err := os.ReadFile("../../docs/clients.md")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, pattern := range sources {
		files, _ := filepath.Glob(pattern)
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(b)
		}
	}
	rows := 0
	for _, line := range strings.Split(string(doc), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) < 5 || !strings.Contains(cells[3], "`Test") {
			continue
		}
		rows++
		for _, cell := range cells[3:] {
			for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
				if !declares(all.String(), m[1]) {
					t.Errorf("docs/clients.md cites %s, which no test declares", m[1])
				}
			}
		}
	}
	if rows < 15 {
		t.Fatalf("only %d rows", rows)
	}
}

// declares looks for the ways in which a Go test, a Python, JavaScript or Java check, or a psql section is written.
func declares(source, name string) bool {
	n := regexp.QuoteMeta(name)
	return regexp.MustCompile(`(?m)^func ` + n + `\(t |def ` + n + `\(|check\('` + n + `'|checks\.put\("` + n + `"|\\echo == ` + n + `$|"` + n + `"`).MatchString(source)
}
