// Package pgnumeric computes with PostgreSQL's numeric: quotients, roots, powers, logarithms and variances with as many
// digits as PostgreSQL gives them, and a form of numbers as texts that sorts as the numbers do.
//
// It must not know SQL or the engine.
package pgnumeric
