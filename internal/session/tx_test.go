package session_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/session/sessiontest"
)

type step struct {
	sql  string
	want []string
}

func play(t *testing.T, s *sessiontest.Server, steps []step) {
	t.Helper()
	c, notices := raw(t, s)
	for _, st := range steps {
		*notices = nil
		got := ask(t, c, st.sql)
		require.Equal(t, st.want, append(*notices, got...), st.sql)
	}
}

const aborted = "25P02 current transaction is aborted, commands ignored until end of transaction block"

func TestTransactions(t *testing.T) {
	s := sessiontest.Start(t)
	play(t, s, []step{
		{"create table t (i int)", []string{"CREATE TABLE"}},
		{"commit", []string{"25P01 there is no transaction in progress", "COMMIT"}},
		{"rollback", []string{"25P01 there is no transaction in progress", "ROLLBACK"}},
		{"begin", []string{"BEGIN"}},
		{"begin", []string{"25001 there is already a transaction in progress", "BEGIN"}},
		{"insert into t values (1)", []string{"INSERT 0 1"}},
		{"select * from nope", []string{`42P01 relation "nope" does not exist`}},
		{"select 1", []string{aborted}},
		{"commit", []string{"ROLLBACK"}},
		{"select count(*) from t", []string{"SELECT 1: 0"}},
		{"begin read only", []string{"BEGIN"}},
		{"show transaction_read_only", []string{"SHOW: on"}},
		{"insert into t values (1)", []string{"25006 cannot execute INSERT in a read-only transaction"}},
		{"rollback and chain", []string{"ROLLBACK"}},
		{"show transaction_read_only", []string{"SHOW: on"}},
		{"commit", []string{"COMMIT"}},
		{"commit and chain", []string{"25P01 COMMIT AND CHAIN can only be used in transaction blocks"}},
		{"begin isolation level serializable", []string{"BEGIN"}},
		{"show transaction_isolation", []string{"SHOW: serializable"}},
		{"select count(*) from t", []string{"SELECT 1: 0"}},
		{"set transaction isolation level read committed", []string{"25001 SET TRANSACTION ISOLATION LEVEL must be called before any query"}},
		{"rollback", []string{"ROLLBACK"}},
		{"show transaction_isolation", []string{"SHOW: read committed"}},
		{"set transaction read only", []string{"25P01 SET TRANSACTION can only be used in transaction blocks", "SET"}},
		{"savepoint a", []string{"25P01 SAVEPOINT can only be used in transaction blocks"}},
		{"set local work_mem = '5MB'", []string{"25P01 SET LOCAL can only be used in transaction blocks", "SET"}},
		{"begin; set local datestyle = 'German'; show datestyle; commit; show datestyle",
			[]string{"BEGIN", "SET", "SHOW: German, DMY", "COMMIT", "SHOW: ISO, MDY"}},
		{"begin; set datestyle = 'German'; rollback; show datestyle", []string{"BEGIN", "SET", "ROLLBACK", "SHOW: ISO, MDY"}},
		{"begin; insert into t values (1); commit; select count(*) from t", []string{"BEGIN", "INSERT 0 1", "COMMIT", "SELECT 1: 1"}},
		{"discard all", []string{"DISCARD ALL"}},
	})
}

func TestSavepoints(t *testing.T) {
	s := sessiontest.Start(t)
	play(t, s, []step{
		{"create table t (i int)", []string{"CREATE TABLE"}},
		{"begin", []string{"BEGIN"}},
		{"savepoint a", []string{"SAVEPOINT"}},
		{"select cast('x' as int)", []string{`22P02 invalid input syntax for type integer: "x"`}},
		{"select 1", []string{aborted}},
		{"savepoint b", []string{aborted}},
		{"rollback to nope", []string{`3B001 savepoint "nope" does not exist`}},
		{"rollback to a", []string{"ROLLBACK"}},
		{"select 1", []string{"SELECT 1: 1"}},
		{"insert into t values (1), (2)", []string{"INSERT 0 2"}},
		{"savepoint b", []string{"SAVEPOINT"}},
		{"insert into t values (3)", []string{"INSERT 0 1"}},
		{"select cast('x' as int) from t", []string{`22P02 invalid input syntax for type integer: "x"`}},
		{"rollback to b", []string{"ROLLBACK"}},
		{"select count(*) from t", []string{"SELECT 1: 2"}},
		{"release b", []string{"RELEASE"}},
		{"commit", []string{"COMMIT"}},
		{"select count(*) from t", []string{"SELECT 1: 2"}},
		{"begin; insert into t select random()*10; savepoint a; insert into t values (1)", []string{"BEGIN", "INSERT 0 1", "SAVEPOINT", "INSERT 0 1"}},
		{"rollback to a", []string{"0A000 cannot roll back to this savepoint"}},
		{"select 1", []string{aborted}},
		{"rollback", []string{"ROLLBACK"}},
		{"begin; savepoint a; release a; release a", []string{"BEGIN", "SAVEPOINT", "RELEASE", `3B001 savepoint "a" does not exist`}},
		{"rollback", []string{"ROLLBACK"}},
		{"begin; set datestyle='German'; savepoint a; set datestyle='SQL'; rollback to a; show datestyle; rollback",
			[]string{"BEGIN", "SET", "SAVEPOINT", "SET", "ROLLBACK", "SHOW: German, DMY", "ROLLBACK"}},
	})
}

