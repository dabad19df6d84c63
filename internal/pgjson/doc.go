// Package pgjson is PostgreSQL's json and jsonb on plain text: what is valid, how a jsonb is written, what its operators and
// functions make of it. It knows neither the engine nor SQL.
//
// A json is its own text. A jsonb is text too, written as PostgreSQL writes it: keys in order of their length and then of
// their bytes, the last of equal keys, a space behind colon and comma, numbers without an exponent. So two of them are
// the same text when they are equal, but for zeros at the end of fractions, which Compare looks through.
package pgjson
