package extensions

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// PyPI fetches the wheels that DuckDB's makers publish, through pip, so that the user's mirrors, proxies and certificates
// apply as they do to any other package.
type PyPI struct{ Python string }

// Name is part of Source.
func (PyPI) Name() string { return "PyPI" }

// Fetch is part of Source. pip itself checks the wheel against the pinned hash.
func (p PyPI) Fetch(ctx context.Context, e Entry, scratch string) (string, error) {
	stem := strings.TrimSuffix(e.Wheel, ".whl")
	parts := strings.Split(stem, "-")
	dist, version, tag := strings.ReplaceAll(parts[0], "_", "-"), parts[1], parts[len(parts)-1]
	requirement := filepath.Join(scratch, e.Name+".txt")
	line := fmt.Sprintf("%s==%s --hash=sha256:%s\n", dist, version, e.WheelSHA256)
	if err := os.WriteFile(requirement, []byte(line), 0o600); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, p.Python, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
		"--platform", tag, "--require-hashes", "--dest", scratch, "--requirement", requirement)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("pip download %s: %w\n%s", dist, err, strings.TrimSpace(string(out)))
	}
	return unzip(filepath.Join(scratch, e.Wheel), e.File(), scratch)
}

// unzip takes the one extension binary out of a wheel.
func unzip(wheel, file, scratch string) (string, error) {
	z, err := zip.OpenReader(wheel)
	if err != nil {
		return "", err
	}
	defer z.Close()
	for _, f := range z.File {
		if path.Base(f.Name) != file {
			continue
		}
		in, err := f.Open()
		if err != nil {
			return "", err
		}
		defer in.Close()
		target := filepath.Join(scratch, file)
		out, err := os.Create(target)
		if err != nil {
			return "", err
		}
		defer out.Close()
		if _, err := io.Copy(out, in); err != nil {
			return "", err
		}
		return target, out.Close()
	}
	return "", fmt.Errorf("%s holds no %s", filepath.Base(wheel), file)
}
