package tlsutil_test

import (
	"crypto/sha256"
	"crypto/tls"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/tlsutil"
)

func TestSelfSignedIsMadeOnce(t *testing.T) {
	dir := t.TempDir()
	m, err := tlsutil.SelfSigned(dir, "db.example", "10.1.2.3", "0.0.0.0", "")
	require.NoError(t, err)
	leaf := m.Config().Certificates[0].Leaf
	for _, name := range []string{"localhost", "127.0.0.1", "::1", "db.example", "10.1.2.3"} {
		require.NoError(t, leaf.VerifyHostname(name), name)
	}
	require.Error(t, leaf.VerifyHostname("0.0.0.0"))
	require.Equal(t, uint16(tls.VersionTLS12), m.Config().MinVersion)
	st, err := os.Stat(filepath.Join(dir, tlsutil.KeyFile))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), st.Mode().Perm())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 2, "no temporary file is left")

	again, err := tlsutil.SelfSigned(dir)
	require.NoError(t, err)
	require.Equal(t, leaf.Raw, again.Config().Certificates[0].Leaf.Raw)
}

func TestReload(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	m, err := tlsutil.SelfSigned(dir)
	require.NoError(t, err)
	old := m.Config()
	_, err = tlsutil.SelfSigned(other)
	require.NoError(t, err)
	copyFile(t, filepath.Join(other, tlsutil.CertFile), filepath.Join(dir, tlsutil.CertFile))
	require.ErrorContains(t, m.Reload(), "could not load the certificate", "the key is another's")
	require.Same(t, old, m.Config())
	copyFile(t, filepath.Join(other, tlsutil.KeyFile), filepath.Join(dir, tlsutil.KeyFile))
	require.NoError(t, m.Reload())
	require.NotEqual(t, old.Certificates[0].Certificate, m.Config().Certificates[0].Certificate)
}

func TestKeyOfOthersIsRefused(t *testing.T) {
	dir := t.TempDir()
	_, err := tlsutil.SelfSigned(dir)
	require.NoError(t, err)
	key := filepath.Join(dir, tlsutil.KeyFile)
	require.NoError(t, os.Chmod(key, 0o644))
	_, err = tlsutil.Load(filepath.Join(dir, tlsutil.CertFile), key)
	require.ErrorContains(t, err, "has group or world access")
	_, err = tlsutil.Load(filepath.Join(dir, tlsutil.CertFile), filepath.Join(dir, "none"))
	require.ErrorContains(t, err, "could not read the private key file")
}

func TestEndPointHash(t *testing.T) {
	m, err := tlsutil.SelfSigned(t.TempDir())
	require.NoError(t, err)
	leaf := m.Config().Certificates[0].Leaf
	h, ok := tlsutil.EndPointHash(leaf)
	require.True(t, ok)
	want := sha256.Sum256(leaf.Raw)
	require.Equal(t, want[:], h)
	ed := *leaf
	ed.SignatureAlgorithm = 0
	_, ok = tlsutil.EndPointHash(&ed)
	require.False(t, ok)
}

func copyFile(t *testing.T, from, to string) {
	b, err := os.ReadFile(from)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(to, b, 0o600))
}
