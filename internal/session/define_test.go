package session_test

import (
	"testing"

	"lakewire/internal/session/sessiontest"
)

// TestRenameAfterChange holds that a lake stays readable when a table is renamed after another change in one transaction.
func TestRenameAfterChange(t *testing.T) {
	s := sessiontest.Start(t)
	play(t, s, []step{
		{"create table ren (a int not null, b text)", []string{"CREATE TABLE"}},
		{"insert into ren values (1, 'x')", []string{"INSERT 0 1"}},
		{"begin; alter table ren add column c int; alter table ren rename to ren2; commit", []string{"BEGIN", "ALTER TABLE", "ALTER TABLE", "COMMIT"}},
		{"begin; comment on table ren2 is 'x'; alter table ren2 rename to ren3; commit", []string{"BEGIN", "COMMENT", "ALTER TABLE", "COMMIT"}},
		{"select * from ren3", []string{"SELECT 1: 1|x|"}},
		{"select * from ren2", []string{`42P01 relation "ren2" does not exist`}},
		{"create unique index on ren3 (a)", []string{`00000 UNIQUE INDEX "ren3_a_idx" is declared and not enforced`, "CREATE INDEX"}},
		{"begin; alter table ren3 rename column a to id; alter table ren3 rename to ren; commit", []string{"BEGIN", "ALTER TABLE", "ALTER TABLE", "COMMIT"}},
		{"drop index ren3_a_idx; drop table ren", []string{"DROP INDEX", "DROP TABLE"}},
	})
}
