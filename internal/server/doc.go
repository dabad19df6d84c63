// Package server owns the listeners and the lives of connections: accept, limit, authenticate, register, cancel, drain.
//
// It must not know SQL: a session is made by a function that is given to it, and spoken to through package wire.
package server
