package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What the advisory functions ask of the server. That they wait is the session's to prove.
func TestAdvisoryVerbs(t *testing.T) {
	f := &fakeLive{}
	for _, c := range []struct {
		verb string
		a    int64
		b    any
		want string
		got  any
	}{
		{"lock", 1, nil, "{lock false false} {1 0 false}", true},
		{"try_xact_shared", 1, int64(2), "{try true true} {1 2 true}", true},
		{"lock_xact", 1, nil, "{lock false true} {1 0 false}", true},
		{"unlock_shared", 3, nil, "{unlock true false} {3 0 false}", false},
	} {
		got, err := advisory(f, []any{int64(7), c.verb, c.a, c.b})
		require.NoError(t, err)
		require.Equal(t, c.got, got)
		require.Equal(t, c.want, f.advised[len(f.advised)-1])
	}
	got, err := advisory(f, []any{int64(7), "lock", nil, nil})
	require.NoError(t, err)
	require.Nil(t, got)
}
