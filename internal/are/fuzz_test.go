package are

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// FuzzCompile: any pattern is compiled or refused with an error of PostgreSQL's, and its matches lie in the text, one behind the other.
func FuzzCompile(f *testing.F) {
	for _, s := range []string{`(a|b)*?c{2,3}`, `^\s*(\w+)\M.*$`, `[[:alpha:]_-]+`, `[^]a]`, `***:(?i)x`, `***=a.b`, `(?x) a # b`, `\x41\u00e9\d\D`, `a{,3}`, `(?=a)b`, `(a)\1`, `[[.hyphen.]]`, `\m\y\Y\A\Z`, `x{256}`} {
		f.Add(s, "ab cde\nxX_12", "")
	}
	f.Fuzz(func(t *testing.T, pattern, text, flags string) {
		fl, err := ParseFlags(flags)
		if err == nil && len(pattern) < 1000 && len(text) < 1000 {
			var re *Regexp
			if re, err = Compile(pattern, fl); err == nil {
				at := 0
				for _, m := range re.Matches(text, 0, -1) {
					require.Len(t, m, 2+2*re.Groups, "%q", pattern)
					require.True(t, at <= m[0] && m[0] <= m[1] && m[1] <= len(text), "%q on %q: %v", pattern, text, m)
					at = m[1]
				}
			}
		}
		own(t, err)
		_, err = Similar(pattern, `\`)
		own(t, err)
		_, err = SimilarPart(pattern, `#`)
		own(t, err)
	})
}

func own(t *testing.T, err error) {
	t.Helper()
	var e *pgerr.Error
	require.True(t, err == nil || errors.As(err, &e), "%v", err)
}

// TestTooComplex: what is too big for the matcher is told as PostgreSQL tells it, without the pattern.
func TestTooComplex(t *testing.T) {
	for pattern, code := range map[string]pgerr.Code{
		strings.Repeat("(", 2000) + "a" + strings.Repeat(")", 2000): pgerr.InvalidRegularExpression,
		`((a{255}){255}){255}`: pgerr.FeatureNotSupported,
	} {
		_, err := Compile(pattern, Flags{})
		require.True(t, pgerr.Is(err, code), "%.20s: %v", pattern, err)
		require.NotContains(t, err.Error(), "((")
	}
}
