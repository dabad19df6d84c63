package encode

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgtypes"
)

// TestQuickTimes: what the quick readers of COPY take, they take as the others do; what is no date they leave alone.
func TestQuickTimes(t *testing.T) {
	for days := int64(-719162); days < 2932897; days += 13 { // 0001-01-01 to 9999-12-31
		text := time.Unix(days*86400, 0).UTC().Format("2006-01-02")
		got, ok := quickDate([]byte(text))
		if !ok || int64(got) != days {
			t.Fatalf("%s: %d (%v), want %d", text, got, ok, days)
		}
	}
	for _, text := range []string{"2021-02-29", "1900-02-29", "2020-00-01", "2020-13-01", "2020-04-31", "2020-01-00", "0000-01-01",
		"20-01-01", "2020-1-01", "2020/01/01", "2020-01-0x", ""} {
		_, ok := quickDate([]byte(text))
		require.False(t, ok, text)
	}
	for _, text := range []string{"2020-02-29 23:59:59", "1969-12-31 23:59:59.999999", "2000-01-01T00:00:00.5", "0044-03-15 12:00:00.000001",
		"2020-02-29", "9999-12-31 00:00:01"} {
		got, rest, ok := quickTimestamp([]byte(text))
		require.True(t, ok && len(rest) == 0, text)
		want, err := decodeText(pgtypes.OIDTimestamp, []byte(text), Defaults())
		require.NoError(t, err, text)
		require.Equal(t, want.i, got, text)
	}
	for _, text := range []string{"2020-02-29 24:00:00", "2020-02-29 1:00:00", "2020-02-29 10:60:00", "2020-02-29 10:00:00.", "2020-02-29 10:00:00.1234567", "2020-02-29x"} {
		_, rest, ok := quickTimestamp([]byte(text))
		require.False(t, ok && len(rest) == 0, text)
	}
}

func TestQuickInt(t *testing.T) {
	for _, n := range []int64{0, 1, -1, 42, -2147483648, 999999999999999999, -999999999999999999} {
		got, ok := quickInt(fmt.Append(nil, n))
		require.True(t, ok)
		require.Equal(t, n, got)
	}
	for _, text := range []string{"", "-", "+1", " 1", "1 ", "1.0", "0x1", "9223372036854775807"} {
		_, ok := quickInt([]byte(text))
		require.False(t, ok, text)
	}
}
