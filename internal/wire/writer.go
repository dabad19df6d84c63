package wire

import (
	"sync"

	"lakewire/internal/pgerr"
)

// writeBuf is how much is gathered before it is written; the buffers have as much again, so that what one Append adds
// seldom makes them grow.
const writeBuf = 64 << 10

var writeBufs = sync.Pool{New: func() any { b := make([]byte, 0, 2*writeBuf); return &b }}

// writer gathers messages. The buffer is taken at the first message of a cycle and given back when the connection goes
// idle.
type writer struct {
	buf []byte
	err error // the first failed write; nothing is written after it
}

// message is what pgproto3 calls a backend message.
type message interface {
	Encode(dst []byte) ([]byte, error)
}

func (w *writer) take() {
	if w.buf == nil {
		w.buf = *writeBufs.Get().(*[]byte)
	}
}

// release gives an empty buffer back to the pool; one that grew large is dropped.
func (w *writer) release() {
	if w.buf == nil || len(w.buf) > 0 {
		return
	}
	if b := w.buf; cap(b) <= 4*writeBuf {
		writeBufs.Put(&b)
	}
	w.buf = nil
}

// send appends a message. A failed write shows at the next Flush, Append or DataRows, and ends the serve loop.
func (c *Conn) send(m message) {
	c.out.take()
	b, err := m.Encode(c.out.buf)
	if err != nil {
		// Only a message beyond the protocol's 1 GB comes here.
		if c.out.err == nil {
			c.out.err = err
		}
		return
	}
	c.out.buf = b
	if len(b) >= writeBuf {
		_ = c.Flush()
	}
}

// Append lends the tail of the write buffer to f, which appends whole framed messages and returns the longer slice; f
// must not keep it. More than 64 KiB are written out, which blocks while the client does not read. An error of f takes
// back what it appended.
func (c *Conn) Append(f func(dst []byte) ([]byte, error)) error {
	if c.out.err != nil {
		return c.lost()
	}
	c.out.take()
	b, err := f(c.out.buf)
	if err != nil {
		return err
	}
	c.out.buf = b
	if len(b) >= writeBuf {
		return c.Flush()
	}
	return nil
}

// Flush writes what is gathered.
func (c *Conn) Flush() error {
	if c.out.err != nil {
		c.out.buf = c.out.buf[:0]
		return c.lost()
	}
	if len(c.out.buf) == 0 {
		return nil
	}
	err := c.write(c.out.buf)
	c.out.buf = c.out.buf[:0]
	return err
}

// write is the one place where bytes leave. A failure is remembered and cancels the statement that runs.
func (c *Conn) write(b []byte) error {
	if _, err := c.nc.Write(b); err != nil {
		c.out.err = err
		e := c.lost()
		c.CancelRunning(e)
		return e
	}
	return nil
}

// lost is the error for a client that cannot be written to; it is never sent.
func (c *Conn) lost() *pgerr.Error {
	if e := c.ending.Load(); e != nil {
		return e
	}
	return errClientLost.WithCause(c.out.err)
}

// errClientLost ends a session whose client has gone.
var errClientLost = pgerr.New(pgerr.ConnectionFailure, "connection to client lost").AsFatal()
