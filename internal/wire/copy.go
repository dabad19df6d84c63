package wire

import (
	"context"
	"time"

	"lakewire/internal/pgerr"

	"github.com/jackc/pgx/v5/pgproto3"
)

// CopyIn asks the client for the data of a COPY FROM with columns of one format, and begins to read it.
func (c *Conn) CopyIn(format int16, columns int) error {
	c.send(&pgproto3.CopyInResponse{OverallFormat: byte(format), ColumnFormatCodes: copyFormats(format, columns)})
	c.in.enlarge(copyBuf)
	return c.Flush()
}

// copyBuf is the read buffer of a COPY FROM: a socket read brings many small messages.
const copyBuf = 128 << 10

// CopyOut says that data of a COPY TO follows. CopyDone ends it.
func (c *Conn) CopyOut(format int16, columns int) {
	c.send(&pgproto3.CopyOutResponse{OverallFormat: byte(format), ColumnFormatCodes: copyFormats(format, columns)})
}

func copyFormats(format int16, columns int) []uint16 {
	f := make([]uint16, columns)
	for i := range f {
		f[i] = uint16(format)
	}
	return f
}

// CopyData sends a piece of a COPY TO.
func (c *Conn) CopyData(b []byte) { c.send(&pgproto3.CopyData{Data: b}) }

// CopyDone ends a COPY TO.
func (c *Conn) CopyDone() { c.send(&pgproto3.CopyDone{}) }

// errOutOfSync ends a connection whose client speaks of something else in the middle of a COPY: what follows cannot be
// told apart from data any more.
var errOutOfSync = pgerr.New(pgerr.ProtocolViolation, "terminating connection because protocol synchronization was lost").AsFatal()

// NextCopy gives the next piece of a COPY FROM, borrowed until the next call; done is CopyDone. While it waits the end of
// ctx ends it. As in PostgreSQL, Flush and Sync are passed over.
func (c *Conn) NextCopy(ctx context.Context) (data []byte, done bool, err error) {
	for {
		typ, body, err := c.copyMessage(ctx)
		if err != nil {
			return nil, false, err
		}
		switch typ {
		case 'd':
			return body, false, nil
		case 'c':
			return nil, true, nil
		case 'f':
			var m pgproto3.CopyFail
			if err := m.Decode(body); err != nil {
				return nil, false, malformed()
			}
			return nil, false, pgerr.Newf(pgerr.QueryCanceled, "COPY from stdin failed: %s", m.Message)
		case 'H', 'S':
		default:
			e := pgerr.Newf(pgerr.ProtocolViolation, "unexpected message type 0x%02X during COPY from stdin", typ)
			if err := c.sendError(e); err != nil {
				return nil, false, err
			}
			return nil, false, errOutOfSync
		}
	}
}

// copyMessage reads the next message, whatever it is.
func (c *Conn) copyMessage(ctx context.Context) (byte, []byte, error) {
	if !c.in.complete() { // else nothing is waited for
		stop := context.AfterFunc(ctx, c.Wake)
		defer stop()
		c.SetWait("Client", "ClientRead")
		defer c.SetWait("", "")
	}
	for {
		if ctx.Err() != nil {
			return 0, nil, context.Cause(ctx)
		}
		typ, body, err := c.readMessage(true, time.Time{})
		switch {
		case err == errWoken:
			c.woken.Store(false) // whoever else woke us is heard at the next ReadyForQuery
		case err != nil:
			return 0, nil, c.readFailed(err)
		default:
			return typ, body, nil
		}
	}
}

// readFailed is the error for a client that is gone in the middle of a COPY.
func (c *Conn) readFailed(err error) error {
	if e := c.ending.Load(); e != nil {
		return e
	}
	if e := fatal(err); e != nil && e.Code != pgerr.ProtocolViolation {
		return e
	}
	return errClientLost.WithCause(err)
}
