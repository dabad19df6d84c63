package dialect

import (
	"encoding/json"
	"testing"
)

// TestNodes holds what the small parsers make of the session statements.
func TestNodes(t *testing.T) {
	for text, want := range map[string]string{
		`begin`: `{"Modes":{"Isolation":"","ReadOnly":null,"Deferrable":null}}`,
		`START TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE NOT DEFERRABLE`: `{"Modes":{"Isolation":"read committed","ReadOnly":false,"Deferrable":false}}`,
		`commit and chain`:                          `{"Chain":true}`,
		`end work and no chain`:                     `{"Chain":false}`,
		`abort transaction and chain`:               `{"Chain":true}`,
		`savepoint "A b"`:                           `{"Name":"A b"}`,
		`ROLLBACK TO SAVEPOINT Foo`:                 `{"Name":"foo"}`,
		`set a.B = 1`:                               `{"Name":"a.b","Values":["1"],"Value":"1","Local":false,"Default":false}`,
		`set local statement_timeout = -5`:          `{"Name":"statement_timeout","Values":["-5"],"Value":"-5","Local":true,"Default":false}`,
		`set session x to on`:                       `{"Name":"x","Values":["on"],"Value":"on","Local":false,"Default":false}`,
		`set DateStyle = ISO, dmy`:                  `{"Name":"datestyle","Values":["iso","dmy"],"Value":"iso, dmy","Local":false,"Default":false}`,
		`set search_path = "$user", public, 'A'`:    `{"Name":"search_path","Values":["$user","public","A"],"Value":"\"$user\", public, \"A\"","Local":false,"Default":false}`,
		`set x to default`:                          `{"Name":"x","Values":null,"Value":"","Local":false,"Default":true}`,
		`set time zone 'Europe/Berlin'`:             `{"Name":"timezone","Values":["Europe/Berlin"],"Value":"Europe/Berlin","Local":false,"Default":false}`,
		`set time zone -3.5`:                        `{"Name":"timezone","Values":["-3.5"],"Value":"-3.5","Local":false,"Default":false}`,
		`set local time zone local`:                 `{"Name":"timezone","Values":null,"Value":"","Local":true,"Default":true}`,
		`set names 'UTF8'`:                          `{"Name":"client_encoding","Values":["UTF8"],"Value":"UTF8","Local":false,"Default":false}`,
		`set role x`:                                `{"Name":"role","Values":["x"],"Value":"x","Local":false,"Default":false}`,
		`set local role to x`:                       `{"Name":"role","Values":["x"],"Value":"x","Local":true,"Default":false}`,
		`set session session authorization default`: `{"Name":"session_authorization","Values":null,"Value":"","Local":false,"Default":true}`,
		`set transaction read only, deferrable`:     `{"Session":false,"Modes":{"Isolation":"","ReadOnly":true,"Deferrable":true},"Snapshot":""}`,
		`reset all`:                                 `{"Name":""}`,
		`reset session authorization`:               `{"Name":"session_authorization"}`,
		`show all`:                                  `{"Name":""}`,
		`show transaction isolation level`:          `{"Name":"transaction_isolation"}`,
		`show DateStyle`:                            `{"Name":"datestyle"}`,
		`discard temporary`:                         `{"What":"TEMP"}`,
		`fetch c`:                                   `{"Cursor":"c","Dir":0,"Count":1,"Move":false}`,
		`fetch 0 c`:                                 `{"Cursor":"c","Dir":0,"Count":0,"Move":false}`,
		`fetch -2 from c`:                           `{"Cursor":"c","Dir":1,"Count":2,"Move":false}`,
		`fetch prior in c`:                          `{"Cursor":"c","Dir":1,"Count":1,"Move":false}`,
		`fetch last from c`:                         `{"Cursor":"c","Dir":2,"Count":-1,"Move":false}`,
		`fetch relative -3 c`:                       `{"Cursor":"c","Dir":3,"Count":-3,"Move":false}`,
		`move backward all c`:                       `{"Cursor":"c","Dir":1,"Count":9223372036854775807,"Move":true}`,
		`move forward 10 from "C"`:                  `{"Cursor":"C","Dir":0,"Count":10,"Move":true}`,
		`close all`:                                 `{"Name":"","All":true}`,
		`deallocate prepare p`:                      `{"Name":"p","All":false}`,
		`execute p(1, f(2, 3), 'a,b')`:              `{"Name":"p","Args":["1","f(2, 3)","'a,b'"]}`,
		`unlisten *`:                                `{"Channel":"","All":true}`,
		`notify Ch, 'a''b'`:                         `{"Channel":"ch","Payload":"a'b"}`,
		`lock table a, only s.b in share row exclusive mode nowait`: `{"Tables":[{"Catalog":"","Schema":"","Name":"a"},{"Catalog":"","Schema":"s","Name":"b"}],"Mode":"SHARE ROW EXCLUSIVE","NoWait":true}`,
	} {
		b, err := json.Marshal(one(t, text).Node)
		if err != nil || string(b) != want {
			t.Errorf("%s\n got: %s\nwant: %s", text, b, want)
		}
	}
}

