package config

import (
	"errors"
	"fmt"
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

// layerError marks what Resolve returns, so that Message can find it below what kong wraps round it.
type layerError struct{ error }

// Message words an error for the user. kong puts the flag that it was resolving before what a layer says, but the layer
// already names the place.
func Message(err error) string {
	var layer layerError
	if errors.As(err, &layer) {
		return layer.Error()
	}
	return err.Error()
}
