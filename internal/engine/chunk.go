package engine

import (
	"sync/atomic"

	bind "github.com/duckdb/duckdb-go-bindings"
)

// Chunk is a batch of rows by column. The caller owns it until Release; vectors and what they lend die with it.
type Chunk struct {
	vectors []Vector
	n       int
	raw     bind.DataChunk         // DuckDB's memory; nil inside for a Spool's
	owner   *Conn                  // counts the chunks that are out, so that no instance is closed under them
	spare   *atomic.Pointer[Chunk] // where the emptied shell waits for the next batch
}

// Len gives the number of rows.
func (c *Chunk) Len() int { return c.n }

// Width gives the number of columns.
func (c *Chunk) Width() int { return len(c.vectors) }

// Vector gives a column.
func (c *Chunk) Vector(col int) *Vector { return &c.vectors[col] }

// Release frees the memory; every Vector and slice of the chunk is void afterwards. It may be called on nil and twice.
func (c *Chunk) Release() {
	if c == nil || c.raw.Ptr == nil {
		return
	}
	bind.DestroyDataChunk(&c.raw)
	c.owner.chunks.Add(-1)
	c.n = 0
	if c.spare != nil {
		c.spare.Store(c)
	}
}

// load points the shell at DuckDB's chunk and takes it over.
func (c *Chunk) load(cols []Column, raw bind.DataChunk) {
	c.raw, c.n = raw, int(bind.DataChunkGetSize(raw))
	if len(c.vectors) != len(cols) {
		c.vectors = make([]Vector, len(cols))
	}
	for i := range cols {
		loadVector(&c.vectors[i], cols[i].Type, bind.DataChunkGetVector(raw, bind.IdxT(i)), c.n)
	}
}
