package engine

import (
	"regexp"

	"lakewire/internal/pgerr"
)

// rule turns one kind of DuckDB's messages into PostgreSQL's. The first that fits is taken.
type rule struct {
	typ  string // DuckDB's error type; "" = any
	re   *regexp.Regexp
	make func(f *failure, m []string) *pgerr.Error
}

// say makes a rule's maker of a code and a format over the pattern's groups ($1, $2, …).
func say(code pgerr.Code, format string) func(*failure, []string) *pgerr.Error {
	return func(_ *failure, m []string) *pgerr.Error {
		return pgerr.New(code, groups.ReplaceAllStringFunc(format, func(g string) string { return m[g[1]-'0'] }))
	}
}

var groups = regexp.MustCompile(`\$[0-9]`)

// keep makes a rule's maker that gives DuckDB's own words the code.
func keep(code pgerr.Code) func(*failure, []string) *pgerr.Error {
	return func(f *failure, _ []string) *pgerr.Error { return tidy(code, f) }
}

func on(typ, pattern string, make func(*failure, []string) *pgerr.Error) rule {
	return rule{typ: typ, re: regexp.MustCompile(pattern), make: make}
}

// rules is in order of precedence.
var rules = concat(lostRules, transactionRules, resourceRules, catalogRules, binderRules, valueRules, constraintRules, featureRules)

func concat(lists ...[]rule) []rule {
	var all []rule
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// fallback gives the SQLSTATE of a type none of whose messages fits a rule.
var fallback = map[string]pgerr.Code{
	"Binder":                 pgerr.SyntaxErrorOrAccessRuleViolation,
	"Catalog":                pgerr.UndefinedObject,
	"Parser":                 pgerr.SyntaxError,
	"Syntax":                 pgerr.SyntaxError,
	"Conversion":             pgerr.InvalidTextRepresentation,
	"Out of Range":           pgerr.NumericValueOutOfRange,
	"Invalid Input":          pgerr.InvalidParameterValue,
	"Invalid type":           pgerr.DatatypeMismatch,
	"Mismatch Type":          pgerr.DatatypeMismatch,
	"Invalid Configuration":  pgerr.InvalidParameterValue,
	"Constraint":             pgerr.IntegrityConstraintViolation,
	"TransactionContext":     pgerr.InvalidTransactionState,
	"Not implemented":        pgerr.FeatureNotSupported,
	"Permission":             pgerr.InsufficientPrivilege,
	"IO":                     pgerr.IoError,
	"HTTP":                   pgerr.IoError,
	"Network":                pgerr.IoError,
	"Connection":             pgerr.ConnectionFailure,
	"Out of Memory":          pgerr.OutOfMemory,
	"Object Size":            pgerr.ProgramLimitExceeded,
	"Dependency":             pgerr.DependentObjectsStillExist,
	"Missing Extension":      pgerr.FeatureNotSupported,
	"Extension Autoloading":  pgerr.FeatureNotSupported,
	"Sequence":               pgerr.SequenceGeneratorLimitExceeded,
	"INTERRUPT":              pgerr.QueryCanceled,
	"Divide by Zero":         pgerr.DivisionByZero,
	"Parameter Not Resolved": pgerr.IndeterminateDatatype,
	"Parameter Not Allowed":  pgerr.FeatureNotSupported,
	"Settings":               pgerr.InvalidParameterValue,
	"Serialization":          pgerr.InternalError,
}

var transactionRules = []rule{
	on("", `Transaction conflict -|Exceeded the maximum retry count|violates unique constraint "ducklake_|Duplicate key "snapshot_id|could not serialize access|database is locked|Conflict on |write-write conflict|Conflict on tuple|Transaction conflict:`, conflict),
	on("", `transaction is launched in read-only mode|attached in read-only mode`, readOnly),
	on("", `Current transaction is aborted|transaction has been invalidated|transaction is aborted`,
		say(pgerr.InFailedSqlTransaction, "current transaction is aborted, commands ignored until end of transaction block")),
	on("", `cannot start a transaction within a transaction`, say(pgerr.ActiveSqlTransaction, "there is already a transaction in progress")),
	on("", `no transaction is active`, say(pgerr.NoActiveSqlTransaction, "there is no transaction in progress")),
	on("", `a single transaction can only write to a single attached database`,
		say(pgerr.FeatureNotSupported, "a transaction cannot write to both the lake and temporary tables")),
}

// conflict is DuckLake's "Transaction conflict - attempting to …": what met what goes into the detail.
func conflict(f *failure, _ []string) *pgerr.Error {
	e := pgerr.New(pgerr.TRSerializationFailure, "could not serialize access due to concurrent update")
	if m := conflictWhat.FindStringSubmatch(f.text); m != nil {
		e = e.WithDetail("%s", firstLine(m[1]))
	}
	return e.WithHint("The transaction might succeed if retried.")
}

var conflictWhat = regexp.MustCompile(`Transaction conflict - (.*)`)

func readOnly(f *failure, _ []string) *pgerr.Error {
	verb := "this statement"
	if m := leadingVerb.FindStringSubmatch(f.sql); m != nil {
		verb = upper(m[1])
	}
	return pgerr.Newf(pgerr.ReadOnlySqlTransaction, "cannot execute %s in a read-only transaction", verb)
}

var leadingVerb = regexp.MustCompile(`(?is)^\s*(insert|update|delete|merge|truncate|copy|(?:create|alter|drop)\s+(?:table|view|schema|function|macro|type|index))\b`)

var resourceRules = []rule{
	on("INTERRUPT", ``, say(pgerr.QueryCanceled, "canceling statement due to user request")),
	on("", `No space left on device|disk is full|max_temp_directory_size|database or disk is full`, diskFull),
	on("Out of Memory", ``, outOfMemory),
	on("", `std::bad_alloc|[Ff]ailed to allocate|could not allocate`, outOfMemory),
	on("", `memory exhausted at or near|Max expression depth limit|maximum recursion depth|stack overflow|Maximum tree depth`,
		func(*failure, []string) *pgerr.Error {
			return pgerr.New(pgerr.StatementTooComplex, "stack depth limit exceeded").
				WithHint("The statement nests expressions or subqueries too deeply.")
		}),
	on("", `Too many open files`, say(pgerr.InsufficientResources, "out of file descriptors")),
}

func outOfMemory(f *failure, _ []string) *pgerr.Error {
	return pgerr.New(pgerr.OutOfMemory, "out of memory").WithDetail("%s", firstLine(f.text))
}

func diskFull(f *failure, _ []string) *pgerr.Error {
	return pgerr.New(pgerr.DiskFull, "could not write temporary or data file: No space left on device").WithDetail("%s", firstLine(f.text))
}
