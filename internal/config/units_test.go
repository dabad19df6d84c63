package config

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestSizes(t *testing.T) {
	for text, want := range map[string]Size{
		"0": 0, "4GB": 4e9, "64MiB": 64 << 20, "64 MiB": 64 << 20, "1.5GiB": 3 << 29, "512mb": 512e6, "10kB": 10000, "7B": 7, "1TiB": 1 << 40,
	} {
		var s Size
		require.NoError(t, s.UnmarshalText([]byte(text)), text)
		require.Equal(t, want, s, text)
		var again Size
		require.NoError(t, again.UnmarshalText([]byte(s.String())))
		require.Equal(t, s, again, "%s is written as %s", text, s)
	}
	for _, text := range []string{"", "4", "GB", "-1GB", "4XB", "NaNGB", "InfB", "99999999TB"} {
		require.Error(t, new(Size).UnmarshalText([]byte(text)), text)
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"0": 0, "30s": 30 * time.Second, "5min": 5 * time.Minute, "500 ms": 500 * time.Millisecond, "1d": 24 * time.Hour, "1m30s": 90 * time.Second, "20us": 20 * time.Microsecond,
	} {
		var d Duration
		require.NoError(t, d.UnmarshalText([]byte(text)), text)
		require.Equal(t, want, d.Std(), text)
		var again Duration
		require.NoError(t, again.UnmarshalText([]byte(d.String())))
		require.Equal(t, d, again, "%s is written as %s", text, d)
	}
	for _, text := range []string{"", "30", "s", "-1s", "5 minutes"} {
		require.Error(t, new(Duration).UnmarshalText([]byte(text)), text)
	}
}

func TestSuggest(t *testing.T) {
	names := []string{"listen", "lake", "log-level", "max-connections"}
	for got, want := range map[string]string{"lisetn": "listen", "log_level": "log-level", "loglevel": "log-level", "zzz": "", "maxconnections": "max-connections"} {
		require.Equal(t, want, Suggest(got, names), got)
	}
}
