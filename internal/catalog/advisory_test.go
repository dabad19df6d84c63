package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAdvisoryLocks(t *testing.T) {
	gone := map[int32]bool{}
	l := NewAdvisory(func(pid int32) bool { return !gone[pid] })
	k := advisoryKey{a: 1}
	require.True(t, l.try(1, k, false))
	require.True(t, l.try(1, k, false), "a session may take its own lock again")
	require.False(t, l.try(2, k, false))
	require.True(t, l.try(2, advisoryKey{a: 1, pair: true}, false), "two integers never meet a bigint")
	require.True(t, l.unlock(1, k, false))
	require.False(t, l.try(2, k, true), "still held once")
	require.True(t, l.unlock(1, k, false))
	require.True(t, l.try(2, k, true))
	require.True(t, l.try(3, k, true), "shared locks go together")
	require.False(t, l.try(1, k, false))
	l.release(2)
	gone[3] = true
	require.True(t, l.try(1, k, false), "a session that ended holds nothing")
}
