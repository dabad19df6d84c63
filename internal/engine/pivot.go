package engine

import (
	"strings"

	bind "github.com/duckdb/duckdb-go-bindings"
)

// severalStatements is what DuckDB says to one statement that its parser has made several of.
const severalStatements = "Cannot prepare multiple statements at once!"

// preparePivot prepares a PIVOT whose values are not named. DuckDB's parser makes several statements of it: each finds out the
// values of one column and keeps them as a temporary enum type, and the last one reads. What it describes hangs on the values,
// so the enums are made now. It reports whether the statement was one of these, and the last message if it failed.
func (c *Conn) preparePivot(sql string, raw *bind.PreparedStatement, message string) (pivot bool, failed string) {
	if !strings.Contains(message, severalStatements) {
		return false, ""
	}
	var parts bind.ExtractedStatements
	n := bind.ExtractStatements(c.raw, sql, &parts)
	defer bind.DestroyExtracted(&parts)
	for i := bind.IdxT(0); i < n; i++ {
		if bind.PrepareExtractedStatement(c.raw, parts, i, raw) == bind.StateError {
			failed = bind.PrepareError(*raw)
			bind.DestroyPrepare(raw)
			return true, failed
		}
		if i == n-1 {
			return true, ""
		}
		if StmtKind(bind.PreparedStatementType(*raw)) != StmtCreate {
			bind.DestroyPrepare(raw)
			return false, ""
		}
		var res bind.Result
		if bind.ExecutePrepared(*raw, &res) == bind.StateError {
			failed = bind.ResultError(&res)
		}
		bind.DestroyResult(&res)
		bind.DestroyPrepare(raw)
		if failed != "" {
			return true, failed
		}
	}
	return false, ""
}
