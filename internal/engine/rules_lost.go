package engine

import (
	"regexp"
	"strings"

	"lakewire/internal/pgerr"
)

// lostRules are about a catalog's PostgreSQL that is not there, or goes away while it works for us. Nothing is said here
// of a COMMIT's outcome: whoever commits finds that out.
var lostRules = []rule{
	on("", `Connection pool timeout`, crowded),
	on("", `(?:FATAL|ERROR):\s+(?:sorry, too many clients already|remaining connection slots are reserved|too many connections for)`, crowded),
	on("", `FATAL:\s+the database system is ([a-z ]+)`, notReady),
	on("", `Unable to connect to Postgres|connection to server (?:at|on) .* failed|could not translate host name`, unreachable),
	on("", `server closed the connection|terminating connection|no connection to the server|connection has been closed|[Cc]onnection (?:reset by peer|timed out|not open)|SSL SYSCALL|could not (?:send data to|receive data from) server|Failed to execute query "(?:ROLLBACK|BEGIN|DISCARD ALL|SELECT 1)[^"]*": *$`, brokenOff),
}

// crowded is a catalog that takes no more connections.
func crowded(f *failure, _ []string) *pgerr.Error {
	return pgerr.New(pgerr.TooManyConnections, "too many connections to the lake's catalog").
		WithHint("End transactions that idle, or raise max_connections of the catalog's server.")
}

// notReady is a catalog that starts, stops or recovers.
func notReady(f *failure, m []string) *pgerr.Error {
	return pgerr.New(pgerr.CannotConnectNow, "the lake's catalog is not ready: the database system is "+strings.TrimSpace(firstLine(m[1]))).
		WithHint("Try again: it is reached as soon as it is there.")
}

var reason = regexp.MustCompile(`(?:connection to server .*?failed: |could not translate host name .*?: )(.*)`)

// unreachable is a catalog to which no connection can be made. What PostgreSQL's library says of it names the reason.
func unreachable(f *failure, _ []string) *pgerr.Error {
	e := pgerr.New(pgerr.ConnectionFailure, "the lake's catalog cannot be reached")
	if m := reason.FindStringSubmatch(f.text); m != nil {
		e = e.WithDetail("%s", m[1])
	}
	return e.WithHint("Try again: it is reached as soon as it is there.")
}

// brokenOff is a connection that was lost while it was used.
func brokenOff(f *failure, _ []string) *pgerr.Error {
	return pgerr.New(pgerr.ConnectionFailure, "the connection to the lake's catalog was lost").
		WithHint("Try again: it is reached as soon as it is there.")
}
