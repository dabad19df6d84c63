package engine

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lakewire/internal/pgerr"
)

func upper(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), " ")) }

var catalogRules = []rule{
	on("Parser", `^syntax error at or near "(.*)"$`, say(pgerr.SyntaxError, `syntax error at or near "$1"`)),
	on("Parser", `^syntax error at end of input`, say(pgerr.SyntaxError, "syntax error at end of input")),
	on("Parser", `^unterminated quoted string`, keep(pgerr.SyntaxError)),
	on("Catalog", `^Type with name "?([^"!]*)"? does not exist!`, say(pgerr.UndefinedObject, `type "$1" does not exist`)),
	on("Catalog", `^Schema with name "?([^"!]*)"? does not exist!`, say(pgerr.InvalidSchemaName, `schema "$1" does not exist`)),
	on("Catalog", `^(?:Table|View) with name "?([^"!]*)"? does not exist!`, noObject),
	on("Catalog", `^Sequence with name "?([^"!]*)"? does not exist!`, say(pgerr.UndefinedTable, `relation "$1" does not exist`)),
	on("Catalog", `^Index with name "?([^"!]*)"? does not exist!`, say(pgerr.UndefinedObject, `index "$1" does not exist`)),
	on("Catalog", `^(?:Scalar |Aggregate |Table |Window |Pragma |Copy )?(?:Macro )?Function with name "?([^"!]*)"? does not exist!`, noFunction),
	on("Catalog", `^(?:Table )?Macro(?: Function)? with name "?([^"!]*)"? does not exist!`, noFunction),
	on("Catalog", `^(?:Table|View|Sequence|Index) with name "?([^"!]*)"? already exists!`, say(pgerr.DuplicateTable, `relation "$1" already exists`)),
	on("Catalog", `^Schema with name "?([^"!]*)"? already exists!`, say(pgerr.DuplicateSchema, `schema "$1" already exists`)),
	on("Catalog", `^Type with name "?([^"!]*)"? already exists!`, say(pgerr.DuplicateObject, `type "$1" already exists`)),
	on("Catalog", `Function with name "?([^"!]*)"? already exists!`, say(pgerr.DuplicateFunction, `function "$1" already exists with same argument types`)),
	on("Catalog", `^Column with name "?([^"!]*)"? already exists!`, twiceColumn),
	on("", `^(?i:schema) "([^"]*)" not found in DuckLakeCatalog`, say(pgerr.InvalidSchemaName, `schema "$1" does not exist`)),
	on("Catalog", `^Existing object (.*) is of type \w+(?: \w+)?, trying to (?:replace|drop|alter) (?:with )?type (\w+)`, wrongObject),
	on("Catalog", `unrecognized configuration parameter "([^"]*)"`, say(pgerr.UndefinedObject, `unrecognized configuration parameter "$1"`)),
	on("Catalog", `Setting with name "([^"]*)" is not in the catalog`, say(pgerr.UndefinedObject, `unrecognized configuration parameter "$1"`)),
	on("", `^Catalog "([^"]*)" does not exist!`, say(pgerr.UndefinedDatabase, `database "$1" does not exist`)),
	on("Dependency", `Cannot (?:drop|alter) entry "([^"]*)"`, say(pgerr.DependentObjectsStillExist, `cannot drop "$1" because other objects depend on it`)),
}

// target matches the table that a statement is about.
var target = regexp.MustCompile(`(?is)^\s*(?:update|alter\s+table(?:\s+if\s+exists)?|insert\s+into)\s+(?:only\s+)?((?:"[^"]*"|[\w.])+)`)

// targetOf gives the name of that table without its schema, or "".
func targetOf(sql string) string {
	m := target.FindStringSubmatch(sql)
	if m == nil {
		return ""
	}
	return unquote(m[1][strings.LastIndexByte(m[1], '.')+1:])
}

var dropped = regexp.MustCompile(`(?i)^\s*drop\s+(table|view)\b`)

// noObject is the error of a relation that is not there: DROP calls it by its kind.
func noObject(f *failure, m []string) *pgerr.Error {
	if d := dropped.FindStringSubmatch(f.sql); d != nil {
		return pgerr.Newf(pgerr.UndefinedTable, "%s \"%s\" does not exist", strings.ToLower(d[1]), m[1])
	}
	return pgerr.Newf(pgerr.UndefinedTable, "relation \"%s\" does not exist", m[1])
}

