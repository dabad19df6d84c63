package session

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTransactionTable prints the table, so that a change of it is seen in review.
func TestTransactionTable(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-10s %-20s %-20s %s\n", "state", "event", "action", "next")
	for st, row := range moves {
		for ev, m := range row {
			fmt.Fprintf(&b, "%-10s %-20s %-20s %s\n", state(st), event(ev), m.do, m.to)
		}
	}
	const file = "testdata/transactions.txt"
	if os.Getenv("REWRITE") != "" {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String())
}

func TestCastParams(t *testing.T) {
	for _, c := range []struct{ sql, want string }{
		{"select $1", "select CAST($1 AS INTEGER)"},
		{"select '$1', \"$1\", $$ $1 $$, $a$ $1 $a$ -- $1\n, $1 /* $1 /* */ $1 */", "select '$1', \"$1\", $$ $1 $$, $a$ $1 $a$ -- $1\n, CAST($1 AS INTEGER) /* $1 /* */ $1 */"},
		{`select E'\'$1', $2, $1`, `select E'\'$1', $2, CAST($1 AS INTEGER)`},
		{"select a$1, $10", "select a$1, $10"},
		{"select 'unclosed $1", "select 'unclosed $1"},
	} {
		got, ins := castParams(c.sql, paramMarks(c.sql), []uint32{23})
		require.Equal(t, c.want, got)
		for i := range len(c.sql) {
			// every place of the client's text is found again from where it went
			p := i
			for _, in := range ins {
				if in.at <= i {
					p += in.added
				}
			}
			require.Equal(t, i, originalPos(p, ins), "%s at %d", c.sql, i)
		}
	}
}

func TestStartupOptions(t *testing.T) {
	require.Equal(t, map[string]string{"a": "b c", "work_mem": "5MB", "x": "packet"}, settingsOf(map[string]string{
		"options": `-c a=b\ c --work-mem=5MB -cx=options -B`, "x": "packet", "user": "u", "database": "d"}))
}
