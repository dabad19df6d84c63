package extensions

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Stage writes the compressed binaries of a platform into the folder that the release build embeds.
func Stage(from, platform, staging string) error {
	for _, e := range For(platform) {
		if err := e.Verify(from); err != nil {
			return err
		}
		if err := e.stage(from, staging); err != nil {
			return err
		}
	}
	return nil
}

func (e Entry) stage(from, staging string) error {
	in, err := os.Open(filepath.Join(Folder(from, e.Platform), e.File()))
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(filepath.Join(staging, e.File()+".gz"))
	if err != nil {
		return err
	}
	defer out.Close()
	z, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := io.Copy(z, in); err != nil {
		return err
	}
	return errors.Join(z.Close(), out.Close())
}

// Unpack makes the extensions that a release binary carries present and correct below dir. A file that is already there
// with the right hash stays; anything else at its place is replaced.
func Unpack(dir string) error {
	for _, e := range For(Platform()) {
		if e.Verify(dir) == nil {
			continue
		}
		if err := e.unpack(dir); err != nil {
			return fmt.Errorf("unpacking the DuckDB extension %s: %w", e.Name, err)
		}
	}
	return nil
}

func (e Entry) unpack(dir string) error {
	in, err := carried.Open("staging/" + e.File() + ".gz")
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("this binary was built for another platform than %s", e.Platform)
	}
	if err != nil {
		return err
	}
	defer in.Close()
	z, err := gzip.NewReader(in)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	// Beside the target and not in the system's temporary folder, which may be small or in memory.
	tmp, err := os.CreateTemp(dir, e.Name+".*.unpack")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	if _, err := io.Copy(tmp, z); err != nil {
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return e.place(tmp.Name(), dir)
}
