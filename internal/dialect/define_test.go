package dialect

import (
	"encoding/json"
	"testing"

	"lakewire/internal/pgerr"
)

// TestDefine holds what is made of DDL that the session carries out.
func TestDefine(t *testing.T) {
	for _, r := range rows(t, "define.tsv") {
		n, ok := one(t, r[0]).Node.(*Define)
		if !ok {
			t.Errorf("%s: %v", r[0], one(t, r[0]).Kind)
			continue
		}
		b, err := json.Marshal(n.Actions[0])
		var got, want map[string]any
		if err != nil || json.Unmarshal(b, &got) != nil || json.Unmarshal([]byte(r[1]), &want) != nil {
			t.Fatalf("%s: %s %v", r[0], r[1], err)
		}
		for k, v := range want {
			g, _ := json.Marshal(got[k])
			w, _ := json.Marshal(v)
			if string(g) != string(w) {
				t.Errorf("%s: %s\n got: %s\nwant: %s", r[0], k, g, w)
			}
		}
	}
}

// TestRefusedDDL holds that what a lake cannot have is refused, and not taken for something else.
func TestRefusedDDL(t *testing.T) {
	for _, text := range []string{
		"create table t (id serial)", "create table t (a int generated always as identity)", "create table t (a int, b int generated always as (a) stored)",
		"create table t (a tsvector)", "create table t (a int4range)", "create table t () inherits (u)", "create table t partition of u for values in (1)",
		"create table t (a int, exclude using gist (a with =))", "create view v as select 1 with check option", "alter table t enable row level security",
		"alter table t add b int generated always as identity", "alter table t inherit u", "create function f() returns int language plpgsql as 'x'",
		"create function f() returns trigger language sql as 'select 1'",
	} {
		s, err := translate(text, Key{})
		if err == nil {
			err = s.Stmts[0].Err
			if s.Stmts[0].Kind != KindRefused {
				t.Errorf("%s: %v", text, s.Stmts[0].Kind)
				continue
			}
		}
		if e := pgerr.From(err); e == nil || e.Code != pgerr.FeatureNotSupported {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestRenameIn(t *testing.T) {
	for _, c := range [][4]string{
		{"a > 0 and b(a) < t.a", "a", "x", "x > 0 and b(x) < t.x"},
		{`"A" = 'a' or a(1) > 0`, "A", "b c", `"b c" = 'a' or a(1) > 0`},
	} {
		if got := RenameIn(c[0], c[1], c[2]); got != c[3] {
			t.Errorf("%s: %s, want %s", c[0], got, c[3])
		}
	}
}
