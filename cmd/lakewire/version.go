package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"lakewire/internal/extensions"
)

// version is set by the linker: -X main.version=…
var version = "dev"

type versionCmd struct{}

func (versionCmd) Run(std streams) error {
	carried := "extensions: from a folder"
	if extensions.Embedded {
		carried = "extensions: in this binary"
	}
	_, err := fmt.Fprintf(std.out, "lakewire %s%s (DuckDB %s, %s, %s, %s/%s)\n",
		version, revision(), extensions.Version, carried, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// revision is what the Go tool stamped, when it built from a checkout.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return " " + s.Value[:12]
		}
	}
	return ""
}
