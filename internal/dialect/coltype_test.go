package dialect

import (
	"fmt"
	"strings"
	"testing"
)

// TestTypes holds the types that the text tells against those that PostgreSQL 15 described. Where we leave it to the
// engine there is nothing to compare.
func TestTypes(t *testing.T) {
	names := map[uint32]string{oidName: "name", oidText: "text", oidBpchar: "character", oidVarchar: "character varying", oidNumeric: "numeric", oidVoid: "void"}
	for _, r := range rows(t, "types.tsv") {
		for i, want := range strings.Split(r[1], "|") {
			c := one(t, r[0]).Types[i]
			got := names[c.OID]
			switch {
			case c.OID == 0 && c.Mod == ModEngine:
				continue
			case c.OID == 0: // an operator, a call: a type without a modifier
				if strings.Contains(want, "(") {
					t.Errorf("%s: column %d has no modifier, PostgreSQL says %s", r[0], i+1, want)
				}
				continue
			case c.OID == oidBpchar && c.Mod < 0:
				got = "bpchar"
			case c.Mod >= 0:
				got += fmt.Sprintf("(%d)", c.Mod-4)
			}
			if got != want {
				t.Errorf("%s: column %d is %s, PostgreSQL says %s", r[0], i+1, got, want)
			}
		}
	}
}
