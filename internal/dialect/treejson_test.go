package dialect

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	pg "github.com/pganalyze/pg_query_go/v6"
	grammar "github.com/pganalyze/pg_query_go/v6/parser"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
)

// TestTreeFromJSON: the tree that is read from JSON is the one that the library gives itself, for every text of the test data that the
// grammar knows.
func TestTreeFromJSON(t *testing.T) {
	files, err := filepath.Glob("testdata/*.tsv")
	require.NoError(t, err)
	texts := []string{wideText(), shortText, `select 'a"b\c' || U&'\00e9\+01f600' || e'\t\r\n\f\b\x01', '😀/é', "q""uoted", -1, 1.5e10, true, null, x'1f', b'101'`,
		"select $1::int, $65535, row(1, 2), array[[1, 2], [3, 4]], (select 1), exists (select), f(variadic x), g(a => 1)", "", ";", "select 1;"}
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		for _, line := range strings.Split(string(b), "\n") {
			for _, cell := range strings.Split(line, "\t") {
				if text, err := strconv.Unquote(`"` + cell + `"`); err == nil {
					cell = text
				}
				texts = append(texts, cell, "select "+cell)
			}
		}
	}
	known := 0
	for _, text := range texts {
		if strings.ContainsRune(text, 0) {
			continue
		}
		want, err := pg.Parse(text)
		src, again := grammar.ParseToJSON(text)
		require.Equal(t, err == nil, again == nil, text)
		if err != nil {
			continue
		}
		known++
		got := readMessages(src)
		require.NotNil(t, got, text)
		if !proto.Equal(want, got) {
			t.Fatalf("%s\n%s\n%s", text, want, got)
		}
	}
	require.Greater(t, known, 1000)
}

// TestTreeFromBrokenJSON: what is cut off or unknown is no tree, and no panic.
func TestTreeFromBrokenJSON(t *testing.T) {
	src, err := grammar.ParseToJSON("select a.b, 'x\\y' from t a where c = any ($1) limit 10")
	require.NoError(t, err)
	require.NotNil(t, readMessages(src))
	for n := range src {
		require.Nil(t, readMessages(src[:n]))
		readMessages(src[:n] + "}" + src[n:])
		readMessages(src[:n] + src[n+1:])
	}
}
