package engine

import (
	"regexp"
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

var valueRules = []rule{
	on("Conversion", `(?s)^Could not convert string ['"](.*)['"] to (\w+(?: WITH TIME ZONE)?(?:\(\d+,\d+\))?)`, badText),
	on("Conversion", `(?s)^invalid (date|timestamp|time) field format: "(.*)", expected`, badDate),
	on("Conversion", `(?s)^(?:date|timestamp|time) field value out of range: "(.*)"(?:, expected.*)?$`, dateRange),
	on("Conversion", `(?s)^Type (\w+) with value (.*) can't be cast .*out of range for the destination type (\w+)`, outOf(3)),
	on("Conversion", `(?s)^Type (\S+) with value (.*) can't be cast to the destination type (\w+)`, outOf(3)),
	on("Conversion", `^Failed to cast decimal value \S+ to type (U?INT\d+)`, outOf(1)),
	on("Conversion", `^Date out of range: (-?\d+)-(-?\d+)-(-?\d+)$`, madeDate),
	on("Conversion", `^Time out of range: (-?\d+):(-?\d+):(-?[\d.]+)$`, madeTime),
	on("Out of Range", `^Overflow (?:on abs\(|in division of )(-\d+)`, outOfWidth),
	on("Conversion", `(?s)^Casting value "(.*)" to type DECIMAL\((\d+),(\d+)\) failed: value is out of range`, overflow),
	on("Conversion", `(?s)^Could not cast value .* to DECIMAL\((\d+),(\d+)\)`, overflow),
	on("", `(?s)Failed to cast value: Could not convert string ".*" to DECIMAL\((\d+),(\d+)\)`, overflow), // at COMMIT: a Parquet file's number has more digits than its column
	on("", `(?s)^Malformed JSON`, badJSON),
	on("", `(?s)^Could not convert .* to (?:type )?UUID|^Could not convert string '(.*)' to UUID`, say(pgerr.InvalidTextRepresentation, `invalid input syntax for type uuid: "$1"`)),
	on("Conversion", `(?s)^Could not convert string '(.*)' to INTERVAL`, say(pgerr.InvalidDatetimeFormat, `invalid input syntax for type interval: "$1"`)),
	on("Conversion", `(?s)^(?:Could not convert string|Type VARCHAR with value) '(.*)' (?:can't be cast )?to the destination type (\w+)`, badText),
	on("Conversion", `(?s)^Type VARCHAR with value '(.*)' can't be cast to the destination type LIST`, say(pgerr.InvalidTextRepresentation, `malformed array literal: "$1"`)),
	on("Conversion", `^Unimplemented type for cast \((.*) -> (.*)\)`, noCast),
	on("Conversion", `(?s)^Could not convert (?:Decimal|string) .*out of range`, overflow),
	on("Out of Range", `^Overflow in .* of (U?INT\d+|DECIMAL|INTERVAL|DATE|TIMESTAMP)`, outOf(1)),
	on("Out of Range", `(?i)decimal.*overflow|overflow in .*decimal`, overflow),
	on("Out of Range", `(?i)(?:date|timestamp|interval).*out of range`, say(pgerr.DatetimeFieldOverflow, "timestamp out of range")),
	on("Out of Range", `(?i)cannot take square root of a negative`, say(pgerr.InvalidArgumentForPowerFunction, "cannot take square root of a negative number")),
	on("", `(?i)cannot take logarithm of zero`, say(pgerr.InvalidArgumentForLog, "cannot take logarithm of zero")),
	on("", `(?i)cannot take logarithm of a negative`, say(pgerr.InvalidArgumentForLog, "cannot take logarithm of a negative number")),
	on("", `(?i)^LIMIT/OFFSET cannot be negative`, negativeLimit),
	on("", `^PERCENTILEs can only take parameters in the range`, say(pgerr.NumericValueOutOfRange, "percentile value is not between 0 and 1")),
	on("", `(?i)argument for ntile must be greater than zero`, say(pgerr.InvalidArgumentForNtile, "argument of ntile must be greater than zero")),
	on("", `(?i)^like pattern must not end with escape character`, say(pgerr.InvalidEscapeSequence, "LIKE pattern must not end with escape character")),
	on("", `(?i)^Invalid escape string\. Escape string must be empty or one character`, say(pgerr.InvalidEscapeSequence, "invalid escape string")),
	on("", `^(?:ASIN|ACOS|ATANH) is undefined outside`, say(pgerr.NumericValueOutOfRange, "input is out of range")),
	on("", `(?i)^date and time not in timestamp range`, say(pgerr.DatetimeFieldOverflow, "timestamp out of range")),
	on("", `(?i)division by zero|divide by zero`, say(pgerr.DivisionByZero, "division by zero")),
	on("", `^More than one row returned by a subquery used as an expression`, say(pgerr.CardinalityViolation, "more than one row returned by a subquery used as an expression")),
	on("", `(?s)^Invalid (?:unicode|UTF-?8)|is not valid UTF-?8|invalid UTF-?8`, say(pgerr.CharacterNotInRepertoire, `invalid byte sequence for encoding "UTF8"`)),
	on("", `^invalid repetition size`, say(pgerr.FeatureNotSupported, "regular expressions with more than 1000 repetitions are not supported")),
	on("", `(?i)^(?:no argument for repetition operator|missing \)|unexpected \)|invalid (?:escape|character class|perl operator|repetition))`, badRegex),
	on("", `(?i)^pattern too large`, say(pgerr.InvalidRegularExpression, "invalid regular expression: regular expression is too complex")),
	on("", `(?i)unknown time ?zone '?"?([^'"!]*)`, say(pgerr.InvalidParameterValue, `time zone "$1" not recognized`)),
}

var integral = regexp.MustCompile(`^\s*[-+]?\d+\s*$`)
var numeral = regexp.MustCompile(`^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$`)

// badText is a string that is no value of the type, or one beyond its range.
func badText(f *failure, m []string) *pgerr.Error {
	typ := spelled(m[2])
	if m[2] == "INT128" && !strings.Contains(strings.ToLower(f.sql), "hugeint") {
		typ = "uuid" // DuckDB names the integer in which it keeps one, and no type of PostgreSQL's is that integer
	}
	switch typ {
	case "smallint", "integer", "bigint", "tinyint", "utinyint", "usmallint", "uinteger", "ubigint":
		if integral.MatchString(m[1]) {
			return pgerr.Newf(pgerr.NumericValueOutOfRange, "value %q is out of range for type %s", m[1], typ)
		}
	case "real", "double precision":
		if numeral.MatchString(m[1]) {
			return pgerr.Newf(pgerr.NumericValueOutOfRange, "%q is out of range for type %s", m[1], typ)
		}
	case "numeric":
		if numeral.MatchString(m[1]) {
			return pgerr.New(pgerr.NumericValueOutOfRange, "numeric field overflow")
		}
	case "date", "interval", "timestamp without time zone", "timestamp with time zone", "time without time zone", "time with time zone":
		return pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid input syntax for type %s: \"%s\"", short(typ), m[1])
	}
	return pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type %s: \"%s\"", typ, m[1])
}

