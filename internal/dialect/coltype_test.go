package dialect

import (
	"fmt"
	"strings"
	"testing"

	"lakewire/internal/pgtypes"
)

// TestTypes holds the types that the text tells against those that PostgreSQL 15 described.
func TestTypes(t *testing.T) {
	for _, r := range rows(t, "types.tsv") {
		for i, want := range strings.Split(r[1], "|") {
			c := one(t, r[0]).Types[i]
			got := pgtypes.SQLName(c.OID)
			switch {
			case c.OID == pgtypes.OIDBpchar && c.Mod < 0:
				got = "bpchar"
			case c.OID == pgtypes.OIDNumeric && c.Mod >= 0:
				got += fmt.Sprintf("(%d,%d)", (c.Mod-4)>>16, (c.Mod-4)&0x7ff)
			case c.Mod >= 0:
				got += fmt.Sprintf("(%d)", c.Mod-4)
			}
			if got != want {
				t.Errorf("%s: column %d is %s, PostgreSQL says %s", r[0], i+1, got, want)
			}
		}
	}
}
