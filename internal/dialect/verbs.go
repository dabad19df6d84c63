package dialect

// verb finds the parser of the statements that begin with a word, in lower case; nil when PostgreSQL has none.
func verb(word string) func(*Statement, *parser) error {
	switch word {
	case "select", "with", "values", "table":
		return parseQuery
	case "insert", "update", "delete", "merge":
		return parseWrite
	case "truncate":
		return parseTruncate
	case "create":
		return parseCreate
	case "alter":
		return parseAlter
	case "drop":
		return parseDrop
	case "comment":
		return parseComment
	case "begin", "start":
		return parseBegin
	case "commit", "end":
		return parseCommit
	case "rollback", "abort":
		return parseRollback
	case "savepoint":
		return parseSavepoint
	case "release":
		return parseRelease
	case "set":
		return parseSet
	case "reset":
		return parseReset
	case "show":
		return parseShow
	case "discard":
		return parseDiscard
	case "declare":
		return parseDeclare
	case "fetch", "move":
		return parseFetch
	case "close":
		return parseClose
	case "prepare":
		return parsePrepare
	case "execute":
		return parseExecute
	case "deallocate":
		return parseDeallocate
	case "listen", "unlisten", "notify":
		return parseNotify
	case "lock":
		return parseLock
	case "explain":
		return parseExplain
	case "copy":
		return parseCopy
	case "from", "pivot", "unpivot", "describe", "desc", "summarize":
		return parseDuck
	}
	return nil
}

// session marks a statement as the session's own.
func (s *Statement) session(k Kind, tag string, n Node) {
	s.Kind, s.Tag, s.Node = k, tag, n
}
