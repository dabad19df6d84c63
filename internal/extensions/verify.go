package extensions

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Check says whether the extension that every lake needs is there, in words for the operator. It does not hash: DuckDB
// checks the signature of whatever it loads, and an operator may bring a build of their own.
func Check(dir string) error {
	path := filepath.Join(Folder(dir, Platform()), Required+".duckdb_extension")
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("DuckDB extension %s %s is missing: there is no %s (run `lakewire extensions install`, or set --extension-dir)",
			Required, Version, path)
	}
	return err
}

// Verify compares one binary below dir with the lock file.
func (e Entry) Verify(dir string) error {
	return hashIs(filepath.Join(Folder(dir, e.Platform), e.File()), e.SHA256)
}

func hashIs(path, want string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		return fmt.Errorf("%s has SHA-256 %s, but extensions.lock says %s", path, got, want)
	}
	return nil
}

// place moves a checked file to where DuckDB looks for it. The rename is what makes it appear, so that a process that
// starts meanwhile never sees half a file.
func (e Entry) place(from, dir string) error {
	if err := hashIs(from, e.SHA256); err != nil {
		return err
	}
	folder := Folder(dir, e.Platform)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(folder, e.Name+".*.part")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	if _, err := io.Copy(tmp, src); err != nil {
		return err
	}
	if err := errors.Join(tmp.Chmod(0o644), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), filepath.Join(folder, e.File()))
}
