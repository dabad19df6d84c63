package extensions

import (
	"os"
	"path/filepath"
)

// Find gives the folder to load extensions from, ready for use: the one that was asked for; else the ones this binary
// carries, unpacked beside the data; else the project's .cache, for a binary built by `make build`.
func Find(asked, dataDir string) (string, error) {
	if asked != "" {
		return asked, Check(asked)
	}
	if Embedded {
		dir := filepath.Join(dataDir, "extensions")
		return dir, Unpack(dir)
	}
	return fromProject()
}

func fromProject() (string, error) {
	candidates := []string{filepath.Join(".cache", "extensions")}
	if exe, err := os.Executable(); err == nil {
		candidates = append(candidates, filepath.Join(filepath.Dir(exe), "..", ".cache", "extensions"))
	}
	for _, dir := range candidates {
		if Check(dir) == nil {
			return filepath.Abs(dir)
		}
	}
	return "", Check(candidates[0])
}
