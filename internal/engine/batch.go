package engine

/*
#include <stdlib.h>
*/
import "C"

import (
	"unsafe"

	"lakewire/internal/pgtypes"
)

// A batch holds up to BatchRows rows, DuckDB's own vector size, or batchBytes of long values.
const (
	BatchRows  = 2048
	batchBytes = 1 << 20
	arenaBlock = 64 << 10
)

// Batch is rows on their way into the engine, by column. One goroutine fills it.
type Batch struct {
	Cols []BatchColumn
	N    int // rows so far
	heap arena

	counted int // its bytes in what its inflow holds
}

// Full tells whether the batch is to be sent.
func (b *Batch) Full() bool { return b.N == BatchRows || b.heap.used >= batchBytes }

// bytes tells how much memory the batch holds.
func (b *Batch) bytes() int {
	n := b.heap.held
	for i := range b.Cols {
		for c := &b.Cols[i]; c != nil; c = c.elems {
			n += len(c.data)
		}
	}
	return n
}

func newBatch(cols []Column) *Batch {
	b := &Batch{Cols: make([]BatchColumn, len(cols))}
	for i := range cols {
		b.Cols[i].init(cols[i].Type, &b.heap, BatchRows)
	}
	return b
}

func (b *Batch) reset() {
	b.N = 0
	b.heap.reset()
	for i := range b.Cols {
		b.Cols[i].reset()
	}
}

// Forget makes rows that have been begun empty again: what was set in them from one on, and to before another.
func (b *Batch) Forget(from, to int) {
	for k := range b.Cols {
		for i := from; i < to; i++ {
			b.Cols[k].valid[i>>6] |= 1 << (uint(i) & 63)
		}
	}
	b.N = from
}

// BatchColumn is one column of a batch, or the elements of a list. The slices of its values lie side by side as DuckDB's
// do; which of them there is follows from the type.
type BatchColumn struct {
	Type  *pgtypes.Logical
	data  []byte
	valid []uint64
	nulls bool
	width int
	heap  *arena
	elems *BatchColumn
	n     int // of elements: how many there are
}

func (c *BatchColumn) init(t *pgtypes.Logical, heap *arena, rows int) {
	c.Type, c.width, c.heap = t, width(t), heap
	c.grow(rows)
	if t.Kind == pgtypes.List {
		c.elems = &BatchColumn{}
		c.elems.init(t.Elem, heap, 0)
	}
	c.reset()
}

// grow makes room for rows values.
func (c *BatchColumn) grow(rows int) {
	words := make([]uint64, rows*c.width/8+1) // aligned for any value
	data := unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), rows*c.width)
	copy(data, c.data)
	valid := make([]uint64, (rows+63)/64)
	for i := copy(valid, c.valid); i < len(valid); i++ {
		valid[i] = ^uint64(0)
	}
	c.data, c.valid = data, valid
}

func (c *BatchColumn) reset() {
	c.n = 0
	if c.nulls {
		for i := range c.valid {
			c.valid[i] = ^uint64(0)
		}
		c.nulls = false
	}
	if c.elems != nil {
		c.elems.reset()
	}
}

// SetNull makes value i NULL.
func (c *BatchColumn) SetNull(i int) {
	c.nulls = true
	c.valid[i>>6] &^= 1 << (uint(i) & 63)
}

func set[T any](c *BatchColumn, i int, v T) { *(*T)(unsafe.Pointer(&c.data[i*c.width])) = v }

// SetBool and the like set value i of a column whose values are of that form, as the methods of Vector name them.
func (c *BatchColumn) SetBool(i int, v bool)         { set(c, i, v) }
func (c *BatchColumn) SetInt8(i int, v int8)         { set(c, i, v) }
func (c *BatchColumn) SetInt16(i int, v int16)       { set(c, i, v) }
func (c *BatchColumn) SetInt32(i int, v int32)       { set(c, i, v) }
func (c *BatchColumn) SetInt64(i int, v int64)       { set(c, i, v) }
func (c *BatchColumn) SetFloat32(i int, v float32)   { set(c, i, v) }
func (c *BatchColumn) SetFloat64(i int, v float64)   { set(c, i, v) }
func (c *BatchColumn) SetHuge(i int, v Huge)         { set(c, i, v) }
func (c *BatchColumn) SetInterval(i int, v Interval) { set(c, i, v) }

// SetBytes sets value i of a Varchar, Blob or Bit column to a copy of v.
func (c *BatchColumn) SetBytes(i int, v []byte) {
	s := (*stringT)(unsafe.Pointer(&c.data[i*c.width]))
	s.length = uint32(len(v))
	if len(v) <= inlineLen {
		*(*[inlineLen]byte)(unsafe.Pointer(&s.prefix)) = [inlineLen]byte{}
		copy(unsafe.Slice(&s.prefix[0], inlineLen), v)
		return
	}
	copy(s.prefix[:], v)
	s.at = c.heap.put(v)
}

// SetList makes value i a list of n elements and gives their column and where in it they begin.
func (c *BatchColumn) SetList(i, n int) (elems *BatchColumn, from int) {
	e := c.elems
	from = e.n
	if need := from + n; need*e.width > len(e.data) {
		e.grow(max(2*len(e.data)/e.width, need, 64))
	}
	e.n += n
	set(c, i, listEntry{uint64(from), uint64(n)})
	return e, from
}

// arena keeps long values in C's memory, where DuckDB may follow pointers to them.
type arena struct {
	blocks []unsafe.Pointer
	sizes  []int
	cur    int // the block in use
	off    int // what of it is used
	used   int // bytes of all values
	held   int // bytes of all blocks
}

func (a *arena) put(v []byte) uint64 {
	a.used += len(v)
	for a.cur < len(a.blocks) && a.off+len(v) > a.sizes[a.cur] {
		a.cur, a.off = a.cur+1, 0
	}
	if a.cur == len(a.blocks) {
		size := max(arenaBlock, len(v))
		a.blocks, a.sizes = append(a.blocks, C.malloc(C.size_t(size))), append(a.sizes, size)
		a.held += size
	}
	p := unsafe.Add(a.blocks[a.cur], a.off)
	copy(unsafe.Slice((*byte)(p), len(v)), v)
	a.off += len(v)
	return uint64(uintptr(p))
}

// reset keeps the blocks of the usual size, and as many as a full batch asks for.
func (a *arena) reset() {
	keep := 0
	for i, p := range a.blocks {
		if a.sizes[i] > arenaBlock || keep == 2*batchBytes/arenaBlock {
			C.free(p)
			a.held -= a.sizes[i]
			continue
		}
		a.blocks[keep], a.sizes[keep] = p, a.sizes[i]
		keep++
	}
	a.blocks, a.sizes = a.blocks[:keep], a.sizes[:keep]
	a.cur, a.off, a.used = 0, 0, 0
}

func (a *arena) free() {
	for _, p := range a.blocks {
		C.free(p)
	}
	*a = arena{}
}
