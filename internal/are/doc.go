// Package are runs PostgreSQL's advanced regular expressions on Go's and the engine's matchers, which are RE2: it writes the
// pattern in their syntax, and chooses the match that PostgreSQL chooses, the longest or the shortest one at the first place.
package are