func twiceColumn(f *failure, m []string) *pgerr.Error {
	if table := targetOf(f.sql); table != "" {
		return pgerr.Newf(pgerr.DuplicateColumn, "column %q of relation %q already exists", m[1], table)
	}
	return pgerr.Newf(pgerr.DuplicateColumn, "column %q specified more than once", m[1])
}

func noColumnIn(f *failure, m []string) *pgerr.Error {
	return pgerr.Newf(pgerr.UndefinedColumn, "column %q of relation %q does not exist", m[1], targetOf(f.sql))
}

func noFunction(f *failure, m []string) *pgerr.Error {
	return pgerr.Newf(pgerr.UndefinedFunction, "function %s does not exist", m[1]).
		WithHint("No function matches the given name and argument types. You might need to add explicit type casts.")
}

func wrongObject(_ *failure, m []string) *pgerr.Error {
	article := "a"
	what := strings.ToLower(m[2])
	if strings.ContainsAny(what[:1], "aeiou") {
		article = "an"
	}
	return pgerr.Newf(pgerr.WrongObjectType, "%q is not %s %s", unquote(m[1]), article, what)
}

func unquote(s string) string { return strings.Trim(s, `"`) }

var binderRules = []rule{
	on("", `^DEFAULT value cannot contain subqueries`, say(pgerr.FeatureNotSupported, "cannot use subquery in DEFAULT expression")),
	on("", `^DEFAULT value cannot contain column names`, say(pgerr.FeatureNotSupported, "cannot use column reference in DEFAULT expression")),
	on("Binder", `^aggregate functions are not allowed in UPDATE`, keep(pgerr.GroupingError)),
	on("Binder", `^Cannot extract field '([^']*)' from expression "([^"]*)" because it is not a struct`, say(pgerr.UndefinedColumn, `column $2.$1 does not exist`)),
	on("", `^Table with name "?([^" ]*)"? does not exist because schema`, say(pgerr.UndefinedTable, `relation "$1" does not exist`)),
	on("Binder", `^Macro "?([^"( ]*)\(\)"? does not support the supplied arguments`, noMacro),
	on("Binder", `^Can only (?:update|delete from) base table`, writtenView),
	on("Catalog", `is not an table`, writtenView),
	on("Binder", `^More VIEW aliases than columns`, say(pgerr.SyntaxError, "CREATE VIEW specifies more column names than columns")),
	on("", `^Duplicate CTE name "([^"]*)"`, say(pgerr.DuplicateAlias, `WITH query name "$1" specified more than once`)),
	on("", `Cannot cast STRUCTs of different size`, say(pgerr.SyntaxError, "unequal number of entries in row expressions")),
	on("Binder", `^Column "([^"]*)" does not exist on (left|right) side of join`,
		say(pgerr.UndefinedColumn, `column "$1" specified in USING clause does not exist in $2 table`)),
	on("Binder", `^Referenced column "(.*)" (?:was )?not found`, say(pgerr.UndefinedColumn, `column "$1" does not exist`)),
	on("Binder", `^Values list "([^"]*)" does not have a column named "([^"]*)"`, say(pgerr.UndefinedColumn, `column $1.$2 does not exist`)),
	on("Binder", `^(?:Table|Subquery|CTE) "([^"]*)" does not have a column (?:named|with name) "([^"]*)"`, noColumnOf),
	on("Binder", `^Table "([^"]*)" does not have a column`, keep(pgerr.UndefinedColumn)),
	on("Binder", `^Referenced update column "?([^" ]+)"? not found in table`, noColumnIn),
	on("", `^[Cc]olumn "?([^" ]*)"? (?:does not exist|not found in)`, say(pgerr.UndefinedColumn, `column "$1" does not exist`)),
	on("Binder", `^Referenced table "([^"]*)" not found!`, say(pgerr.UndefinedTable, `missing FROM-clause entry for table "$1"`)),
	on("Binder", `^Ambiguous reference to (?:column name|table) "?([^"( ]*)"?`, say(pgerr.AmbiguousColumn, `column reference "$1" is ambiguous`)),
	on("Binder", `^Duplicate alias "([^"]*)" in query`, say(pgerr.DuplicateAlias, `table name "$1" specified more than once`)),
	on("Binder", `^Duplicate column name "?([^" ]*)"?`, say(pgerr.DuplicateColumn, `column "$1" specified more than once`)),
	on("Binder", `^No function matches the given name and argument types '(.*)'\. You might`, noMatch),
	on("Binder", `^Could not choose a best candidate function for the function call "(.*)"\. In order`, notUnique),
	on("Binder", `^Cannot compare values of type (.*) and (?:values of )?type (.*?)(?: in (?:IN|ANY|comparison).*?)?(?: - | -|\.|$)`, noComparison),
	on("Binder", `^column "?([^"]*?)"? must appear in the GROUP BY clause or (?:must be part of|be used in) an aggregate function`,
		say(pgerr.GroupingError, `column "$1" must appear in the GROUP BY clause or be used in an aggregate function`)),
	on("Binder", `^GROUP(?: BY)? clause cannot contain aggregates!`, say(pgerr.GroupingError, "aggregate functions are not allowed in GROUP BY")),
	on("Binder", `^(\w+)(?: BY)? clause cannot contain aggregates!`, say(pgerr.GroupingError, "aggregate functions are not allowed in $1")),
	on("Binder", `aggregate function calls cannot (?:be nested|contain aggregate)`, say(pgerr.GroupingError, "aggregate function calls cannot be nested")),
	on("Binder", `^GROUP(?: BY)? clause cannot contain window functions!`, say(pgerr.WindowingError, "window functions are not allowed in GROUP BY")),
	on("Binder", `^(\w+)(?: BY)? clause cannot contain window functions!`, say(pgerr.WindowingError, "window functions are not allowed in $1")),
	on("Binder", `window function calls cannot be nested`, say(pgerr.WindowingError, "window function calls cannot be nested")),
	on("Binder", `^Set operations can only apply to expressions with the same number of result columns`,
		say(pgerr.SyntaxError, "each UNION query must have the same number of columns")),
	on("Binder", `^Subquery returns \d+ columns - expected 1`, say(pgerr.SyntaxError, "subquery must return only one column")),
	on("Binder", `^table (\S+) has \d+ columns but \d+ values were supplied`, valuesMismatch),
	on("Binder", `^Column name/value mismatch for insert on`, valuesMismatch),
	on("Binder", `VALUES lists must all be the same length|VALUES clause is not allowed`, say(pgerr.SyntaxError, "VALUES lists must all be the same length")),
	on("Binder", `^Cannot mix values of type (.*) and (.*) in (\w+)`, mixed),
	on("Binder", `GROUP BY term out of range`, say(pgerr.InvalidColumnReference, "GROUP BY position is not in select list")),
	on("Binder", `(?i)^table "([^"]*)" has (\d+) columns available but (\d+) columns specified`, keep(pgerr.InvalidColumnReference)),
	on("", `^window "([^"]*)" does not exist`, say(pgerr.UndefinedObject, `window "$1" does not exist`)),
	on("Binder", `^Could not ORDER BY column .*: add the expression/function to every SELECT`, say(pgerr.FeatureNotSupported, "invalid UNION/INTERSECT/EXCEPT ORDER BY clause")),
	on("Binder", `ORDER term out of range`, say(pgerr.InvalidColumnReference, "ORDER BY position is not in select list")),
	on("Binder", `^Schema "?([^" ]*)"? does not exist|^Schema with name ([^ ]*) does not exist`, say(pgerr.InvalidSchemaName, `schema "$1" does not exist`)),
	on("", `^Could not determine type of parameters`, say(pgerr.IndeterminateDatatype, "could not determine data type of parameter $1")),
	on("", `Values were not provided for the following prepared statement parameters: (\d+)`,
		say(pgerr.ProtocolViolation, "bind message supplies no value for parameter $$1")),
	on("Binder", `^Unimplemented type for cast \((.*) -> (.*)\)`, noCast),
}

