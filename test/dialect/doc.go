// Package dialect asks PostgreSQL 15 and lakewire the same expressions, queries and statements, and compares values, names of
// columns, types of columns, command tags and errors. It must not know how lakewire translates anything.
//
// A file in testdata is a family; its name's first word says how its rows are run:
//
//	expr_*    each row is an expression, asked as SELECT <row>
//	query_*   each row is one statement that changes nothing
//	error_*   as query, and the error's message and position are compared too, not only its SQLSTATE
//	script_*  each row is statements separated by ` ;; `, run on a connection and in a schema of their own
//	alone_*   as script, while nothing else runs: with NOWAIT they would meet the others
//
// A row is: SQL, values, types, names, deviation, separated by tabs. Values, types and names are PostgreSQL's, recorded by
// `go test ./test/dialect -run PostgreSQL -rewrite`; to add a row, write its SQL alone and rewrite. Cells are parted by |, rows
// by ;, NULL is ∅, a line break ⏎. A query may end in ` \bind 1|x|∅`: parameters, perhaps with a declared type (`1::int8`); the
// types it was described with then stand before the types of its columns. The tables of fixtures.sql are there for every row that
// names one.
//
// Every row runs in the simple and in the extended protocol; a script once, its statements by turns in the one and the other
// (-whole and -mark run it in each). Where lakewire answers otherwise, the deviation says how and why:
//
//	class: reason                   class is one of error, code, text, lenient, value, scale, types, names
//	simple class: reason            in one protocol only
//	extended class: reason
//
// A deviation that no longer applies fails the test, and so does one that has become worse: -mark with TestLakewire writes the
// marks anew, and a person reads them.
//
// TestDifferential asks both servers random expressions of productions.txt, a fixed number of them with a fixed seed. `make
// fuzz` goes on for ten minutes (DIFFTIME) with the clock as its seed; a failure tells the seed, and -fuzz-seed with -fuzz-for
// repeats it. What is found is cured, or listed in known.tsv and in docs/known-gaps.md.
package dialect
