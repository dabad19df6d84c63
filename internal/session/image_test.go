package session_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// TestImageInATransaction: the first look at the catalog may be inside a transaction, which is older than the image made for it.
func TestImageInATransaction(t *testing.T) {
	c, _ := raw(t, sessiontest.Start(t))
	ask(t, c, "begin; create table seen (a int, b text); commit")
	require.Equal(t, []string{"BEGIN", "SELECT 1: 2", "COMMIT"}, ask(t, c, "begin; select count(*) from information_schema.columns where table_name = 'seen'; commit"))
	require.Equal(t, []string{"SELECT 1: 2"}, ask(t, c, "select count(*) from information_schema.columns where table_name = 'seen'"))
}
