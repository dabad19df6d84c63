package dialect

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

func target(name string) *Target {
	return &Target{Name: Name{Name: name}, Identity: []string{"filename", "file_row_number"}, Columns: []TargetColumn{
		{Name: "a", Type: "INTEGER", NotNull: true}, {Name: "b", Type: "VARCHAR", Default: "'x'"}, {Name: "C", Type: "INTEGER"}}}
}

func build(t *testing.T, text string) []Step {
	t.Helper()
	st := one(t, text)
	require.NotNil(t, st.Steps, text)
	var targets []*Target
	for _, w := range st.Steps.Targets {
		targets = append(targets, target(w.Name.Name))
	}
	steps, err := st.Build(targets)
	require.NoError(t, err, text)
	return steps
}

// TestStepsReadBeforeTheyWrite holds that nothing is written before all is computed and the client's rows are read, and
// that every table of ours is gone at the end.
func TestStepsReadBeforeTheyWrite(t *testing.T) {
	for _, text := range []string{
		"insert into t values (1) returning *",
		"insert into t values (1) on conflict (a) do update set b = excluded.b returning a",
		"insert into t values (1) on conflict (a) do nothing",
		"update t set (a, b) = (select 1, 'x') where a = 2",
		"update t set b = s.b from s where s.a = t.a returning s.*",
		"delete from t using s where s.a = t.a",
		"merge into t using s on t.a = s.a when matched then delete when not matched then insert default values",
		"with x as (update t set b = default returning *), y as (delete from s) insert into u select * from x returning a",
		"with x as (delete from t returning a) select a from x",
	} {
		wrote, made := false, map[string]bool{}
		for _, s := range build(t, text) {
			sql := s.Statement.SQL
			name := ""
			if i := strings.Index(sql, "temp.main.lw_w"); i >= 0 {
				name = strings.FieldsFunc(sql[i:], func(r rune) bool { return r == ' ' || r == '(' })[0]
			}
			switch {
			case strings.HasPrefix(sql, "CREATE OR REPLACE TEMP TABLE temp.main.lw_w"):
				made[name] = true
			case strings.HasPrefix(sql, "DROP TABLE temp.main.lw_w"):
				require.True(t, made[name], sql)
				delete(made, name)
				continue
			case s.Role == StepCount, strings.HasPrefix(sql, "UPDATE "), strings.HasPrefix(sql, "DELETE "),
				strings.HasPrefix(sql, "INSERT INTO ") && !strings.HasPrefix(sql, "INSERT INTO temp."):
				wrote = true
				continue
			}
			require.False(t, wrote, "%s: %s", text, sql)
		}
		require.True(t, wrote, text)
		require.Empty(t, made, text)
	}
}

// TestPlainWritesStayPlain holds that what the engine runs itself takes no steps.
func TestPlainWritesStayPlain(t *testing.T) {
	for _, text := range []string{
		"insert into t values (1, 'returning')", "update t set a = 1, b = 'x' where c", "update t set a = s.a from s where s.b = t.b",
		"delete from t where a in (select a from s)", "with x as (select 1 as a) insert into t select a from x",
		"with x as (select 1) select * from x", "merge into t using s using (a) when matched then update",
	} {
		require.Nil(t, one(t, text).Steps, text)
	}
}

// TestStepPositions holds that an error in a step is told at the client's own text.
func TestStepPositions(t *testing.T) {
	text := "insert into t (a) values (1 + nope) returning a, nope2"
	found := 0
	for _, s := range build(t, text) {
		for _, word := range []string{"nope2", "nope)"} {
			if i := strings.Index(s.Statement.SQL, word); i >= 0 {
				require.Equal(t, strings.Index(text, word)+1, s.Statement.EnginePos(i))
				found++
			}
		}
	}
	require.Equal(t, 2, found)
}

func TestRefusedWrites(t *testing.T) {
	for text, code := range map[string]pgerr.Code{
		"with x as (insert into t values (1)) select * from x":                            pgerr.FeatureNotSupported,
		"select * from (with y as (delete from t returning a) select * from y) z":         pgerr.FeatureNotSupported,
		"create view v as with x as (delete from t returning a) select * from x":          pgerr.FeatureNotSupported,
		"with t as (select 1 as a) delete from t returning a":                             pgerr.FeatureNotSupported,
		"with x as (merge into t using s on t.a = s.a when matched then delete) select 1": pgerr.FeatureNotSupported,
		"with x as (select 1 as a) update x set a = 1 returning a":                        pgerr.FeatureNotSupported,
	} {
		st := one(t, text)
		require.Equal(t, KindRefused, st.Kind, text)
		require.Equal(t, code, st.Err.Code, text)
	}
	for _, text := range []string{
		"update t set a = 1, a = 2", "update t set (a, b) = (1, 2, 3)", "update t set (a, b) = (select 1)",
		"insert into t values (1) on conflict do update set a = 1",
	} {
		_, err := translate(text, Key{})
		require.True(t, pgerr.Is(err, pgerr.SyntaxError), "%s: %v", text, err)
	}
}
