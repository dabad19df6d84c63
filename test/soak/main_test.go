package soak

import (
	"flag"
	"os"
	"testing"
	"time"
)

// How long, how often, and from which seed; `make soak` gives more of each.
var (
	soakFor  = flag.Duration("soak-for", 8*time.Second, "how long clients write on each catalog")
	soakSeed = flag.Uint64("soak-seed", uint64(time.Now().UnixNano()), "where the clients' choices come from")
	killings = flag.Int("soak-kills", 8, "how many moments a loading server is killed at")
)

func TestMain(m *testing.M) {
	if catalog := os.Getenv(foreignVariable); catalog != "" {
		os.Exit(foreign(catalog))
	}
	if scenario := os.Getenv(bareVariable); scenario != "" {
		os.Exit(bare(scenario))
	}
	os.Exit(m.Run())
}
