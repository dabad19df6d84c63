package dialect

import (
	"errors"
	"strings"

	grammar "github.com/pganalyze/pg_query_go/v6/parser"

	"lakewire/internal/pgerr"
)

// The engine takes more than PostgreSQL does, so what PostgreSQL would refuse is for the engine to try. Where it refuses it
// too, the client is told what PostgreSQL would have said.

// refusals are the errors of the engine's that stand for PostgreSQL's of the same mistake.
var refusals = map[pgerr.Code]bool{
	pgerr.UndefinedColumn: true, pgerr.UndefinedFunction: true, pgerr.AmbiguousFunction: true, pgerr.AmbiguousColumn: true, pgerr.DatatypeMismatch: true,
	pgerr.CannotCoerce: true, pgerr.GroupingError: true, pgerr.SyntaxErrorOrAccessRuleViolation: true,
}

// Refused gives what the client is told when the engine refuses a statement with e, whose position is the client's.
func (s *Statement) Refused(e *pgerr.Error) *pgerr.Error {
	switch {
	case e.Code == pgerr.SyntaxError && !s.Tree && s.segs == nil:
		if own := s.grammarsError(); own != nil {
			e = own
		}
		e = endedBy(e, s.ended)
	case e.Code == pgerr.InvalidRowCountInLimitClause || e.Code == pgerr.InvalidRowCountInResultOffsetClause: // told when it runs
		return e.WithPosition(0)
	case s.doubt != nil && (refusals[e.Code] || e.Code == pgerr.UndefinedTable && strings.HasPrefix(e.Message, "missing FROM-clause entry")):
		return s.doubt
	}
	return e
}

const endOfInput = "syntax error at end of input"

// endedBy tells the semicolon for the end of the input, where one ends so many characters behind it.
func endedBy(e *pgerr.Error, ended int) *pgerr.Error {
	if ended == 0 || e.Message != endOfInput {
		return e
	}
	return pgerr.New(pgerr.SyntaxError, `syntax error at or near ";"`).WithPosition(e.Position + ended - 1)
}

// grammarsError gives what PostgreSQL's grammar says to a text; nil where it stumbles over a word of the engine's dialect,
// which the engine's own grammar will have read.
func (s *Statement) grammarsError() *pgerr.Error {
	_, err := parseMessages(s.Text)
	var e *grammar.Error
	if !errors.As(err, &e) || e.Cursorpos <= 0 {
		return nil
	}
	if _, at, ok := strings.Cut(e.Message, ` at or near "`); ok && enginesWords[strings.ToLower(strings.TrimSuffix(at, `"`))] {
		return nil
	}
	return pgerr.New(pgerr.SyntaxError, e.Message).WithPosition(s.pos + e.Cursorpos)
}

// enginesWords are those of the engine's dialect that PostgreSQL's grammar stumbles over.
var enginesWords = words("exclude", "replace", "rename", "qualify", "pivot", "unpivot", "pivot_wider", "pivot_longer", "asof", "semi", "anti", "positional", "columns",
	"name", "sample", "using", "summarize", "describe", "show", "from", "struct", "map", "union", "glob", "lambda", "all", "by", "at", "version", "try_cast", "like", "distinct",
	"install", "load", "force", "attach", "detach", "use", "pragma", "export", "import", "macro", "type", "recursive", "on", "if", "not", "select", "order", "limit", "where", "into",
	"{", "}", "[", "]", ":", ":=", "=>", "->", "**", "//", "(", ")", ",", ".", "*", "%", "$", "#")
