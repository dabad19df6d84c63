package copyio

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// TestFields: what PostgreSQL 15 writes for the same values.
func TestFields(t *testing.T) {
	csv := Option{Name: "format", Value: "csv"}
	for _, c := range []struct {
		o    *Options
		in   string
		want string
	}{
		{options(t, false), "a\tb\\c\nd\re\bf\fg\vh\x01", `a\tb\\c\nd\re\bf\fg\vh` + "\x01"},
		{options(t, false, Option{Name: "delimiter", Value: "|"}), "a|b\tc", `a\|b\tc`},
		{options(t, false, csv), "", `""`},
		{options(t, false, csv), "a,b", `"a,b"`},
		{options(t, false, csv), `a"b`, `"a""b"`},
		{options(t, false, csv), `\.`, `"\."`},
		{options(t, false, csv), "plain\\", `plain\`},
		{options(t, false, csv, Option{Name: "escape", Value: "\\"}), `a"\b`, `"a\"\\b"`},
		{options(t, false, csv, Option{Name: "null", Value: "x"}), "x", `"x"`},
		{options(t, false, csv, Option{Name: "null", Value: "x"}), "", ""},
		{options(t, false, csv, Option{Name: "force_quote", Star: true}), "x", `"x"`},
	} {
		w := NewWriter(c.o, 1, nil)
		got := w.Field([]byte("before "+c.in), len("before "), 0)
		require.Equal(t, "before "+c.want, string(got), "%q", c.in)
	}
}

// FuzzRoundTrip: what is written is what is read.
func FuzzRoundTrip(f *testing.F) {
	f.Add("a", "b\\\t\n\"", false)
	f.Add("\\.", "", true)
	f.Fuzz(func(t *testing.T, a, b string, csv bool) {
		if pgerr.CheckUTF8([]byte(a)) != nil || pgerr.CheckUTF8([]byte(b)) != nil {
			return
		}
		o := options(t, true)
		if csv {
			o = options(t, true, Option{Name: "format", Value: "csv"})
		}
		w := NewWriter(o, 2, nil)
		line := w.Field([]byte(a), 0, 0)
		line = append(line, o.Delim)
		line = append(w.Field(append(line, b...), len(line), 1), '\n')
		if csv && strings.HasPrefix(string(line), "\\.\n") {
			t.Fatalf("%q reads as the end of the data", line)
		}
		r := NewReader(o, 2, nil, nil)
		r.Feed(line)
		r.Finish()
		st, err := r.Next()
		if err != nil || st != Row || len(r.Fields) != 2 || string(r.Fields[0]) != a || string(r.Fields[1]) != b || r.Fields[0] == nil || r.Fields[1] == nil {
			t.Fatalf("%q, %q: written as %q, read as %q (%v)", a, b, line, r.Fields, err)
		}
		if st, err := r.Next(); st != End || err != nil {
			t.Fatalf("%q: more than one row", line)
		}
	})
}
