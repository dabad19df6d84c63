// Package guard is the wall between a client and what the engine could do: it says whether a role may run a statement.
// Everything is refused that is not known to be harmless. It must not know how a statement runs.
package guard
