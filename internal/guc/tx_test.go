package guc

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func show(t *testing.T, s *Settings, name string) string {
	t.Helper()
	v, err := s.Show(name)
	require.NoError(t, err)
	return v
}

// TestTransactions follows PostgreSQL's documented rules of SET, SET LOCAL and savepoints.
func TestTransactions(t *testing.T) {
	s := newSettings(t)
	set := func(v string, local bool) { require.NoError(t, s.Set("work_mem", v, local)) }

	s.Begin()
	set("1MB", false)
	set("2MB", true)
	require.Equal(t, "2MB", show(t, s, "work_mem"))
	s.Commit()
	require.Equal(t, "1MB", show(t, s, "work_mem"))

	s.Begin()
	set("3MB", true)
	set("5MB", false)
	require.Equal(t, "5MB", show(t, s, "work_mem"))
	s.Rollback()
	require.Equal(t, "1MB", show(t, s, "work_mem"))

	s.Begin()
	set("6MB", false)
	mark := s.Savepoint()
	set("7MB", true)
	require.NoError(t, s.Reset("work_mem", false))
	require.Equal(t, "4MB", show(t, s, "work_mem"))
	s.RollbackTo(mark)
	require.Equal(t, "6MB", show(t, s, "work_mem"))
	set("8MB", true) // lasts beyond RELEASE, until the transaction ends
	require.Equal(t, "8MB", show(t, s, "work_mem"))
	s.Commit()
	require.Equal(t, "6MB", show(t, s, "work_mem"))

	s.Begin()
	s.ResetAll()
	s.Commit()
	require.Equal(t, "4MB", show(t, s, "work_mem"))
}

func TestReports(t *testing.T) {
	s, errs := New(map[string]string{"DateStyle": "ISO, DMY", "TimeZone": "europe/berlin", "application_name": "a", "extra_float_digits": "3"})
	require.Empty(t, errs)
	require.Len(t, s.Reports(), 13)
	require.Empty(t, s.Reports())
	require.NoError(t, s.Set("timezone", "utc", false))
	require.Equal(t, []Report{{"TimeZone", "UTC"}}, s.Reports())
	require.NoError(t, s.Reset("timezone", false))
	require.Equal(t, []Report{{"TimeZone", "Europe/Berlin"}}, s.Reports())
	require.Equal(t, 3, s.ExtraFloatDigits())
	require.Equal(t, DateStyle{"ISO", "DMY"}, s.DateStyle())
}

func TestStartupRefuses(t *testing.T) {
	_, errs := New(map[string]string{"max_connections": "5"})
	require.Len(t, errs, 1)
	_, errs = New(map[string]string{"nope": "5"})
	require.Len(t, errs, 1)
	_, errs = New(map[string]string{"client_encoding": "'utf-8'"})
	require.Empty(t, errs)
}

func TestGetters(t *testing.T) {
	s := newSettings(t)
	require.Equal(t, []string{"$user", "public"}, s.SearchPath())
	require.NoError(t, s.SetList("search_path", []string{"A b", "c"}, false))
	require.Equal(t, []string{"A b", "c"}, s.SearchPath())
	require.NoError(t, s.Set("statement_timeout", "2min", false))
	require.Equal(t, 2*time.Minute, s.StatementTimeout())
	require.NoError(t, s.Set("timezone", "-8", false))
	require.Equal(t, "Etc/GMT+8", s.EngineTimeZone())
	_, off := time.Unix(0, 0).In(s.TimeZone()).Zone()
	require.Equal(t, -8*3600, off)
	before := s.Epoch()
	require.NoError(t, s.Set("application_name", "x", false))
	require.NotEqual(t, before, s.Epoch())
	require.Len(t, s.List(), len(s.ShowAll()))
	b, err := NewBase(map[string]string{"max_connections": "17", "lakewire.version": "1"})
	require.NoError(t, err)
	s, _ = b.New(nil)
	require.Equal(t, "17", show(t, s, "max_connections"))
}