func TestCursors(t *testing.T) {
	s := sessiontest.Start(t)
	forward := "55000 cursor can only scan forward"
	play(t, s, []step{
		{"declare c cursor for select 1", []string{"25P01 DECLARE CURSOR can only be used in transaction blocks"}},
		{"fetch c", []string{`34000 cursor "c" does not exist`}},
		{"begin", []string{"BEGIN"}},
		{"declare c cursor for select * from generate_series(1, 5000)", []string{"DECLARE CURSOR"}},
		{"fetch c", []string{"FETCH 1: 1"}},
		{"fetch 2 from c", []string{"FETCH 2: 2; 3"}},
		{"select count(*) from generate_series(1,10)", []string{"SELECT 1: 10"}},
		{"fetch forward 2 from c", []string{"FETCH 2: 4; 5"}},
		{"move 4990 in c", []string{"MOVE 4990"}},
		{"fetch all from c", []string{"FETCH 5: 4996; 4997; 4998; 4999; 5000"}},
		{"fetch c", []string{"FETCH 0"}},
		{"close c", []string{"CLOSE CURSOR"}},
		{"declare c no scroll cursor for select * from generate_series(1, 5)", []string{"DECLARE CURSOR"}},
		{"fetch 2 from c", []string{"FETCH 2: 1; 2"}},
		{"fetch prior from c", []string{forward}},
		{"rollback", []string{"ROLLBACK"}},
		{"begin", []string{"BEGIN"}},
		{"declare c scroll cursor for select * from generate_series(1, 5)", []string{"DECLARE CURSOR"}},
		{"fetch last from c", []string{"FETCH 1: 5"}},
		{"fetch prior from c", []string{"FETCH 1: 4"}},
		{"fetch first from c", []string{"FETCH 1: 1"}},
		{"fetch backward from c", []string{"FETCH 0"}},
		{"fetch next from c", []string{"FETCH 1: 1"}},
		{"fetch absolute 3 from c", []string{"FETCH 1: 3"}},
		{"fetch relative -2 from c", []string{"FETCH 1: 1"}},
		{"fetch relative 0 from c", []string{"FETCH 1: 1"}},
		{"fetch absolute -2 from c", []string{"FETCH 1: 4"}},
		{"fetch forward all from c", []string{"FETCH 1: 5"}},
		{"fetch backward all from c", []string{"FETCH 5: 5; 4; 3; 2; 1"}},
		{"move forward 3 in c", []string{"MOVE 3"}},
		{"fetch backward 2 from c", []string{"FETCH 2: 2; 1"}},
		{"declare c cursor for select 1", []string{`42P03 cursor "c" already exists`}},
		{"rollback", []string{"ROLLBACK"}},
		{"fetch c", []string{`34000 cursor "c" does not exist`}},
		{"begin; declare h cursor with hold for select * from generate_series(1, 3); fetch h; commit; fetch h; select 1; fetch all h; close h; fetch h",
			[]string{"BEGIN", "DECLARE CURSOR", "FETCH 1: 1", "COMMIT", "FETCH 1: 2", "SELECT 1: 1", "FETCH 1: 3", "CLOSE CURSOR", `34000 cursor "h" does not exist`}},
		{"declare h cursor with hold for select 7", []string{"DECLARE CURSOR"}},
		{"fetch h", []string{"FETCH 1: 7"}},
	})
}

func TestPrepareVerbs(t *testing.T) {
	s := sessiontest.Start(t)
	play(t, s, []step{
		{"prepare p (int, text) as select $1 + 1, $2 || 'x'", []string{"PREPARE"}},
		{"execute p (1, 'a')", []string{"SELECT 1: 2|ax"}},
		{"execute p (1+2, upper('a'))", []string{"SELECT 1: 4|Ax"}},
		{"execute p (1)", []string{`42601 wrong number of parameters for prepared statement "p"`}},
		{"prepare p as select 1", []string{`42P05 prepared statement "p" already exists`}},
		{"deallocate p", []string{"DEALLOCATE"}},
		{"execute p (1, 'a')", []string{`26000 prepared statement "p" does not exist`}},
		{"deallocate all", []string{"DEALLOCATE ALL"}},
	})
}
