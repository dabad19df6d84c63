package soak

// bareVariable names a scenario that this test binary is to run on bare DuckLake instead of its tests.
const bareVariable = "LAKEWIRE_SOAK_BARE"

func bare(string) int { return 1 }
