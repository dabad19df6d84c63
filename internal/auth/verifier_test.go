package auth_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/auth"
)

// A verifier that a real PostgreSQL 15 made: CREATE ROLE x PASSWORD 'pencil'.
const pencil = "SCRAM-SHA-256$4096:3YgE7Ce5sUgWdqhLNdj2dg==$pgrb8lgzBE4kkKFF1volgj9PZc9SRvjXTxiSub16hsE=:qYmn1cKvObDEW7Ej3DEZMyLoUyMHEjgt87FDyJf8nY0="

func TestVerifierOfPostgres(t *testing.T) {
	v, err := auth.ParseVerifier(pencil)
	require.NoError(t, err)
	require.Equal(t, pencil, v.String())
}

func TestNewVerifier(t *testing.T) {
	a, err := auth.NewVerifier("secret")
	require.NoError(t, err)
	b, err := auth.NewVerifier("secret")
	require.NoError(t, err)
	require.NotEqual(t, a.String(), b.String(), "salts differ")
	require.Regexp(t, `^SCRAM-SHA-256\$4096:[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$`, a.String())
	_, err = auth.NewVerifier("")
	require.Error(t, err)
}

func TestMalformedVerifiers(t *testing.T) {
	for _, s := range []string{"", "md5abc", "SCRAM-SHA-256$", "SCRAM-SHA-256$4096:AAAA", "SCRAM-SHA-256$0:AAAA$AAAA:AAAA",
		"SCRAM-SHA-256$x:AAAA$AAAA:AAAA", "SCRAM-SHA-256$4096:AAAA$AAAA:AAAA", strings.Replace(pencil, ":", ";", 1),
		pencil + "A", strings.Replace(pencil, "$4096", "$-1", 1)} {
		_, err := auth.ParseVerifier(s)
		require.Error(t, err, s)
	}
}

func TestStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "users")
	s, err := auth.OpenStore(path)
	require.NoError(t, err)
	v, err := auth.NewVerifier("hunter2")
	require.NoError(t, err)
	names := []string{"lakewire", "with space", "quote\"d", "ünï", "#hash", "new\nline"}
	for _, n := range names {
		require.NoError(t, s.Set(n, v))
	}
	st, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), st.Mode().Perm())
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NotContains(t, string(b), "hunter2")

	s, err = auth.OpenStore(path)
	require.NoError(t, err)
	require.ElementsMatch(t, names, s.Users())
	got, ok := s.Lookup("with space")
	require.True(t, ok)
	require.Equal(t, v.String(), got.String())
	require.NoError(t, s.Remove("lakewire"))
	_, ok = s.Lookup("lakewire")
	require.False(t, ok)
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, entries, 1, "no temporary file is left")

	require.NoError(t, os.WriteFile(path, []byte("md5xyz \"a\"\n"), 0o600))
	require.ErrorContains(t, s.Reload(), "line 1")
	require.Len(t, s.Users(), len(names)-1, "a bad file changes nothing")
}

func FuzzVerifier(f *testing.F) {
	f.Add(pencil)
	f.Add("SCRAM-SHA-256$4096:AAAA$AAAA:AAAA")
	f.Fuzz(func(t *testing.T, s string) {
		v, err := auth.ParseVerifier(s)
		if err != nil {
			return
		}
		again, err := auth.ParseVerifier(v.String())
		if err != nil || again.String() != v.String() {
			t.Fatalf("%q came back as %q, %v", v, again, err)
		}
	})
}
