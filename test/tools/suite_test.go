//go:build suite

package tools

import "testing"

// The other half of psql's lists, which make test leaves out for their time.
func TestPsql15More(t *testing.T) { psql15(t, "psql 15, the rest", "more.txt") }

func TestPsql16All(t *testing.T) {
	psql16(t, "psql 16, the rest", "commands.txt")
	psql16(t, "psql 16, the rest", "more.txt")
}
