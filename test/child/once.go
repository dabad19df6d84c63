package child

import (
	"sync"
	"testing"
)

// Once is the one server of a kind that a test binary shares.
type Once[S any] struct {
	once sync.Once
	s    *S
	err  error
}

// Get gives the server, started at first use; where it cannot start every test that wants it fails.
func (o *Once[S]) Get(t testing.TB, start func() (*S, error)) *S {
	t.Helper()
	o.once.Do(func() { o.s, o.err = start() })
	if o.err != nil {
		t.Fatal(o.err)
	}
	return o.s
}

// Value is the server, nil when nobody wanted one.
func (o *Once[S]) Value() *S { return o.s }
