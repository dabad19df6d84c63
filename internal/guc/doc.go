// Package guc is PostgreSQL 15's settings table, pure: which settings there are, what values they take, how a value is
// read and shown, and how SET, SET LOCAL and RESET follow the transaction. It must not know sessions, sockets or the
// engine: whoever holds a Settings asks the typed getters and acts on the answer.
//
// settings.tsv is recorded from a real server by gen; its last column says for each setting what accepting a value
// means here: it acts, by nature it changes nothing, or every value but the one in force is refused, since taking it
// would be a lie.
package guc