func TestInner(t *testing.T) {
	st := one(t, `declare c binary no scroll cursor with hold for select 'é', a ~ 'b' from t`)
	d := st.Node.(*Declare)
	if !d.Binary || d.Scroll == nil || *d.Scroll || !d.Hold || d.Query.SQL != `select 'é', a @~ 'b' from t` {
		t.Errorf("%+v %q", d, d.Query.SQL)
	}
	if p := d.Query.EnginePos(len(`select 'é', a @~`)); p != 64 { // the character behind ~ in the client's own text
		t.Error(p)
	}
	p := one(t, `prepare p (int, numeric(10, 2)) as insert into s.t values ($1, $2)`).Node.(*Prepare)
	if len(p.Types) != 2 || p.Types[1] != "numeric(10, 2)" || p.Stmt.Params != 2 || p.Stmt.Appends[0].String() != "s.t" {
		t.Errorf("%+v %+v", p, p.Stmt)
	}
	e := one(t, `explain (analyze, format json) delete from t`)
	if n := e.Node.(*Explain); !n.Analyze || n.Format != "json" || !e.Writes || len(e.Mutates) != 1 || e.SQL != "EXPLAIN ANALYZE delete from t" {
		t.Errorf("%+v %+v", n, e)
	}
	if e := one(t, `explain delete from t`); e.Writes || len(e.Mutates) != 0 {
		t.Errorf("%+v", e)
	}
	if x := one(t, `execute p(current_user, 2)`); x.SQL != `SELECT lw_current_user(), 2` {
		t.Error(x.SQL)
	}
}

// TestTargets holds which tables a statement takes, and how.
func TestTargets(t *testing.T) {
	for text, want := range map[string]string{
		`insert into s.t select 1`:                              `{"A":["s.t"],"M":null,"W":true,"U":false}`,
		`insert into t values (1) on conflict do nothing`:       `{"A":null,"M":["t"],"W":true,"U":false}`,
		`insert or replace into t values (1)`:                   `{"A":null,"M":["t"],"W":true,"U":false}`,
		`with x as (select 1) update only lake.s.t set a = 1`:   `{"A":null,"M":["lake.s.t"],"W":true,"U":false}`,
		`delete from "T" using u`:                               `{"A":null,"M":["T"],"W":true,"U":false}`,
		`merge into t using u on true when matched then delete`: `{"A":null,"M":["t"],"W":true,"U":false}`,
		`with x as (delete from t returning a) select * from x`: `{"A":null,"M":["t"],"W":true,"U":false}`,
		`truncate t`:                            `{"A":null,"M":["t"],"W":true,"U":false}`,
		`create table t as select 1`:            `{"A":["t"],"M":null,"W":true,"U":false}`,
		`create or replace table t as select 1`: `{"A":null,"M":["t"],"W":true,"U":false}`,
		`create temp table t (a int)`:           `{"A":["t"],"M":null,"W":false,"U":false}`,
		`drop table if exists s.t cascade`:      `{"A":null,"M":["s.t"],"W":true,"U":false}`,
		`drop schema s`:                         `{"A":null,"M":null,"W":true,"U":false}`,
		`alter table if exists t rename a to b`: `{"A":null,"M":["t"],"W":true,"U":false}`,
		`select * from t for update`:            `{"A":null,"M":null,"W":false,"U":false}`,
		`from t select a`:                       `{"A":null,"M":null,"W":false,"U":false}`,
	} {
		st := one(t, text)
		names := func(list []Name) []string {
			var out []string
			for _, n := range list {
				out = append(out, n.String())
			}
			return out
		}
		b, err := json.Marshal(struct {
			A, M []string
			W, U bool
		}{names(st.Appends), names(st.Mutates), st.Writes, st.TargetsUnknown})
		if err != nil || string(b) != want {
			t.Errorf("%s\n got: %s\nwant: %s", text, b, want)
		}
	}
	for _, text := range []string{"create schema s", "create schema if not exists s", "drop schema s", "drop schema if exists s cascade"} {
		if st := one(t, text); len(st.Schemas) != 1 || st.Schemas[0] != "s" || !st.Writes {
			t.Errorf("%s: %v", text, st.Schemas)
		}
	}
}

