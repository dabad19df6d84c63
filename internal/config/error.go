package config

import (
	"fmt"
	"strings"
)

// Error is a setting that cannot be taken, with the place it was given.
type Error struct {
	Where string // "LAKEWIRE_LISTEN", "lakewire.yaml:3", "--listen"
	Err   error
}

func (e *Error) Error() string { return e.Where + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

func unknown(what, name string, known []string) error {
	if s := Suggest(name, known); s != "" {
		return fmt.Errorf("unknown %s %s, did you mean %s?", what, name, s)
	}
	return fmt.Errorf("unknown %s %s (`lakewire config print` lists all)", what, name)
}

// Message cleans an error for the user: kong puts the flag's summary before what a resolver says, which already names
// the place.
func Message(err error) string {
	msg := err.Error()
	if i := strings.Index(msg, ": "); i > 0 && strings.HasPrefix(msg, "--") && strings.Contains(msg[:i], "=") {
		return msg[i+2:]
	}
	return msg
}
