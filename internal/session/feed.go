package session

import (
	"context"
	"math"

	"lakewire/internal/engine"
)

// feed is a result that is read in pieces. While its stream is live it is the only one on the connection; parked, its
// rows lie in a spool and it may be read beside other statements. A scrolling cursor lets its feed keep all rows it has
// seen in the spool, so that it can be read backwards.
type feed struct {
	s    *Session
	cols []engine.Column

	stmt  *engine.Stmt // to be closed with the feed; nil when a prepared statement owns it
	owner *plan        // whose engine statement is streaming
	live  *engine.Stream
	ended bool // the stream has been read to its end

	cur *engine.Chunk // read from the stream and not handed out entirely
	off int

	spool *engine.Spool
	next  int64 // the spool's row that comes next, reading forward
	once  bool  // rows are read once: the spool goes when it has been read while the stream is live
	after func()

	keep *keeper // of the rows, for the next session that asks; nil when they are not kept
}

const everything = math.MaxInt64

// emit is handed rows [from, to) of a chunk, which it borrows.
type emit func(c *engine.Chunk, from, to int) error

// take hands out up to max rows, forward, and tells how many there were: fewer than max means the end.
func (f *feed) take(ctx context.Context, max int64, out emit) (int64, error) {
	var n int64
	for n < max {
		if f.once && f.spool != nil && f.live != nil {
			rest := f.spool.Rows() - f.next
			if rest <= 0 {
				f.spool.Close()
				f.spool = nil
				continue
			}
			k, err := f.spooled(ctx, f.next, min(rest, max-n), out)
			f.next += k
			if n += k; err != nil {
				return n, err
			}
			continue
		}
		if f.spool != nil {
			k, err := f.spooled(ctx, f.next, max-n, out)
			f.next += k
			return n + k, err
		}
		if f.cur == nil {
			if err := f.pull(ctx); err != nil {
				return n, err
			}
			if f.cur == nil {
				return n, nil
			}
		}
		k := min(int64(f.cur.Len()-f.off), max-n)
		if out != nil {
			if err := out(f.cur, f.off, f.off+int(k)); err != nil {
				return n, err
			}
		}
		n += k
		if f.off += int(k); f.off == f.cur.Len() {
			f.cur.Release()
			f.cur, f.off = nil, 0
		}
	}
	return n, nil
}

// pull reads the next chunk into cur; at the end cur stays nil.
func (f *feed) pull(ctx context.Context) error {
	for !f.ended {
		c, err := f.live.Next(ctx)
		if err != nil {
			return err
		}
		if c == nil {
			f.keep.done()
			f.finish()
			return nil
		}
		if c.Len() == 0 {
			c.Release()
			continue
		}
		f.keep = f.keep.note(c)
		f.cur, f.off = c, 0
		return nil
	}
	return nil
}

// finish notes the end of the stream and lets go of what it held.
func (f *feed) finish() {
	f.ended = true
	f.stop()
}

// stop closes the stream, if there is one. The rows in the spool stay.
func (f *feed) stop() {
	if f.live != nil {
		f.live.Close()
		f.live = nil
	}
	if f.stmt != nil {
		f.stmt.Close()
		f.stmt = nil
	}
	f.owner = nil
	if f.s.live == f {
		f.s.live = nil
	}
	if f.after != nil {
		f.after()
		f.after = nil
	}
}

func (f *feed) close() {
	if f.cur != nil {
		f.cur.Release()
		f.cur = nil
	}
	f.stop()
	f.ended = true
	if f.spool != nil {
		f.spool.Close()
		f.spool = nil
	}
}

// park reads the rest of the stream into the spool, so that another statement may run.
func (f *feed) park(ctx context.Context) error { return f.ensure(ctx, everything) }

// ensure makes the spool hold at least n rows, or all there are.
func (f *feed) ensure(ctx context.Context, n int64) error {
	if f.spool == nil {
		f.spool = engine.NewSpool(f.cols, f.s.d.spoolMemory(), f.s.d.SpoolDir)
		if f.cur != nil {
			f.next = int64(f.off)
			err := f.spool.Append(f.cur)
			f.cur.Release()
			f.cur, f.off = nil, 0
			if err != nil {
				return err
			}
		}
	}
	for !f.ended && f.spool.Rows() < n {
		if err := f.pull(ctx); err != nil {
			return err
		}
		if f.cur == nil {
			return nil
		}
		err := f.spool.Append(f.cur)
		f.cur.Release()
		f.cur = nil
		if err != nil {
			return err
		}
	}
	return nil
}

// spooled hands out up to max rows from a position of the spool on, which is filled as far as needed.
func (f *feed) spooled(ctx context.Context, from, max int64, out emit) (int64, error) {
	want := int64(everything)
	if max < everything-from {
		want = from + max
	}
	if err := f.ensure(ctx, want); err != nil {
		return 0, err
	}
	var n int64
	for n < max && from+n < f.spool.Rows() {
		if err := ctx.Err(); err != nil {
			return n, context.Cause(ctx)
		}
		c, err := f.spool.Chunk(from+n, int(min(max-n, 2048)))
		if err != nil {
			return n, err
		}
		if c == nil || c.Len() == 0 {
			return n, nil
		}
		k := int64(c.Len())
		if out != nil {
			err = out(c, 0, c.Len())
		}
		c.Release()
		if err != nil {
			return n, err
		}
		n += k
	}
	return n, nil
}

// parkLive makes the connection free for another statement.
func (s *Session) parkLive(ctx context.Context) error {
	f := s.live
	if f == nil {
		return nil
	}
	if err := f.park(ctx); err != nil {
		f.close()
		return err
	}
	s.live = nil
	return nil
}

// closeLive ends the stream on the connection without reading it out.
func (s *Session) closeLive() {
	if s.live != nil {
		s.live.close()
		s.live = nil
	}
}
