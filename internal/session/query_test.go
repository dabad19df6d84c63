package session_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

func TestSimpleQuery(t *testing.T) {
	s := sessiontest.Start(t)
	c, notices := raw(t, s)
	for _, step := range []struct {
		sql  string
		want []string
	}{
		{"", nil},
		{"select 1", []string{"SELECT 1: 1"}},
		{"select 1", []string{"SELECT 1: 1"}},
		{"select 1; select 'a', null", []string{"SELECT 1: 1", "SELECT 1: a|"}},
		{"create table t (i int, s text)", []string{"CREATE TABLE"}},
		{"insert into t values (1,'a'),(2,'b'),(3,'c')", []string{"INSERT 0 3"}},
		{"select * from t order by i", []string{"SELECT 3: 1|a; 2|b; 3|c"}},
		{"update t set s = 'x' where i > 1", []string{"UPDATE 2"}},
		{"delete from t where i = 3", []string{"DELETE 1"}},
		{"select count(*), sum(i) from t", []string{"SELECT 1: 2|3"}},
		{"selec 1", []string{`42601 syntax error at or near "selec"`}},
		{"select * from nope", []string{`42P01 relation "nope" does not exist`}},
		{"select cast('x' as int)", []string{`22P02 invalid input syntax for type integer: "x"`}},
		// a string is one transaction
		{"insert into t values (9,'z'); select * from nope", []string{"INSERT 0 1", `42P01 relation "nope" does not exist`}},
		{"select count(*) from t", []string{"SELECT 1: 2"}},
		{"insert into t values (9,'z'); commit; select * from nope", []string{"INSERT 0 1", "COMMIT", `42P01 relation "nope" does not exist`}},
		{"select count(*) from t", []string{"SELECT 1: 3"}},
		{"begin; delete from t where i=9; rollback; select count(*) from t", []string{"BEGIN", "DELETE 1", "ROLLBACK", "SELECT 1: 3"}},
		{"show search_path", []string{`SHOW: "$user", public`}},
		{"explain select 1", nil},
	} {
		got := ask(t, c, step.sql)
		if step.want != nil {
			require.Equal(t, step.want, got, step.sql)
		}
	}
	t.Log(*notices)
}