// noMacro is the error of a call that has not the arguments of any form of a macro; ours are called as PostgreSQL calls them.
func noMacro(_ *failure, m []string) *pgerr.Error {
	return pgerr.Newf(pgerr.UndefinedFunction, "function %s does not exist with these arguments", strings.TrimPrefix(m[1], "lw_")).
		WithHint("No function matches the given name and argument types. You might need to add explicit type casts.")
}

// writtenView is the error of a write to a view, which PostgreSQL passes on to the view's table where it can.
func writtenView(*failure, []string) *pgerr.Error {
	return pgerr.Unsupported("writing to a view is not supported", "Write to the table that it reads.")
}

func noColumnOf(f *failure, m []string) *pgerr.Error {
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(f.sql)), "insert") || strings.HasPrefix(strings.ToLower(strings.TrimSpace(f.sql)), "alter") {
		e := pgerr.Newf(pgerr.UndefinedColumn, "column %q of relation %q does not exist", m[2], m[1])
		in, _ := readInsert(f.sql)
		i := slices.IndexFunc(in.columns, func(it item) bool { return strings.EqualFold(unquote(it.text), m[2]) })
		if i < 0 {
			return e
		}
		return pointed(e, f, in.columns, i)
	}
	return pgerr.Newf(pgerr.UndefinedColumn, "column %s.%s does not exist", m[1], m[2])
}

