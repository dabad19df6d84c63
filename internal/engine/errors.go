package engine

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// failure is an error as DuckDB tells it, taken apart.
type failure struct {
	typ     string // "Binder", "Catalog", "Conversion", …, as its messages begin
	text    string
	subtype string            // MISSING_ENTRY, COLUMN_NOT_FOUND, …
	more    map[string]string // name, type, call, candidates, …
	at      int               // byte offset in the statement, -1 = unknown
	sql     string
}

// errorOf turns what DuckDB reports into PostgreSQL's words and SQLSTATE. Position counts in the engine's text.
func (e *Engine) errorOf(t bind.ErrorType, message, sql string) *pgerr.Error {
	f := parseFailure(t, message, sql)
	err := translate(f)
	err.Message, err.Detail, err.Hint = e.scr.clean(err.Message), e.scr.clean(err.Detail), e.scr.clean(err.Hint)
	switch {
	case fatal(t, message):
		return pgerr.New(pgerr.InternalError, "the engine failed and is restarted").WithDetail("%s", e.scr.clean(firstLine(f.text))).
			WithCause(fatalCause{message})
	case err.Position == 0:
		err.Position = position(f)
	}
	if n := stranded(message); n > 0 {
		return err.WithCause(strandedCause{message, n})
	}
	return err
}

// typed matches the words that begin a message that is not JSON.
var typed = regexp.MustCompile(`^([A-Z][A-Za-z ]{1,30}?) Error: `)

// caret matches the excerpt that DuckDB prints under a message that is not JSON.
var caret = regexp.MustCompile(`(?s)\n\nLINE (\d+): (.*)\n( *)\^\s*$`)

func parseFailure(t bind.ErrorType, message, sql string) *failure {
	f := &failure{text: message, at: -1, sql: sql, more: map[string]string{}}
	if m := typed.FindStringSubmatch(f.text); m != nil {
		f.typ, f.text = m[1], f.text[len(m[0]):]
	}
	if at := strings.Index(f.text, `{"exception_type":`); at == 0 {
		var parts map[string]string
		if json.Unmarshal([]byte(f.text), &parts) == nil {
			f.more, f.typ, f.text, f.subtype = parts, parts["exception_type"], parts["exception_message"], parts["error_subtype"]
			if n, err := strconv.Atoi(parts["position"]); err == nil && n <= len(sql) {
				f.at = n
			}
		}
	}
	f.text = caret.ReplaceAllString(f.text, "")
	if f.typ == "" {
		f.typ = typeNames[t]
	}
	return f
}

// typeNames names the types that matter where a message does not name its own.
var typeNames = map[bind.ErrorType]string{
	bind.ErrorTypeInterrupt:   "INTERRUPT",
	bind.ErrorTypeFatal:       "FATAL",
	bind.ErrorTypeInternal:    "INTERNAL",
	bind.ErrorTypeTransaction: "TransactionContext",
	bind.ErrorTypeOutOfMemory: "Out of Memory",
	bind.ErrorTypeErrorIO:     "IO",
}

// position gives PostgreSQL's position, characters from 1, 0 = none. DuckDB points at whatever failed; PostgreSQL points
// only at what it finds out before it runs anything. Of values that are none of their type these are the literals.
func position(f *failure) int {
	at := f.at
	switch f.typ {
	case "Conversion":
		at = badLiteral(f)
	case "Out of Range", "Invalid Input", "Divide by Zero":
		at = -1
	}
	if at < 0 {
		return 0
	}
	return utf8.RuneCountInString(f.sql[:at]) + 1
}

// badValue matches the text that could not be read as a value.
var badValue = regexp.MustCompile(`(?s)^(?:Could not convert string|Type VARCHAR with value) ['"](.*)['"] (?:to |can't be cast)|^invalid \w+ field format: "(.*)", expected|^\w+ field value out of range: "(.*)"`)

// badLiteral finds the literal that a conversion failed at, -1 when the value came from elsewhere.
func badLiteral(f *failure) int {
	m := badValue.FindStringSubmatch(f.text)
	if m == nil || len(f.sql) > 64<<10 {
		return -1
	}
	value := "'" + strings.ReplaceAll(m[1]+m[2]+m[3], "'", "''") + "'"
	found := -1
	for l := (dialect.Lexer{Src: f.sql}); ; {
		switch t := l.Next(); {
		case t.Kind == dialect.TokEOF:
			return found
		case t.Kind == dialect.TokString && f.sql[t.Start:t.End] == value:
			if found < 0 || t.End <= f.at || found < f.at && t.Start <= f.at+len("cast( ") {
				found = t.Start // the last one before DuckDB's own position, which is the cast
			}
		}
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// coded matches a message that carries its own SQLSTATE: our macros and functions raise error('[22012] division by zero').
var coded = regexp.MustCompile(`(?s)^\[([0-9A-Z]{5})\] (.*)$`)

// translate finds the first rule that fits.
func translate(f *failure) *pgerr.Error {
	if m := coded.FindStringSubmatch(f.text); m != nil {
		if code, ok := codeOf(m[1]); ok {
			return pgerr.New(code, m[2])
		}
	}
	for i := range rules {
		r := &rules[i]
		if r.typ != "" && r.typ != f.typ {
			continue
		}
		if m := r.re.FindStringSubmatch(f.text); m != nil {
			return r.make(f, m)
		}
	}
	code, ok := fallback[f.typ]
	if !ok {
		code = pgerr.InternalError
	}
	return tidy(code, f)
}

// tidy keeps DuckDB's words: the first line as the message, the rest as the detail.
func tidy(code pgerr.Code, f *failure) *pgerr.Error {
	first, rest, _ := strings.Cut(strings.TrimSpace(f.text), "\n")
	e := pgerr.New(code, lower(first))
	if rest = strings.TrimSpace(rest); rest != "" {
		e = e.WithDetail("%s", rest)
	}
	return e
}

// lower begins a message with a small letter, as PostgreSQL's do, unless it begins with a name.
func lower(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'a' && s[1] <= 'z' {
		return string(s[0]+'a'-'A') + s[1:]
	}
	return s
}

// codeOf reads a SQLSTATE that PostgreSQL has.
func codeOf(s string) (pgerr.Code, bool) {
	n, err := strconv.ParseUint(s, 36, 32)
	if err != nil {
		return 0, false
	}
	c := pgerr.Code(n)
	return c, c.Condition() != ""
}
