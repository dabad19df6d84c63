package main

import (
	"context"

	"lakewire/internal/engine"
)

// rewriteCmd is what serve starts for a Parquet file that a client sends: a process that has nothing to lose reads it first.
type rewriteCmd struct {
	In  string `arg:""`
	Out string `arg:""`
}

// Run writes the rows of one file into the other.
func (c *rewriteCmd) Run() error { return engine.Rewrite(context.Background(), c.In, c.Out) }
