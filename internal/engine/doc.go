// Package engine is DuckDB with DuckLake inside: the one instance, its lake, leased connections, statements, streams of
// chunks, interrupts, and the birth of every error that DuckDB reports as PostgreSQL's words and SQLSTATE. It is the only
// importer of DuckDB's bindings and of unsafe. It must not know of the wire, of sessions, nor of the client's dialect:
// the text it gets is DuckDB's.
package engine
