package engine

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The first thing that a clean clone does: an instance without a lake, which fetches the extensions.
func TestScratch(t *testing.T) {
	rows, err := Scratch(t.Context(), t.TempDir(), "", "SELECT 41 + 1, 'a'")
	require.NoError(t, err)
	require.Len(t, rows, 1)
	require.EqualValues(t, 42, rows[0][0])
	require.Equal(t, "a", rows[0][1])
	_, err = Scratch(t.Context(), t.TempDir(), "nothing", "SELECT 1")
	require.Error(t, err)
}
