package catalog

import (
	"fmt"
	"math"
)

// unfolded gives the statements that put rows into the image's tables that no image sees. DuckDB plans by the least and the greatest
// value that its own tables hold, and does not plan anew when they change: where all rows of a table have begun by the image that a
// statement sees, it would drop the condition, and rows of an image that is made between plan and run would show beside those they
// replace. Sizes change below a plan that is kept, too.
func unfolded() []string {
	var out []string
	for _, t := range owners() {
		out = append(out, fmt.Sprintf("INSERT INTO shim.img.%s BY NAME SELECT %d AS since, -1 AS until", t[0], int64(forever)))
	}
	for _, sign := range []string{"", "-"} {
		out = append(out, fmt.Sprintf("INSERT INTO shim.img.pg_class BY NAME SELECT %d AS since, -1 AS until, %s%g::FLOAT AS reltuples, %[2]s%[4]d::INTEGER AS relpages",
			int64(forever), sign, math.MaxFloat32, math.MaxInt32),
			fmt.Sprintf("INSERT INTO shim.img.stat VALUES (-1, %[1]s%[2]d, %[1]s%[2]d)", sign, int64(math.MaxInt64)))
	}
	return out
}
