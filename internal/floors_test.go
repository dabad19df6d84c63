package internal

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// floors is the plan of the house, as ARCHITECTURE.md draws it. A room imports only rooms of lower floors; a package below
// a room's folder belongs to the room.
var floors = map[string]int{
	"cmd/lakewire": 7,
	"server":       6,
	"session":      5,
	"catalog":      4, "encode": 4, "auth": 4, "guard": 4,
	"engine": 3, "wire": 3,
	"dialect": 2,
	"guc":     1, "pgtypes": 1, "tlsutil": 1, "config": 1, "extensions": 1, "metrics": 1, "copyio": 1, "are": 1, "pgjson": 1, "pgnumeric": 1, "locks": 1, "arrowio": 1, "s3access": 1, "explain": 1,
	"pgerr": 0,
}

// owners are the packages that only one room may import. A path stands for everything below it.
var owners = map[string]string{
	"unsafe":                           "engine",
	"C":                                "engine",
	"github.com/duckdb":                "engine",
	"github.com/jackc/pgx/v5/pgproto3": "wire",
	"github.com/pganalyze/pg_query_go": "dialect",
	"github.com/xdg-go/scram":          "auth",
	"github.com/alecthomas/kong":       "config",
	"go.yaml.in/yaml":                  "config",
	"github.com/apache/arrow-go":       "arrowio",
	"github.com/aws/aws-sdk-go-v2":     "s3access",
	// For nobody: rows never pass through database/sql, and test libraries stay in tests.
	"database/sql":                      "",
	"github.com/duckdb/duckdb-go":       "",
	"github.com/stretchr/testify":       "",
	"github.com/cockroachdb/datadriven": "",
	"go.uber.org/goleak":                "",
}

// The command line is kong's, on the top floor as in config.
var alsoAllowed = map[string][]string{
	"github.com/alecthomas/kong": {"cmd/lakewire"},
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImportsPointDown(t *testing.T) {
	for _, p := range list(t) {
		room, isRoom := roomOf(p.ImportPath)
		if !isRoom {
			continue
		}
		floor, known := floors[room]
		if !known {
			t.Errorf("%s: the room %q is on no floor; say in floors_test.go and ARCHITECTURE.md where it stands", p.ImportPath, room)
			continue
		}
		for _, imported := range p.Imports {
			other, isRoom := roomOf(imported)
			if isRoom && other != room && floors[other] >= floor {
				t.Errorf("%s (floor %d) imports %s (floor %d): an arrow that does not point down", p.ImportPath, floor, imported, floors[other])
			}
		}
	}
}

func TestEachForeignPackageHasOneDoor(t *testing.T) {
	for _, p := range list(t) {
		room, isRoom := roomOf(p.ImportPath)
		if !isRoom {
			continue
		}
		for _, imported := range p.Imports {
			owner, owned := ownerOf(imported)
			if owned && owner != room && !slices.Contains(alsoAllowed[prefixOf(imported)], room) {
				t.Errorf("%s imports %s, which is for %q only", p.ImportPath, imported, owner)
			}
		}
	}
}

// TestTestsStayOutside holds test/doc.go's promise: what proves the server from outside does not know its inside.
func TestTestsStayOutside(t *testing.T) {
	for _, p := range list(t) {
		if !strings.HasPrefix(p.ImportPath, "lakewire/test") {
			continue
		}
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, "lakewire/internal") {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}

// roomOf gives the room a package of ours stands in. Generators are tools, not rooms.
func roomOf(importPath string) (string, bool) {
	if importPath == "lakewire/cmd/lakewire" {
		return "cmd/lakewire", true
	}
	rest, ok := strings.CutPrefix(importPath, "lakewire/internal/")
	if !ok || path.Base(rest) == "gen" {
		return "", false
	}
	room, _, _ := strings.Cut(rest, "/")
	return room, true
}

// prefixOf finds the longest owned path that an import lies under.
func prefixOf(imported string) string {
	best := ""
	for prefix := range owners {
		if (imported == prefix || strings.HasPrefix(imported, prefix+"/")) && len(prefix) > len(best) {
			best = prefix
		}
	}
	return best
}

func ownerOf(imported string) (string, bool) {
	owner, ok := owners[prefixOf(imported)]
	return owner, ok
}

// list asks the Go tool, which knows build tags and generated files better than a walk over the folders would.
func list(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "lakewire/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	var packages []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return packages
		}
		require.NoError(t, err)
		packages = append(packages, p)
	}
}
