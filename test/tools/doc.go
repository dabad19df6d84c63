// Package tools points the programs that people look at databases with at lakewire and at a real PostgreSQL 15 that hold the
// same schema, and compares what they say. A client is a program that asks and prints; it judges nothing. Where the two
// answers differ, deviations.tsv has the difference and its reason, or the test fails.
// What a client said is written down in results.tsv, of which docs/clients.md is made (make docs); tests fail where either is stale.
// psql 15 runs the lists of psql/commands.txt in one process, psql 16 those for which it asks otherwise (psql/otherwise.txt).
package tools
