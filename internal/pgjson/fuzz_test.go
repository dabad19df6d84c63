package pgjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// FuzzValue: what Check takes Parse reads and jsonb's form is of; that form is its own, and means the same to another reader.
func FuzzValue(f *testing.F) {
	for _, s := range []string{`{"b": [1, 2.50, -0, 1e5], "a": {"": null}, "b": "\u00e9\ud83d\ude00\n"}`, ` [ ] `, `"\u0000"`, `1e400`, `[[[]]]`, `{"a":1,}`, `tru`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, s []byte) {
		checked := Check(s)
		form, err := AppendJSONB(nil, s)
		if checked != nil {
			require.Error(t, err, "%q", s)
			return
		}
		require.True(t, json.Valid(s), "%q", s)
		if err != nil {
			return // \u0000, or a number without end: json, and not jsonb
		}
		again, err := AppendJSONB(nil, form)
		require.NoError(t, err, "%q", form)
		require.Equal(t, string(form), string(again), "%q", s)
		v, err := Parse(s)
		require.NoError(t, err, "%q", s)
		w, err := Parse(form)
		require.NoError(t, err, "%q", form)
		require.Zero(t, Compare(v, w), "%q %q", s, form)
		require.True(t, json.Valid(v.Append(nil)) && json.Valid(StripText(nil, s)), "%q", s)
	})
}

// FuzzPath: any text is a path or an error, and a path evaluates to values or an error.
func FuzzPath(f *testing.F) {
	for _, s := range []string{`$.a[*] ? (@.b > 1 && exists(@.c)).size()`, `strict $.**.x`, `$."a b"[0 to last - 1]`, `-$.n * 2 % 3`, `$ ? (@ like_regex "^a" flag "i")`, `$v + 1`, `($.a is unknown)`, `!(1 == 2)`, `lax $.a.type()`, `$[$.i]`} {
		f.Add(s)
	}
	doc, err := Parse([]byte(`{"a": [{"b": 2, "c": "x"}, {"b": null}, [1, [2]]], "n": 1.5, "i": 0, "a b": [true, "1"]}`))
	require.NoError(f, err)
	vars, err := Parse([]byte(`{"v": 3}`))
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePath(s)
		if err == nil {
			var out []Value
			out, err = p.Query(doc, vars)
			for _, v := range out {
				require.True(t, json.Valid(v.Append(nil)), "%q", s)
			}
		}
		var e *pgerr.Error
		require.True(t, err == nil || errors.As(err, &e), "%q: %v", s, err)
	})
}

// TestDeep: what nests beyond measure is an error, and no end of the process's stack.
func TestDeep(t *testing.T) {
	const n = 1 << 20
	for _, s := range []string{
		strings.Repeat("(", n) + "$" + strings.Repeat(")", n), strings.Repeat("-", n) + "1", "$" + strings.Repeat(".a", n),
		"$" + strings.Repeat("?(@", n), strings.Repeat("!(", n), "$" + strings.Repeat("[$", n), strings.Repeat("exists(", maxDepth),
	} {
		_, err := ParsePath(s)
		require.True(t, pgerr.Is(err, pgerr.StatementTooComplex), "%.20s: %v", s, err)
	}
	deep := bytes.Repeat([]byte("["), n)
	_, err := Parse(deep)
	require.True(t, pgerr.Is(err, pgerr.StatementTooComplex), "%v", err)
	require.True(t, pgerr.Is(Check(deep), pgerr.StatementTooComplex))
	_, err = AppendJSONB(nil, deep)
	require.Error(t, err)
}
