package guc

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

func newSettings(t *testing.T) *Settings {
	t.Helper()
	s, errs := New(nil)
	require.Empty(t, errs)
	s.SetSuperuser(true)
	s.SetInternal("session_authorization", "lakewire")
	return s
}

// TestSetAgainstPostgres replays what a real PostgreSQL 15 answered (testdata/record.py).
func TestSetAgainstPostgres(t *testing.T) {
	data, err := os.ReadFile("testdata/set.tsv")
	require.NoError(t, err)
	for _, line := range lines(string(data)) {
		f := strings.Split(line, "\t")
		t.Run(f[0]+"="+f[1], func(t *testing.T) {
			s := newSettings(t)
			err := s.SetList(f[0], strings.Split(f[1], "|"), false)
			if f[3] == "-" {
				require.NoError(t, err)
				got, err := s.Show(f[0])
				require.NoError(t, err)
				require.Equal(t, f[2], got)
				return
			}
			require.Error(t, err)
			e := pgerr.From(err)
			require.Equal(t, f[3:7], []string{e.Code.String(), e.Message, e.Detail, e.Hint})
		})
	}
}

// TestEverySettingIsClassified holds that accepting a value always means something stated.
func TestEverySettingIsClassified(t *testing.T) {
	for _, d := range defs {
		if settable := d.context == "user" || d.context == "superuser"; settable {
			require.NotEqual(t, effectNone, d.effect, d.name)
			require.NotEmpty(t, d.why, d.name)
		} else {
			require.Equal(t, effectNone, d.effect, d.name)
		}
	}
	require.Greater(t, len(defs), 350)
}

// TestRefusedRatherThanIgnored: a value that would be a lie is 0A000, the one in force is taken.
func TestRefusedRatherThanIgnored(t *testing.T) {
	for _, c := range [][2]string{{"standard_conforming_strings", "off"}, {"transform_null_equals", "on"}, {"client_encoding", "LATIN1"}, {"log_statement", "all"}} {
		s := newSettings(t)
		err := s.Set(c[0], c[1], false)
		require.True(t, pgerr.Is(err, pgerr.FeatureNotSupported), "%v: %v", c, err)
	}
	s := newSettings(t)
	require.NoError(t, s.Set("standard_conforming_strings", "on", false))
	require.True(t, pgerr.Is(s.Set("timezone", "5.5", false), pgerr.FeatureNotSupported))
	s.SetSuperuser(false)
	require.True(t, pgerr.Is(s.Set("log_statement", "all", false), pgerr.InsufficientPrivilege))
}
