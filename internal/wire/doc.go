// Package wire turns a socket into PostgreSQL protocol messages and back: start-up, framing, the serve loop with its
// skip-until-Sync, ReadyForQuery, backpressure and the watch for a lost client. It is the only importer of pgproto3.
//
// It must not know what a statement means: whoever implements Handler does that. It must not know DuckDB, users'
// passwords (package auth) or how many connections there may be (package server).
package wire
