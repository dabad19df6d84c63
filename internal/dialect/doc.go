// Package dialect reads the client's text and says what it is: it splits a string into statements and gives each its
// kind, its command tag, the text for the engine, the names of its result columns, what it touches (relations and
// functions) and the way back from an engine position to the client's own text. Session statements (transactions,
// settings, cursors, prepared statements, COPY …) become nodes and never reach the engine.
//
// Its tools are a lexer of its own, which never fails and always runs, small parsers over the tokens for the session
// statements, and PostgreSQL's own grammar (pg_query_go) for the rest: the tree tells, and the edits are spliced into
// the client's text at token offsets. What that grammar cannot parse is the engine's own dialect and goes on as it is,
// with the token rules applied.
//
// It must not know connections, roles, the engine or sockets.
package dialect
