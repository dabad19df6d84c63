package engine

import (
	"context"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"lakewire/internal/pgerr"
)

// How many batches an inflow holds. The engine reads in bursts: it gathers rows, and then writes a row group of them, which
// takes as long as filling half as many. So the batches hold about a row group of ordinary rows; of wide ones they hold as
// many as inflowBytes allows, which is little beside the engine's own memory.
const (
	inflowBatches = 48
	inflowAtLeast = 4
	inflowBytes   = 16 << 20
)

// patience is how long a statement that reads an inflow waits for rows. It waits on one of DuckDB's threads, which all
// connections share, so a slow client must not hold it: the statement then ends with the rows it has had.
const patience = 100 * time.Millisecond

// Inflow is rows that come from outside while a statement reads them: SELECT … FROM lw_inflow(id). Filling and reading go
// on at once, and a slow statement holds up whoever fills.
type Inflow struct {
	id    int64
	full  chan *Batch
	free  chan *Batch
	all   []*Batch
	bytes int // of all batches, when they were last sent
	taken atomic.Int64
	ctx   context.Context
	stop  context.CancelFunc
	cols  []Column
	ended bool
}

var inflows struct {
	mu   sync.Mutex
	last int64
	m    map[int64]*Inflow
}

// NewInflow makes an inflow of rows with these columns. The end of ctx ends the waiting of both sides.
func (c *Conn) NewInflow(ctx context.Context, cols []Column) *Inflow {
	in := &Inflow{cols: cols, full: make(chan *Batch, inflowBatches), free: make(chan *Batch, inflowBatches)}
	in.ctx, in.stop = context.WithCancel(ctx)
	inflows.mu.Lock()
	defer inflows.mu.Unlock()
	inflows.last++
	in.id = inflows.last
	if inflows.m == nil {
		inflows.m = map[int64]*Inflow{}
	}
	inflows.m[in.id] = in
	return in
}

// SQL gives what a statement reads the rows FROM.
func (in *Inflow) SQL() string { return inflowName + "(" + strconv.FormatInt(in.id, 10) + ")" }

// Batch gives an empty batch to fill, nil when all are on their way: Wait then.
func (in *Inflow) Batch() *Batch {
	select {
	case b := <-in.free:
		return b
	default:
	}
	if n := len(in.all); n == inflowBatches || n >= inflowAtLeast && in.bytes >= inflowBytes {
		return nil
	}
	b := newBatch(in.cols)
	in.all = append(in.all, b)
	return b
}

// Free gives what to wait on for an empty batch.
func (in *Inflow) Free() <-chan *Batch { return in.free }

// Send hands a batch over. There is always room.
func (in *Inflow) Send(b *Batch) {
	size := b.bytes()
	in.bytes += size - b.counted
	b.counted = size
	in.full <- b
}

// Taken tells how often somebody has come to read.
func (in *Inflow) Taken() int64 { return in.taken.Load() }

// Drop empties the batches that nobody has read.
func (in *Inflow) Drop() {
	for n := in.Waiting(); n > 0; n-- {
		if b, ok := <-in.full; ok {
			b.reset()
			in.free <- b
		}
	}
}

// Waiting tells how many batches nobody has read yet.
func (in *Inflow) Waiting() int { return len(in.full) }

// End says that nothing will be sent any more.
func (in *Inflow) End() {
	if !in.ended {
		in.ended = true
		close(in.full)
	}
}

// Abandon makes whoever reads fail at once.
func (in *Inflow) Abandon() { in.stop() }

// Close frees the memory. No statement reads the inflow any more.
func (in *Inflow) Close() {
	in.stop()
	inflows.mu.Lock()
	delete(inflows.m, in.id)
	inflows.mu.Unlock()
	for _, b := range in.all {
		b.heap.free()
	}
	in.all = nil
}

func inflowOf(id int64) *Inflow {
	inflows.mu.Lock()
	defer inflows.mu.Unlock()
	return inflows.m[id]
}

var errAbandoned = pgerr.New(pgerr.QueryCanceled, "the rows were not sent to their end")

// take gives the next batch: nil when there are no more, or none for too long.
func (in *Inflow) take() (*Batch, error) {
	in.taken.Add(1)
	select {
	case b := <-in.full:
		return b, in.err()
	default:
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case b := <-in.full:
		return b, in.err()
	case <-late.C:
		return nil, nil
	case <-in.ctx.Done():
		return nil, errAbandoned
	}
}

func (in *Inflow) err() error {
	if in.ctx.Err() != nil {
		return errAbandoned
	}
	return nil
}

// inflowScan is one statement's reading.
type inflowScan struct {
	in  *Inflow
	cur *Batch // what DuckDB may still look at
}

// next gives the next batch and takes back the one before, which DuckDB is done with when it asks for more.
func (s *inflowScan) next() (*Batch, error) {
	s.back()
	b, err := s.in.take()
	s.cur = b
	return b, err
}

func (s *inflowScan) back() {
	if s.cur != nil {
		s.cur.reset()
		s.in.free <- s.cur
		s.cur = nil
	}
}