// short spells a date type as PostgreSQL's input functions do.
func short(typ string) string { return strings.TrimSuffix(typ, " without time zone") }

func badDate(f *failure, m []string) *pgerr.Error {
	typ := m[1]
	if typ == "timestamp" && strings.Contains(strings.ToLower(f.sql), "timestamptz") {
		typ = "timestamp with time zone"
	}
	return pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid input syntax for type %s: \"%s\"", typ, m[2])
}

var dateLike = regexp.MustCompile(`\d`)

func dateRange(f *failure, m []string) *pgerr.Error {
	if !dateLike.MatchString(m[1]) {
		return pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid input syntax for type %s: \"%s\"", f.text[:strings.IndexByte(f.text, ' ')], m[1])
	}
	return pgerr.Newf(pgerr.DatetimeFieldOverflow, "date/time field value out of range: \"%s\"", m[1])
}

var negativeOffset = regexp.MustCompile(`(?i)\boffset\s+\(*\s*-`)

func negativeLimit(f *failure, _ []string) *pgerr.Error {
	if negativeOffset.MatchString(f.sql) {
		return pgerr.New(pgerr.InvalidRowCountInResultOffsetClause, "OFFSET must not be negative")
	}
	return pgerr.New(pgerr.InvalidRowCountInLimitClause, "LIMIT must not be negative")
}

// madeDate and madeTime are what make_date() and make_time() refuse.
func madeDate(_ *failure, m []string) *pgerr.Error {
	return pgerr.Newf(pgerr.DatetimeFieldOverflow, "date field value out of range: %s-%02s-%02s", m[1], m[2], m[3])
}

func madeTime(_ *failure, m []string) *pgerr.Error {
	sec, _ := strconv.ParseFloat(m[3], 64)
	return pgerr.Newf(pgerr.DatetimeFieldOverflow, "time field value out of range: %s:%02s:%02g", m[1], m[2], sec)
}

