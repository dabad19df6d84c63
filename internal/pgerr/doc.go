// Package pgerr is the one error that walks through the house: PostgreSQL's severity, SQLSTATE, message, detail, hint
// and position. It must not know where errors come from nor how they travel.
package pgerr

//go:generate go run ./gen /usr/share/postgresql/15/errcodes.txt codes.go
