package catalog

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLambdaVariables looks at the variables of the macros' lambdas: a table that is given a client's column has it in the midst of
// them, and of two that are named alike the inner one would be meant.
func TestLambdaVariables(t *testing.T) {
	lambda := regexp.MustCompile(`\blambda ([^:]*):`)
	macro := regexp.MustCompile(`(?ms)^CREATE MACRO .*?;$`)
	seen := map[string]string{}
	files, err := fs.Glob(sqlFS, "sql/*.sql")
	require.NoError(t, err)
	for _, path := range files {
		text, err := sqlFS.ReadFile(path)
		require.NoError(t, err)
		for _, m := range lambda.FindAllStringSubmatch(strings.Join(macro.FindAllString(string(text), -1), ""), -1) {
			for _, name := range strings.Split(m[1], ", ") {
				require.Regexp(t, `^lw_[a-z]+[0-9]+$`, name, path)
				require.Empty(t, seen[name], "%s is also in %s", name, path)
				seen[name] = path
			}
		}
	}
	require.NotEmpty(t, seen)
}
