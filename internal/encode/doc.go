// Package encode turns vector cells into PostgreSQL's text and binary forms, and parameter bytes into bound values. It
// must not know sockets, sessions or SQL.
//
// Rows picks one function per column when the result's shape is known; appending a row is then a walk over those
// functions, which append to the caller's buffer and allocate nothing. What a value looks like is decided in one file per
// type family.
package encode
