// Package golden replays protocol scripts on a real PostgreSQL 15 and on lakewire and compares what comes back byte by
// byte, printed as text. It must not know anything but the frontend/backend protocol.
//
// A script in testdata is a list of exchanges (github.com/cockroachdb/datadriven). The recorded answers are PostgreSQL's
// (`go test ./test/golden -run PostgreSQL -rewrite`). Its directives, each with an optional on=NAME for a second connection:
//
//	connect      a new connection; its lines are start-up parameters
//	startup      a raw start-up on a fresh socket; prints all that the server says
//	send         writes frontend messages, one a line
//	until        reads backend messages until each one named has come
//	ask          send, then until ReadyForQuery
//	disconnect   closes the socket
//
// Messages are one line each: a name, key=value pairs, and a last key (Query's text, sql=) that takes the rest of the line;
// \n in it is a line break. CopyData takes text, CopyHex bytes. Parameters of Bind are 'text', x'hex' or NULL.
//
// Where lakewire means to answer otherwise, the exchange says so in place, after its messages:
//
//	~ why: the reason
//	~ - a line of PostgreSQL's answer
//	~ + what lakewire says instead (none, one or more)
//
// `~ all` in place of `~ -` replaces the whole answer. A deviation that no longer applies fails the test.
package golden
