package catalog

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgjson"
)

// TestJSONBKeys holds the keys against the order that comparisons of jsonb have.
func TestJSONBKeys(t *testing.T) {
	var values []pgjson.Value
	for _, s := range []string{"null", "true", "false", "1", "1.0", "2", "10", "-1", "-10", "0", "0.0", "1e3", `"a"`, `"B"`, `"ab"`, `""`, "[]", "{}", "[1]", "[1.0]", "[2]", "[1,2]", "[[]]",
		"[[1]]", `["a"]`, `{"a":1}`, `{"a":1.00}`, `{"b":1}`, `{"aa":1}`, `{"a":1,"b":2}`, `{"a":[1]}`, `[null]`, `[true]`, `[{}]`, `[-1]`} {
		v, err := pgjson.Parse([]byte(s))
		require.NoError(t, err)
		values = append(values, v)
	}
	for _, a := range values {
		for _, b := range values {
			require.Equal(t, sign(pgjson.Compare(a, b)), int32(bytes.Compare(jsonbKey(nil, a), jsonbKey(nil, b))), "%s and %s", a.Append(nil), b.Append(nil))
		}
	}
}
