package extensions

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheLockFileIsWhole(t *testing.T) {
	require.Equal(t, "1.5.5", Version)
	for _, platform := range []string{"linux_amd64", "linux_arm64", "osx_amd64", "osx_arm64"} {
		var names []string
		for _, e := range For(platform) {
			names = append(names, e.Name)
			require.Contains(t, e.Wheel, e.Name+"-"+Version)
		}
		require.Equal(t, []string{"ducklake", "httpfs", "postgres_scanner", "sqlite_scanner", "tpch"}, names, platform)
	}
	require.NotEmpty(t, For(Platform()))
}

// source gives a file with fixed content.
type source struct {
	content string
	err     error
	asked   int
}

func (*source) Name() string { return "test source" }

func (s *source) Fetch(_ context.Context, e Entry, scratch string) (string, error) {
	s.asked++
	if s.err != nil {
		return "", s.err
	}
	path := filepath.Join(scratch, e.Name+".bin")
	return path, os.WriteFile(path, []byte(s.content), 0o600)
}

func entryFor(content string) Entry {
	sum := sha256.Sum256([]byte(content))
	return Entry{Name: "ducklake", Platform: "test_cpu", SHA256: hex.EncodeToString(sum[:])}
}

func TestOnlyThePinnedBinaryIsTaken(t *testing.T) {
	e, dir := entryFor("right"), t.TempDir()
	unreachable, wrong, right := &source{err: errors.New("no route")}, &source{content: "wrong"}, &source{content: "right"}

	_, err := fetch(t.Context(), e, dir, []Source{unreachable, wrong})
	require.ErrorContains(t, err, "no route")
	require.ErrorContains(t, err, "extensions.lock says")
	require.NoFileExists(t, filepath.Join(Folder(dir, "test_cpu"), e.File()))

	from, err := fetch(t.Context(), e, dir, []Source{unreachable, wrong, right})
	require.NoError(t, err)
	require.Equal(t, "test source", from)
	require.NoError(t, e.Verify(dir))

	require.NoError(t, os.WriteFile(filepath.Join(Folder(dir, "test_cpu"), e.File()), []byte("tampered"), 0o600))
	require.ErrorContains(t, e.Verify(dir), "extensions.lock says")
}

func TestInstallKeepsWhatIsThereAndRight(t *testing.T) {
	saved := entries
	t.Cleanup(func() { entries = saved })
	entries = []Entry{entryFor("right")}
	dir, s := t.TempDir(), &source{content: "right"}
	say := func(string, ...any) {}
	require.NoError(t, Install(t.Context(), dir, "test_cpu", []Source{s}, say))
	require.NoError(t, Install(t.Context(), dir, "test_cpu", []Source{s}, say))
	require.Equal(t, 1, s.asked)
	require.ErrorContains(t, Install(t.Context(), dir, "other_cpu", []Source{s}, say), "no extensions for other_cpu")
}

func TestTheBinaryIsFoundInAWheel(t *testing.T) {
	dir := t.TempDir()
	wheel := filepath.Join(dir, "x-1-py3-none-any.whl")
	f, err := os.Create(wheel)
	require.NoError(t, err)
	z := zip.NewWriter(f)
	w, err := z.Create("x/extensions/v1.5.5/ducklake.duckdb_extension")
	require.NoError(t, err)
	_, err = w.Write([]byte("right"))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	require.NoError(t, f.Close())

	path, err := unzip(wheel, "ducklake.duckdb_extension", dir)
	require.NoError(t, err)
	require.NoError(t, hashIs(path, entryFor("right").SHA256))
	_, err = unzip(wheel, "other.duckdb_extension", dir)
	require.ErrorContains(t, err, "holds no other.duckdb_extension")
}

func TestAMissingExtensionIsSaidSo(t *testing.T) {
	_, err := Find(t.TempDir(), t.TempDir())
	require.ErrorContains(t, err, "DuckDB extension ducklake 1.5.5 is missing")
	require.ErrorContains(t, err, "lakewire extensions install")
}