func TestFacts(t *testing.T) {
	for text, want := range map[string][2]bool{ // constant, deterministic
		`select 1`:                         {true, true},
		`select 1 + 2, 'a'::text, -1::int`: {true, true},
		`select now()`:                     {false, false},
		`select current_date`:              {false, false},
		`select $1`:                        {false, true},
		`select '2020-01-01'::timestamptz`: {false, true},
		`select (select 1)`:                {false, true},
		`select a from t`:                  {false, true},
		`insert into t select random()`:    {false, false},
		`insert into t values (1)`:         {false, true},
		`delete from t where a in (select a from t limit 1)`: {false, false},
	} {
		if st := one(t, text); st.Constant != want[0] || st.Deterministic != want[1] {
			t.Errorf("%s: constant %v, deterministic %v", text, st.Constant, st.Deterministic)
		}
	}
}

func TestScript(t *testing.T) {
	s, err := translate("  select 'é;' ; /* ; */ ;; insert into t values (1);\ncreate function f() returns int begin atomic select 1; end; -- x", Key{OIDs: "23,0,25"})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Stmts) != 3 || s.Stmts[0].Text != "select 'é;'" || s.Stmts[1].Offset != 28 || s.Stmts[2].Kind != KindDefine {
		for _, st := range s.Stmts {
			t.Errorf("%q at %d: %v", st.Text, st.Offset, st.Kind)
		}
	}
	if got := s.Stmts[1].EnginePos(0); got != 28 { // é is one character of two bytes
		t.Error(got)
	}
	if o := s.Stmts[0].ParamTypes; len(o) != 3 || o[2] != 25 {
		t.Error(o)
	}
	for _, text := range []string{"", " ", ";", "-- x", "/* x */ ; ;"} {
		if s, err := translate(text, Key{}); err != nil || len(s.Stmts) != 0 {
			t.Errorf("%q: %v %v", text, s, err)
		}
	}
}

func TestCache(t *testing.T) {
	tr := NewTranslator(2, 1<<20)
	a, _ := tr.Translate("select 1", Key{})
	if b, _ := tr.Translate("select 1", Key{}); a != b {
		t.Error("the same text was translated twice")
	}
	if b, _ := tr.Translate("select 1", Key{OIDs: "23"}); a == b {
		t.Error("other types, the same script")
	}
	if _, err := tr.Translate("select 2", Key{}); err != nil || tr.lru.Len() != 2 {
		t.Error(err, tr.lru.Len())
	}
	small := NewTranslator(100, 3000)
	for _, s := range []string{"select 1", "select 2", "select 3", "select 4"} {
		if _, err := small.Translate(s, Key{}); err != nil {
			t.Fatal(err)
		}
	}
	if small.lru.Len() > 2 || small.bytes > 3000 {
		t.Error(small.lru.Len(), small.bytes)
	}
}