// outOfWidth is what happens to the smallest integer of a width, which tells the type.
func outOfWidth(_ *failure, m []string) *pgerr.Error {
	typ := map[string]string{"-32768": "smallint", "-2147483648": "integer", "-9223372036854775808": "bigint"}[m[1]]
	if typ == "" {
		return pgerr.New(pgerr.NumericValueOutOfRange, "value out of range")
	}
	return pgerr.Newf(pgerr.NumericValueOutOfRange, "%s out of range", typ)
}

// outOf makes "integer out of range" of the type in a group.
func outOf(group int) func(*failure, []string) *pgerr.Error {
	return func(_ *failure, m []string) *pgerr.Error {
		switch typ := spelled(m[group]); typ {
		case "interval":
			return pgerr.New(pgerr.DatetimeFieldOverflow, "interval out of range")
		case "date":
			return pgerr.New(pgerr.DatetimeFieldOverflow, "date out of range")
		case "timestamp without time zone":
			return pgerr.New(pgerr.DatetimeFieldOverflow, "timestamp out of range")
		case "numeric":
			return pgerr.New(pgerr.NumericValueOutOfRange, "value overflows numeric format")
		default:
			return pgerr.Newf(pgerr.NumericValueOutOfRange, "%s out of range", typ)
		}
	}
}

func overflow(_ *failure, m []string) *pgerr.Error {
	e := pgerr.New(pgerr.NumericValueOutOfRange, "numeric field overflow")
	if len(m) < 3 {
		return e
	}
	precision, scale := m[len(m)-2], m[len(m)-1]
	p, errP := strconv.Atoi(precision)
	s, errS := strconv.Atoi(scale)
	if errP != nil || errS != nil {
		return e
	}
	bound := "1" // PostgreSQL does not write 10^0
	if p != s {
		bound = "10^" + strconv.Itoa(p-s)
	}
	return e.WithDetail("A field with precision %d, scale %d must round to an absolute value less than %s.", p, s, bound)
}

func badJSON(f *failure, _ []string) *pgerr.Error {
	return pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type json").WithDetail("%s", firstLine(f.text))
}

func badRegex(f *failure, _ []string) *pgerr.Error {
	return pgerr.Newf(pgerr.InvalidRegularExpression, "invalid regular expression: %s", firstLine(f.text))
}

var constraintRules = []rule{
	on("Constraint", `NOT NULL constraint failed: (?:[^.]*\.)*?([^.]+)\.([^.]+)$`, notNull),
	on("Constraint", `^Duplicate key "(.*)" violates (?:primary key|unique) constraint`, duplicateKey),
	on("Constraint", `PRIMARY KEY or UNIQUE constraint violat(?:ed|ion): duplicate key "(.*?)"`, duplicateKey),
	on("Constraint", `^CHECK constraint failed on table (\S+) with expression (.*)`, checkFailed),
	on("Constraint", `^CHECK constraint failed`, keep(pgerr.CheckViolation)),
	on("Constraint", `Violates foreign key constraint`, keep(pgerr.ForeignKeyViolation)),
}

func notNull(_ *failure, m []string) *pgerr.Error {
	e := pgerr.Newf(pgerr.NotNullViolation, "null value in column %q of relation %q violates not-null constraint", m[2], m[1])
	e.Table, e.Column = m[1], m[2]
	return e
}

func duplicateKey(_ *failure, m []string) *pgerr.Error {
	e := pgerr.New(pgerr.UniqueViolation, "duplicate key value violates unique constraint")
	if col, value, ok := strings.Cut(m[1], ": "); ok && !strings.Contains(value, ": ") {
		return e.WithDetail("Key (%s)=(%s) already exists.", col, value)
	}
	return e
}

func checkFailed(_ *failure, m []string) *pgerr.Error {
	e := pgerr.Newf(pgerr.CheckViolation, "new row for relation %q violates check constraint", unquote(m[1]))
	e.Table = unquote(m[1])
	return e.WithDetail("%s", m[2])
}

var featureRules = []rule{
	on("", `not (?:yet )?supported|not (?:yet )?implemented|Unsupported|does not support|Adding columns with constraints|only widening type promotions|can only|is only implemented`, keep(pgerr.FeatureNotSupported)),
	on("Permission", `configuration has been locked`, say(pgerr.InsufficientPrivilege, "permission denied to change this setting")),
	on("", `the configuration has been locked`, say(pgerr.InsufficientPrivilege, "permission denied to change this setting")),
	on("Permission", ``, say(pgerr.InsufficientPrivilege, "permission denied for the server's files and network")),
	on("", `unrecognized configuration parameter "([^"]*)"`, say(pgerr.UndefinedObject, `unrecognized configuration parameter "$1"`)),
}
