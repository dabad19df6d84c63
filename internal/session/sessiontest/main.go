package sessiontest

import (
	"context"
	"fmt"
	"os"

	"lakewire/internal/engine"
)

// rewrite makes a test's program what lakewire's command of that name is.
const rewrite = "sessiontest-rewrite"

// Main is the beginning of TestMain: where a test's server has started its program again, it rewrites a Parquet file and ends.
func Main() {
	if len(os.Args) != 4 || os.Args[1] != rewrite {
		return
	}
	if err := engine.Rewrite(context.Background(), os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}
