package wire

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"time"

	"lakewire/internal/pgerr"
)

const (
	// readBuf is what an idle connection keeps: one socket read of an ordinary message.
	readBuf = 4 << 10
	// growStep is the least a buffer grows by once a message does not fit into readBuf. Memory is taken as bytes come,
	// never for a length that is only claimed.
	growStep = 64 << 10
	// smallMessage bounds the messages that carry names and numbers only, as in PostgreSQL.
	smallMessage = 10000
)

// errWoken says that the wait for a message ended without one.
var errWoken = errors.New("woken")

// reader holds bytes that have come and are not yet consumed: buf[r:w].
type reader struct {
	buf   []byte
	r, w  int
	timed bool // a read deadline may be set on the socket
}

// buffered gives what has come and is not consumed.
func (in *reader) buffered() []byte { return in.buf[in.r:in.w] }

// fill reads until n bytes are buffered. With wait, a wake-up before the first of them gives errWoken; later ones are
// ignored unless the connection is ending.
func (c *Conn) fill(n int, wait bool, deadline time.Time) error {
	in := &c.in
	for in.w-in.r < n {
		in.makeRoom(n)
		if err := c.setReadDeadline(deadline); err != nil {
			return err
		}
		if e := c.ending.Load(); e != nil {
			return e
		}
		atBoundary := wait && in.r == in.w
		if atBoundary && c.woken.Load() {
			return errWoken
		}
		k, err := c.nc.Read(in.buf[in.w:])
		in.w += k
		if err == nil || in.w-in.r >= n {
			continue
		}
		if c.serving && errors.Is(err, os.ErrDeadlineExceeded) {
			in.timed = true // whoever set the deadline, it is spent now
			if atBoundary && in.r == in.w {
				return errWoken
			}
			continue
		}
		if errors.Is(err, io.EOF) && in.w > in.r {
			return io.ErrUnexpectedEOF
		}
		return err
	}
	return nil
}

// setReadDeadline sets t, or clears what an earlier wait or Wake has left.
func (c *Conn) setReadDeadline(t time.Time) error {
	if t.IsZero() && !c.in.timed {
		return nil
	}
	c.in.timed = !t.IsZero()
	return c.nc.SetReadDeadline(t)
}

// makeRoom makes space for n bytes from in.r on, moving and growing step by step.
func (in *reader) makeRoom(n int) {
	if in.r == in.w {
		in.r, in.w = 0, 0
	}
	if in.w < len(in.buf) && in.r+n <= len(in.buf) {
		return
	}
	if in.r > 0 {
		in.w = copy(in.buf, in.buf[in.r:in.w])
		in.r = 0
	}
	if in.w < len(in.buf) {
		return
	}
	size := min(max(2*len(in.buf), growStep), n)
	if len(in.buf) == 0 {
		size = readBuf
	}
	b := make([]byte, max(size, readBuf))
	in.w = copy(b, in.buf[:in.w])
	in.buf = b
}

// shrink gives a grown buffer back when nothing is in it.
func (in *reader) shrink() {
	if in.r == in.w && len(in.buf) > readBuf {
		in.buf, in.r, in.w = make([]byte, readBuf), 0, 0
	}
}

// enlarge makes the buffer n bytes at least.
func (in *reader) enlarge(n int) {
	if len(in.buf) < n {
		b := make([]byte, n)
		in.w = copy(b, in.buf[in.r:in.w])
		in.buf, in.r = b, 0
	}
}

// complete tells whether a whole message has come.
func (in *reader) complete() bool {
	b := in.buffered()
	return len(b) >= 5 && int64(len(b)) > int64(binary.BigEndian.Uint32(b[1:]))
}

// readMessage gives the next message. The body is borrowed until the next call.
func (c *Conn) readMessage(wait bool, deadline time.Time) (byte, []byte, error) {
	if err := c.fill(1, wait, deadline); err != nil {
		return 0, nil, err
	}
	typ := c.in.buf[c.in.r]
	// An unknown type is refused before its length is looked at: what follows is not the protocol.
	most, err := c.bodyLimit(typ)
	if err != nil {
		return 0, nil, err
	}
	if err := c.fill(5, false, time.Time{}); err != nil {
		return 0, nil, err
	}
	size := int64(int32(binary.BigEndian.Uint32(c.in.buf[c.in.r+1:])))
	if size < 4 || size-4 > int64(most) {
		return 0, nil, pgerr.New(pgerr.ProtocolViolation, "invalid message length").AsFatal()
	}
	if err := c.fill(int(size)+1, false, time.Time{}); err != nil {
		return 0, nil, err
	}
	in := &c.in
	body := in.buf[in.r+5 : in.r+1+int(size) : in.r+1+int(size)]
	in.r += 1 + int(size)
	return typ, body, nil
}

// NextIsSync tells whether the next message has already come and is Sync.
func (c *Conn) NextIsSync() bool {
	b := c.in.buffered()
	return len(b) >= 5 && b[0] == 'S'
}
