package engine

/*
#cgo CFLAGS: -O2
#cgo LDFLAGS: -lm
#include "statistics.h"
*/
import "C"

import "lakewire/internal/pgerr"

// RegisterStatistics adds PostgreSQL's statistical aggregates over floating point numbers: lw_float_ before their names.
func (e *Engine) RegisterStatistics() error { return e.addUDF(statistics{}) }

type statistics struct{}

func (statistics) register(c *Conn) error {
	if C.lakewire_register_statistics(c.raw.Ptr) != 0 {
		return pgerr.New(pgerr.DuplicateFunction, "the statistical aggregates could not be registered")
	}
	return nil
}