var call = regexp.MustCompile(`(?s)^(?:[A-Za-z_]\w*\.)*("(?:[^"]+)"|[^(]+)\((.*)\)$`)

// noMatch tells of a function or operator that is there, but not for such arguments.
func noMatch(_ *failure, m []string) *pgerr.Error {
	name, args := splitCall(m[1])
	if isOperator(name) {
		return pgerr.Newf(pgerr.UndefinedFunction, "operator does not exist: %s", operation(name, args)).
			WithHint("No operator matches the given name and argument types. You might need to add explicit type casts.")
	}
	return pgerr.Newf(pgerr.UndefinedFunction, "function %s(%s) does not exist", name, strings.Join(args, ", ")).
		WithHint("No function matches the given name and argument types. You might need to add explicit type casts.")
}

func notUnique(_ *failure, m []string) *pgerr.Error {
	name, args := splitCall(m[1])
	if isOperator(name) {
		return pgerr.Newf(pgerr.AmbiguousFunction, "operator is not unique: %s", operation(name, args)).
			WithHint("Could not choose a best candidate operator. You might need to add explicit type casts.")
	}
	return pgerr.Newf(pgerr.AmbiguousFunction, "function %s(%s) is not unique", name, strings.Join(args, ", ")).
		WithHint("Could not choose a best candidate function. You might need to add explicit type casts.")
}

func splitCall(s string) (string, []string) {
	if m := call.FindStringSubmatch(s); m != nil {
		return unquote(m[1]), spelledList(m[2])
	}
	return s, nil
}

func isOperator(name string) bool { return strings.Trim(name, "+-*/<>=~!@#%^&|`?") == "" }

func operation(name string, args []string) string {
	switch len(args) {
	case 1:
		return name + " " + args[0]
	case 2:
		return args[0] + " " + name + " " + args[1]
	}
	return name
}

func noComparison(_ *failure, m []string) *pgerr.Error {
	return pgerr.Newf(pgerr.UndefinedFunction, "operator does not exist: %s = %s", spelled(m[1]), spelled(m[2])).
		WithHint("No operator matches the given name and argument types. You might need to add explicit type casts.")
}

func noCast(_ *failure, m []string) *pgerr.Error {
	return pgerr.Newf(pgerr.CannotCoerce, "cannot cast type %s to %s", spelled(m[1]), spelled(m[2]))
}

func mixed(_ *failure, m []string) *pgerr.Error {
	return pgerr.Newf(pgerr.DatatypeMismatch, "%s types %s and %s cannot be matched", strings.ToUpper(m[3]), spelled(m[1]), spelled(m[2]))
}

var twoNumbers = regexp.MustCompile(`(\d+) columns but (\d+) values`)

// valuesMismatch points at the first expression, or column, that has no partner.
func valuesMismatch(f *failure, _ []string) *pgerr.Error {
	in, _ := readInsert(f.sql)
	columns, values := 0, len(in.values)
	if m := twoNumbers.FindStringSubmatch(f.text); m != nil {
		columns, _ = strconv.Atoi(m[1])
		values, _ = strconv.Atoi(m[2])
	}
	if columns > values {
		e := pgerr.New(pgerr.SyntaxError, "INSERT has more target columns than expressions")
		return pointed(e, f, in.columns, values)
	}
	return pointed(pgerr.New(pgerr.SyntaxError, "INSERT has more expressions than target columns"), f, in.values, columns)
}

// pointed sets the position of the i-th item.
func pointed(e *pgerr.Error, f *failure, items []item, i int) *pgerr.Error {
	if i < len(items) {
		e.Position = utf8.RuneCountInString(f.sql[:items[i].at]) + 1
	}
	return e
}
