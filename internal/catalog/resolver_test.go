package catalog

import (
	osexec "os/exec"
	"testing"
)

// TestResolverTables holds that what pgtypes resolves calls with comes from the catalog's recorded rows.
func TestResolverTables(t *testing.T) {
	if out, err := osexec.Command("python3", "gen/resolver.py", "--check").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}
