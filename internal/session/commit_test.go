package session_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

// TestCommitsAreSigned: every way of committing leaves who, why and by what program in the lake.
func TestCommitsAreSigned(t *testing.T) {
	c, _ := raw(t, sessiontest.Start(t))
	ask(t, c, "set application_name = 'loader'; set lakewire.commit_message = 'it''s nightly'")
	for _, sql := range []string{
		"create table t (i int)", "insert into t values (1)", "insert into t values (2) returning i", "begin; update t set i = 3 where i = 1; delete from t where i = 2; commit",
		"insert into t values (4); insert into t values (5)", "alter table t add column s text", "drop table t",
	} {
		ask(t, c, sql)
		last := ask(t, c, "select author, message, application_name, length(token), client is not null from lakewire.commits order by snapshot_id desc limit 1")
		require.Equal(t, []string{"SELECT 1: lakewire|it's nightly|loader|32|t"}, last, sql)
	}
	before := ask(t, c, "select count(*) from lakewire.commits")
	ask(t, c, "begin; select 1; commit")
	ask(t, c, "begin; create temp table x (i int); insert into x values (1); commit")
	require.Equal(t, before, ask(t, c, "select count(*) from lakewire.commits"), "what changes nothing makes no commit")
}
