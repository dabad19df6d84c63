package clients

import (
	"bytes"
	"os/exec"
	"testing"
)

// TestExamples runs what the folder examples shows to people. Those in plain PostgreSQL must print on lakewire what they
// print there; the Go one uses DuckDB's CREATE OR REPLACE TABLE.
func TestExamples(t *testing.T) {
	examples := map[string][]string{
		"psql":   {"./examples/psql/run.sh"},
		"python": {".cache/venv/bin/python", "examples/python/readings.py"},
		"go":     {"go", "run", "./examples/go"},
	}
	cached(t, ".cache", "venv", "bin", "python")
	printed := map[string]string{}
	onBoth(t, func(t *testing.T, to target) {
		for name, args := range examples {
			if name == "go" && to.name == "postgresql" {
				continue
			}
			t.Run(name, func(t *testing.T) {
				cmd := exec.Command(args[0], args[1:]...)
				cmd.Dir, cmd.Env = cached(t), append(to.env(), "LAKEWIRE_DSN="+to.url)
				var out, errs bytes.Buffer
				cmd.Stdout, cmd.Stderr = &out, &errs
				if err := cmd.Run(); err != nil {
					t.Fatalf("%v\n%s%s", err, out.String(), errs.String())
				}
				if out.Len() == 0 {
					t.Error("printed nothing")
				}
				if want, ok := printed[name]; ok && out.String() != want {
					t.Errorf("printed\n%s\non PostgreSQL\n%s", out.String(), want)
				}
				printed[name] = out.String()
			})
		}
	})
}
