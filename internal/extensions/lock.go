package extensions

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
)

//go:embed extensions.lock
var lockText string

// Version is the DuckDB version that the lock file is for.
var Version, entries = mustParse(lockText)

// Required is what every lake needs; the other extensions serve some catalogs, object stores and the demo.
const Required = "ducklake"

// Entry is one pinned extension binary.
type Entry struct {
	Name        string // "ducklake"
	Platform    string // "linux_amd64", as DuckDB names platforms
	SHA256      string // of the binary that DuckDB loads
	Wheel       string // file name of the wheel on PyPI that holds the same binary
	WheelSHA256 string
}

// File is the name DuckDB looks for.
func (e Entry) File() string { return e.Name + ".duckdb_extension" }

// Platform is DuckDB's name for the machine this program runs on.
func Platform() string {
	os := runtime.GOOS
	if os == "darwin" {
		os = "osx"
	}
	return os + "_" + runtime.GOARCH
}

// For lists the pinned extensions of a platform.
func For(platform string) []Entry {
	var found []Entry
	for _, e := range entries {
		if e.Platform == platform {
			found = append(found, e)
		}
	}
	return found
}

// Folder is where DuckDB looks for a platform's extensions below its extension_directory.
func Folder(dir, platform string) string { return filepath.Join(dir, "v"+Version, platform) }

// mustParse reads the lock file that was compiled in; a test reads it too, so that a bad line never ships.
func mustParse(text string) (version string, list []Entry) {
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || f[0] == "#" || strings.HasPrefix(f[0], "#"):
		case len(f) == 2 && f[0] == "duckdb":
			version = f[1]
		case len(f) == 5 && len(f[2]) == 64 && len(f[4]) == 64:
			list = append(list, Entry{f[0], f[1], f[2], f[3], f[4]})
		default:
			panic(fmt.Sprintf("extensions.lock: cannot read line %q", line))
		}
	}
	return version, list
}
