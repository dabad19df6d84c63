package golden

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/xdg-go/scram"
)

const patience = 10 * time.Second

// conn is one raw connection: bytes out, printed messages in.
type conn struct {
	c        net.Conn
	r        *bufio.Reader
	password string
	pid      uint32
	key      []byte
}

func dial(addr, password string) (*conn, error) {
	c, err := net.DialTimeout("tcp", addr, patience)
	if err != nil {
		return nil, err
	}
	return &conn{c: c, r: bufio.NewReader(c), password: password}, nil
}

func (c *conn) write(b []byte) error {
	_ = c.c.SetWriteDeadline(time.Now().Add(patience))
	_, err := c.c.Write(b)
	return err
}

// message reads one backend message.
func (c *conn) message() (byte, []byte, error) {
	_ = c.c.SetReadDeadline(time.Now().Add(patience))
	head := make([]byte, 5)
	if _, err := io.ReadFull(c.r, head); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n < 4 || n > 1<<28 {
		return 0, nil, fmt.Errorf("message %q with length %d", head[0], n)
	}
	body := make([]byte, n-4)
	_, err := io.ReadFull(c.r, body)
	return head[0], body, err
}

// until prints messages up to and with each of names, in turn; the end of the connection ends it too.
func (c *conn) until(names []string) []string {
	var out []string
	for len(names) > 0 {
		kind, body, err := c.message()
		if err != nil {
			return append(out, ending(err))
		}
		lines, name, err := decode(kind, body)
		out = append(out, lines...)
		if err != nil {
			return append(out, "undecodable: "+err.Error())
		}
		if name == names[0] {
			names = names[1:]
		}
	}
	return out
}

func ending(err error) string {
	var ne net.Error
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &ne) && ne.Timeout():
		return "(nothing more)"
	default:
		return "(closed)" // end of file or reset: which one is up to timing
	}
}

// startup sends a start-up packet and plays the client's part of SCRAM; it returns what the server said, without the
// authentication exchange.
func (c *conn) startup(packet []byte) []string {
	if err := c.write(packet); err != nil {
		return []string{ending(err)}
	}
	var out []string
	var conv *scram.ClientConversation
	for {
		kind, body, err := c.message()
		if err != nil {
			return append(out, ending(err))
		}
		switch kind {
		case 'R':
			if conv, err = c.authenticate(conv, body); err != nil {
				return append(out, "authentication: "+err.Error())
			}
			continue
		case 'K':
			c.pid, c.key = binary.BigEndian.Uint32(body), body[4:]
		}
		lines, name, err := decode(kind, body)
		out = append(out, lines...)
		if err != nil {
			return append(out, err.Error())
		}
		if name == "ReadyForQuery" {
			return sortStatus(out)
		}
	}
}

func (c *conn) authenticate(conv *scram.ClientConversation, body []byte) (*scram.ClientConversation, error) {
	switch code := binary.BigEndian.Uint32(body); code {
	case 0:
		return conv, nil
	case 10:
		cl, err := scram.SHA256.NewClient("", c.password, "") // the server takes the user from the start-up packet
		if err != nil {
			return nil, err
		}
		conv = cl.NewConversation()
		first, err := conv.Step("")
		if err != nil {
			return nil, err
		}
		b, err := (&pgproto3.SASLInitialResponse{AuthMechanism: "SCRAM-SHA-256", Data: []byte(first)}).Encode(nil)
		if err != nil {
			return nil, err
		}
		return conv, c.write(b)
	case 11, 12:
		next, err := conv.Step(string(body[4:]))
		if err != nil || code == 12 {
			return conv, err
		}
		b, err := (&pgproto3.SASLResponse{Data: []byte(next)}).Encode(nil)
		if err != nil {
			return nil, err
		}
		return conv, c.write(b)
	default:
		return nil, fmt.Errorf("method %d", code)
	}
}

// startupPacket builds a start-up packet of a protocol version from key=value lines.
func startupPacket(version uint32, kv [][2]string) []byte {
	body := binary.BigEndian.AppendUint32(nil, version)
	for _, p := range kv {
		body = append(append(body, p[0]...), 0)
		body = append(append(body, p[1]...), 0)
	}
	body = append(body, 0)
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(body)+4)), body...)
}

func keyValues(input string) [][2]string {
	var out [][2]string
	for _, l := range strings.Split(strings.TrimSpace(input), "\n") {
		if k, v, ok := strings.Cut(strings.TrimSpace(l), "="); ok {
			out = append(out, [2]string{k, v})
		}
	}
	return out
}
