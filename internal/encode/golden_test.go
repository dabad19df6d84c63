package encode

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// entry is one line of testdata/encodings.jsonl, which testdata/record took from a real PostgreSQL 15.
type entry struct {
	Type, Duck   string
	OID          pgtypes.OID
	Mod          int32
	Settings     map[string]string
	Text, Binary string
	Reads        bool
}

func (e *entry) settings(t testing.TB) *Settings {
	s := Defaults()
	for name, v := range e.Settings {
		switch name {
		case "DateStyle":
			style, order, _ := strings.Cut(v, ", ")
			s.Style, s.Order = ParseDateStyle(style, order)
		case "TimeZone":
			loc, err := time.LoadLocation(v)
			require.NoError(t, err)
			s.Zone = loc
		case "IntervalStyle":
			s.IntervalStyle = ParseIntervalStyle(v)
		case "extra_float_digits":
			s.ExtraFloatDigits, _ = strconv.Atoi(v)
		case "bytea_output":
			s.ByteaEscape = v == "escape"
		}
	}
	return s
}

func golden(t testing.TB) []entry {
	f, err := os.Open("testdata/encodings.jsonl")
	require.NoError(t, err)
	defer f.Close()
	var out []entry
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var e entry
		require.NoError(t, json.Unmarshal(lines.Bytes(), &e))
		out = append(out, e)
	}
	require.NoError(t, lines.Err())
	require.Greater(t, len(out), 3000)
	return out
}

// descOf is what PostgreSQL's RowDescription said.
func (e *entry) descOf() []pgtypes.Desc {
	return []pgtypes.Desc{{OID: e.OID, Len: pgtypes.Len(e.OID), Mod: e.Mod}}
}

// TestGoldenOut: the engine's value of each recorded expression is written byte for byte as PostgreSQL wrote it.
func TestGoldenOut(t *testing.T) {
	c := opened(t)
	last := ""
	var chunk *engine.Chunk
	var cols []engine.Column
	done := func() {}
	for _, e := range golden(t) {
		if e.Duck != last {
			done()
			var err error
			chunk, cols, done, err = run(t, c, "SELECT "+e.Duck, nil)
			if err != nil {
				done, last = func() {}, ""
				t.Errorf("%s: %v", e.Duck, err)
				continue
			}
			last = e.Duck
			if d := pgtypes.Describe(cols[0].Type); d != e.descOf()[0] && e.Type != "jsonb" && !strings.HasPrefix(e.Type, "numeric") {
				t.Errorf("%s: described as %v, PostgreSQL says %v", e.Duck, d, e.descOf()[0])
			}
		}
		s := e.settings(t)
		text, err := cellOf(cols, chunk, e.descOf(), 0, s, 0)
		if err != nil || string(text) != e.Text {
			t.Errorf("%s %v: text %q (%v), PostgreSQL %q", e.Duck, e.Settings, text, err, e.Text)
		}
		bin, err := cellOf(cols, chunk, e.descOf(), 1, s, 0)
		if err != nil || hex.EncodeToString(bin) != e.Binary {
			t.Errorf("%s %v: binary %x (%v), PostgreSQL %s", e.Duck, e.Settings, bin, err, e.Binary)
		}
	}
	done()
}

// TestGoldenIn: PostgreSQL's bytes as a parameter become a value that is written as the same bytes. Text is tried where
// PostgreSQL itself reads it back.
func TestGoldenIn(t *testing.T) {
	c := opened(t)
	tried := map[string]bool{}
	for _, e := range golden(t) {
		duck, ok := pgtypes.DuckType(e.OID)
		require.True(t, ok, e.Type)
		cast := "SELECT $1::" + duck
		if strings.HasPrefix(e.Type, "numeric") {
			cast = "SELECT $1" // as wide as the value
		}
		if strings.HasPrefix(e.Text, "{{") {
			cast = "SELECT $1" // PostgreSQL's array types do not say how deep they are, the engine's do
		}
		s := e.settings(t)
		raw, _ := hex.DecodeString(e.Binary)
		for format, data := range [][]byte{[]byte(e.Text), raw} {
			key := e.Type + strconv.Itoa(format) + string(data)
			if format == 0 && !e.Reads || format == 1 && tried[key] {
				continue
			}
			tried[key] = true
			chunk, cols, done, err := run(t, c, cast, func(st *engine.Stmt) error {
				return BindParam(st, 1, e.OID, int16(format), data, s)
			})
			if err != nil {
				if !refused[e.Duck] {
					t.Errorf("%s %v format %d: %v", e.Duck, e.Settings, format, err)
				}
				continue
			}
			got, err := cellOf(cols, chunk, e.descOf(), 1, s, 0)
			if err != nil || hex.EncodeToString(got) != e.Binary {
				t.Errorf("%s %v format %d (%q): came back as %x (%v), PostgreSQL %s", e.Duck, e.Settings, format, data, got, err, e.Binary)
			}
			done()
		}
	}
}

// refused are parameters that PostgreSQL takes and we do not, with the reason.
var refused = map[string]bool{
	// The engine's widest number that a parameter can be is DECIMAL(38) or HUGEINT: 22003 beyond it.
	"'340282366920938463463374607431768211455'::UHUGEINT":                     true,
	"'123456789012345678901234567890123456789012345678901234567890'::BIGNUM":  true,
	"'-123456789012345678901234567890123456789012345678901234567890'::BIGNUM": true,
}
