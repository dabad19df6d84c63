// Package discard is a client that reads results as fast as a socket allows and keeps nothing, so that a measurement
// shows the server and not the client. It must not decode values.
package discard

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
)

// Client is a raw connection after start-up.
type Client struct {
	Conn net.Conn
	PID  uint32
	Key  []byte
	addr string
	buf  []byte
}

// Connect makes a connection and takes the socket out of the driver's hands.
func Connect(ctx context.Context, url string) (*Client, error) {
	c, err := pgconn.Connect(ctx, url)
	if err != nil {
		return nil, err
	}
	addr := c.Conn().RemoteAddr().String()
	h, err := c.Hijack()
	if err != nil {
		return nil, err
	}
	return &Client{Conn: h.Conn, PID: h.PID, Key: h.SecretKey, addr: addr, buf: make([]byte, 1<<18)}, nil
}

// Close ends the connection politely.
func (c *Client) Close() {
	_, _ = c.Conn.Write([]byte{'X', 0, 0, 0, 4})
	_ = c.Conn.Close()
}

// Cancel sends a CancelRequest for the connection and waits until the server has taken it.
func (c *Client) Cancel() error {
	n, err := net.Dial("tcp", c.addr)
	if err != nil {
		return err
	}
	defer func() { _ = n.Close() }()
	b := binary.BigEndian.AppendUint32(nil, uint32(12+len(c.Key)))
	b = binary.BigEndian.AppendUint32(b, 80877102)
	b = append(binary.BigEndian.AppendUint32(b, c.PID), c.Key...)
	if _, err := n.Write(b); err != nil {
		return err
	}
	_, _ = n.Read(make([]byte, 1))
	return nil
}

// Result is what one statement brought.
type Result struct {
	Rows, Bytes int64
	First       time.Duration // until the first DataRow
	Took        time.Duration // until ReadyForQuery
	SQLState    string        // of the ErrorResponse, if there was one
}

// Send writes a simple Query without reading.
func (c *Client) Send(sql string) error {
	b, err := (&pgproto3.Query{String: sql}).Encode(nil)
	if err != nil {
		return err
	}
	_, err = c.Conn.Write(b)
	return err
}

// Query sends a simple Query and reads to ReadyForQuery. each is called after every read with the result so far; when it
// says false the reading ends there.
func (c *Client) Query(sql string, each func(*Result) bool) (*Result, error) {
	start := time.Now()
	if err := c.Send(sql); err != nil {
		return nil, err
	}
	return c.Read(start, each)
}

// Read reads to ReadyForQuery.
func (c *Client) Read(start time.Time, each func(*Result) bool) (*Result, error) {
	r := &Result{}
	have, skip := 0, 0 // bytes in buf; bytes of the present message still to come
	for {
		n, err := c.Conn.Read(c.buf[have:])
		if err != nil {
			return r, err
		}
		r.Bytes += int64(n)
		b := c.buf[:have+n]
		for {
			if skip > 0 {
				d := min(skip, len(b))
				b, skip = b[d:], skip-d
			}
			if skip > 0 || len(b) < 5 {
				break
			}
			size := int(binary.BigEndian.Uint32(b[1:]))
			switch b[0] {
			case 'D':
				if r.Rows == 0 {
					r.First = time.Since(start)
				}
				r.Rows++
			case 'Z':
				r.Took = time.Since(start)
				return r, nil
			case 'E':
				if len(b) <= size {
					if size > len(c.buf)/2 {
						return r, fmt.Errorf("an error of %d bytes", size)
					}
					goto more
				}
				r.SQLState = field(b[5:1+size], 'C')
			}
			skip = size + 1
		}
	more:
		have = copy(c.buf, b)
		if each != nil && !each(r) {
			return r, io.EOF
		}
	}
}

// field finds one field of an ErrorResponse.
func field(b []byte, code byte) string {
	for len(b) > 1 {
		k, end := b[0], 1
		for end < len(b) && b[end] != 0 {
			end++
		}
		if k == code {
			return string(b[1:end])
		}
		b = b[min(end+1, len(b)):]
	}
	return ""
}
