package config

import (
	"strconv"
	"strings"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// Suggest gives the known name closest to a mistyped one, or "" when none is close enough to be what was meant: at most
// a third of the letters may differ, not counting the prefix that all variables share.
func Suggest(got string, known []string) string {
	best, bestDistance := "", len(strings.TrimPrefix(got, EnvPrefix))/3+1
	for _, k := range known {
		if d := distance(got, k); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	return best
}

// distance counts the insertions, deletions, replacements and swaps of neighbours that turn a into b. A dash and an
// underscore count as the same letter, since mixing them up is the likeliest slip.
func distance(a, b string) int {
	same := func(x, y byte) bool { return x == y || (x == '-' || x == '_') && (y == '-' || y == '_') }
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if same(a[i-1], b[j-1]) {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
