package session

import (
	"context"

	"lakewire/internal/dialect"
)

// travel is one FETCH or MOVE on its way: it may be read in pieces when the protocol limits the rows.
type travel struct {
	c    *cursor
	dir  dialect.Direction
	left int64 // rows, or the position
	over bool
}

func (c *cursor) travel(n *dialect.Fetch) *travel {
	t := &travel{c: c, dir: n.Dir, left: n.Count}
	if t.left < 0 && t.dir == dialect.Forward {
		t.dir, t.left = dialect.Backward, -t.left
	} else if t.left < 0 && t.dir == dialect.Backward {
		t.dir, t.left = dialect.Forward, -t.left
	}
	if t.left == 0 && t.dir <= dialect.Backward {
		t.dir = dialect.Relative
	}
	return t
}

// turns tells whether the way goes where a cursor that does not scroll cannot go.
func (t *travel) turns() bool {
	n, pos := t.left, t.c.pos
	switch {
	case t.c.scroll:
		return false
	case t.dir == dialect.Absolute:
		return n < 0 || n < pos || n == pos && pos > 0
	case t.dir == dialect.Relative:
		return n < 0 || n == 0 && pos > 0
	}
	return t.dir == dialect.Backward
}

// run goes at most max rows further; out is nil for MOVE.
func (t *travel) run(ctx context.Context, max int64, out emit) (int64, error) {
	if t.over {
		return 0, nil
	}
	switch t.dir {
	case dialect.Absolute:
		t.over = true
		return t.c.absolute(ctx, t.left, out)
	case dialect.Relative:
		t.over = true
		return t.c.relative(ctx, t.left, out)
	}
	step := min(max, t.left)
	move := t.c.forward
	if t.dir == dialect.Backward {
		move = t.c.backward
	}
	n, err := move(ctx, step, out)
	if t.left != everything {
		t.left -= n
	}
	t.over = n < step || t.left == 0
	return n, err
}

// forward gives the next rows.
func (c *cursor) forward(ctx context.Context, n int64, out emit) (int64, error) {
	var k int64
	var err error
	if c.scroll {
		k, err = c.feed.spooled(ctx, c.pos, n, out)
	} else {
		k, err = c.feed.take(ctx, n, out)
	}
	if err != nil {
		return k, err
	}
	c.advance(k, n)
	c.tighten()
	return k, nil
}

// tighten ends the scrolling of a cursor that was declared neither SCROLL nor NO SCROLL when the rows it has passed do
// not fit into memory any more. PostgreSQL lets such a cursor go back where the plan makes it cheap.
func (c *cursor) tighten() {
	if f := c.feed; c.loose && f.live != nil && f.spool != nil && f.spool.Spilled() > 0 {
		c.scroll, c.loose = false, false
		f.next, f.once = c.pos, true
	}
}

// advance moves the place by k rows of n asked for: fewer means that it is after the last row.
func (c *cursor) advance(k, n int64) {
	if c.ended() && k == 0 {
		return
	}
	c.pos += k
	if k < n {
		c.pos++
	}
}

// ended tells whether the cursor stands after the last row.
func (c *cursor) ended() bool {
	return c.scroll && c.feed.ended && c.pos > c.feed.spool.Rows()
}

// backward gives the rows before the place, nearest first.
func (c *cursor) backward(ctx context.Context, n int64, out emit) (int64, error) {
	if !c.scroll {
		return 0, errForward
	}
	var done int64
	for done < n && c.pos > 1 {
		k := min(n-done, c.pos-1, 1024)
		first := c.pos - 1 - k // offset of the lowest of them
		chunk, err := c.feed.spool.Chunk(first, int(k))
		if err != nil {
			return done, err
		}
		got := chunk.Len() // a block of the spool may end earlier
		for got > 0 && int64(got) < k {
			chunk.Release()
			k = min(k, c.pos-1-first-int64(got))
			first = c.pos - 1 - k
			if chunk, err = c.feed.spool.Chunk(first, int(k)); err != nil {
				return done, err
			}
			got = chunk.Len()
		}
		for i := got - 1; i >= 0 && out != nil; i-- {
			if err = out(chunk, i, i+1); err != nil {
				break
			}
		}
		chunk.Release()
		if err != nil || got == 0 {
			return done, err
		}
		done += int64(got)
		c.pos -= int64(got)
	}
	if done < n && c.pos > 0 {
		c.pos = 0
	}
	return done, nil
}

// absolute goes to a row counted from the start, or from the end when negative, and gives it if there is one.
func (c *cursor) absolute(ctx context.Context, n int64, out emit) (int64, error) {
	if !c.scroll {
		if n < 0 || n < c.pos || n == c.pos && c.pos > 0 {
			return 0, errForward
		}
		return c.relative(ctx, n-c.pos, out)
	}
	if n < 0 {
		if err := c.feed.ensure(ctx, everything); err != nil {
			return 0, err
		}
		if n = c.feed.spool.Rows() + 1 + n; n < 1 {
			c.pos = 0
			return 0, nil
		}
	}
	if n == 0 {
		c.pos = 0
		return 0, nil
	}
	k, err := c.feed.spooled(ctx, n-1, 1, out)
	if err != nil {
		return 0, err
	}
	if c.pos = n; k == 0 {
		c.pos = c.feed.spool.Rows() + 1
	}
	return k, nil
}

// relative goes n rows on and gives the last of them, the row it is on for 0.
func (c *cursor) relative(ctx context.Context, n int64, out emit) (int64, error) {
	if c.scroll {
		if c.pos+n < 1 {
			c.pos = 0
			return 0, nil
		}
		return c.absolute(ctx, c.pos+n, out)
	}
	if n < 0 || n == 0 && c.pos > 0 && out != nil {
		return 0, errForward
	}
	if n == 0 {
		return min(c.pos, 1), nil
	}
	if n > 1 {
		if k, err := c.forward(ctx, n-1, nil); err != nil || k < n-1 {
			return 0, err
		}
	}
	return c.forward(ctx, 1, out)
}
