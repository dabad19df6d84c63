package dialect

// words makes a set.
func words(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, w := range list {
		m[w] = true
	}
	return m
}

// reserved holds PostgreSQL 15's reserved key words: unquoted they name nothing.
var reserved = words("all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "both", "case", "cast",
	"check", "collate", "column", "constraint", "create", "current_catalog", "current_date", "current_role", "current_time",
	"current_timestamp", "current_user", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "false",
	"fetch", "for", "foreign", "from", "grant", "group", "having", "in", "initially", "intersect", "into", "lateral", "leading",
	"limit", "localtime", "localtimestamp", "not", "null", "offset", "on", "only", "or", "order", "placing", "primary",
	"references", "returning", "select", "session_user", "some", "symmetric", "table", "then", "to", "trailing", "true", "union",
	"unique", "user", "using", "variadic", "when", "where", "window", "with")

// syntaxWords are the words before a bracket that call nothing.
var syntaxWords = words("in", "any", "some", "all", "exists", "not", "and", "or", "as", "on", "using", "values", "over", "filter",
	"within", "group", "by", "from", "where", "select", "distinct", "case", "when", "then", "else", "join", "lateral",
	"union", "except", "intersect", "having", "limit", "offset", "order", "partition", "materialized", "with", "between", "like",
	"ilike", "similar", "is", "set", "returning", "into", "table", "end", "array", "row", "exclude", "replace", "qualify",
	"cube", "rollup", "sets", "conflict", "only", "key", "unique", "check", "references", "default", "to", "rename", "columns",
	"pivot", "unpivot", "then", "sample", "tablesample", "if", "nulls", "include", "explain", "window", "range", "rows", "groups",
	"fetch", "first", "next", "cross", "inner", "left_join", "natural", "struct", "map", "union_type", "decimal", "numeric",
	"varchar", "char", "character", "varying", "bpchar", "bit", "time", "timestamp", "float", "dec", "interval", "timestamptz",
	"timetz", "zone", "return", "at", "recursive", "insert", "update", "delete", "merge", "matched", "positional")

// clauseWords end an expression at their own level of brackets.
var clauseWords = words("select", "from", "where", "group", "order", "having", "limit", "offset", "union", "except", "intersect",
	"join", "on", "using", "when", "then", "else", "end", "returning", "values", "set", "window", "qualify", "fetch", "as",
	"case", "and", "or", "by", "into", "for", "asc", "desc", "nulls", "distinct", "all", "inner", "left", "right", "full", "cross",
	"natural", "lateral", "between", "over", "filter", "partition", "rows", "range", "groups", "with", "explain")

// valueWords are the reserved words that are a value, or end one.
var valueWords = words("end", "null", "true", "false", "user", "current_user", "session_user", "current_role", "current_catalog",
	"current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "default")

// prefixWords are not reserved, and yet what stands behind them begins an operand.
var prefixWords = words("by", "between", "like", "ilike", "escape", "is", "in", "qualify", "over")
