package pgerr

import (
	"errors"
	"fmt"
)

// Severity is the S and V field of an ErrorResponse or NoticeResponse.
type Severity uint8

// Severities in PostgreSQL's order of gravity; Error is the zero value.
const (
	SeverityError Severity = iota
	SeverityFatal
	SeverityPanic
	SeverityWarning
	SeverityNotice
	SeverityInfo
	SeverityLog
	SeverityDebug
)

var severities = [...]string{SeverityError: "ERROR", SeverityFatal: "FATAL", SeverityPanic: "PANIC", SeverityWarning: "WARNING", SeverityNotice: "NOTICE", SeverityInfo: "INFO", SeverityLog: "LOG", SeverityDebug: "DEBUG"}

// String gives the severity as the protocol spells it.
func (s Severity) String() string { return severities[s] }

// Error is an error or a notice as PostgreSQL reports it. The zero Severity is ERROR. Position counts characters (not
// bytes) in the client's own text from 1; 0 means none.
type Error struct {
	Severity         Severity
	Code             Code
	Message          string
	Detail           string
	Hint             string
	Position         int
	InternalPosition int
	InternalQuery    string
	Where            string
	Schema           string
	Table            string
	Column           string
	DataType         string
	Constraint       string
	cause            error
}

// New makes an ERROR.
func New(code Code, message string) *Error { return &Error{Code: code, Message: message} }

// Newf makes an ERROR with a formatted message.
func Newf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Unsupported makes the 0A000 with which everything that we cannot do is refused; hint may be "".
func Unsupported(message, hint string) *Error {
	return &Error{Code: FeatureNotSupported, Message: message, Hint: hint}
}

// Noticef makes a NOTICE of class 00000.
func Noticef(format string, args ...any) *Error {
	return &Error{Severity: SeverityNotice, Code: SuccessfulCompletion, Message: fmt.Sprintf(format, args...)}
}

// Warningf makes a WARNING with the given code.
func Warningf(code Code, format string, args ...any) *Error {
	return &Error{Severity: SeverityWarning, Code: code, Message: fmt.Sprintf(format, args...)}
}

// Error makes *Error an error; the text is for logs, not for clients.
func (e *Error) Error() string {
	return e.Severity.String() + ": " + e.Message + " (SQLSTATE " + e.Code.String() + ")"
}

// Unwrap gives what caused the error, for logs.
func (e *Error) Unwrap() error { return e.cause }

// WithDetail returns a copy with the detail set.
func (e *Error) WithDetail(format string, args ...any) *Error {
	c := *e
	c.Detail = sprintf(format, args)
	return &c
}

// WithHint returns a copy with the hint set.
func (e *Error) WithHint(format string, args ...any) *Error {
	c := *e
	c.Hint = sprintf(format, args)
	return &c
}

// WithPosition returns a copy that points at a character (from 1) of the client's text.
func (e *Error) WithPosition(pos int) *Error { c := *e; c.Position = pos; return &c }

// WithWhere returns a copy with the context set.
func (e *Error) WithWhere(where string) *Error { c := *e; c.Where = where; return &c }

// WithCause returns a copy that unwraps to err.
func (e *Error) WithCause(err error) *Error { c := *e; c.cause = err; return &c }

// AsFatal returns a copy of severity FATAL: the connection ends after it.
func (e *Error) AsFatal() *Error { c := *e; c.Severity = SeverityFatal; return &c }

// IsFatal tells whether the connection ends after this error.
func (e *Error) IsFatal() bool { return e.Severity == SeverityFatal || e.Severity == SeverityPanic }

// From finds the *Error in err's chain, or wraps err as an internal error (XX000). It gives nil for nil.
func From(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Code: InternalError, Message: err.Error(), cause: err}
}

// Is tells whether err carries the given SQLSTATE.
func Is(err error, code Code) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code
}

func sprintf(format string, args []any) string {
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}
