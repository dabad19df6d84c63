package wire

import (
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
)

// SASL offers the mechanisms and gives the client's choice with its first message (nil if it sent none). The data is
// borrowed until the next call. For Authenticators.
func (c *Conn) SASL(mechanisms []string) (mechanism string, initial []byte, err error) {
	c.send(&pgproto3.AuthenticationSASL{AuthMechanisms: mechanisms})
	body, err := c.authReply()
	if err != nil {
		return "", nil, err
	}
	var m pgproto3.SASLInitialResponse
	if err := m.Decode(body); err != nil {
		return "", nil, malformed()
	}
	declared := body[len(m.AuthMechanism)+1:]
	switch n := int32(uint32(declared[0])<<24 | uint32(declared[1])<<16 | uint32(declared[2])<<8 | uint32(declared[3])); {
	case n == -1 && len(m.Data) == 0:
		return m.AuthMechanism, nil, nil
	case int(n) != len(m.Data):
		return "", nil, malformed()
	}
	return m.AuthMechanism, m.Data, nil
}

// SASLContinue sends a challenge and gives the client's response, borrowed until the next call.
func (c *Conn) SASLContinue(challenge []byte) ([]byte, error) {
	c.send(&pgproto3.AuthenticationSASLContinue{Data: challenge})
	return c.authReply()
}

// SASLFinal sends the outcome of a successful exchange.
func (c *Conn) SASLFinal(data []byte) { c.send(&pgproto3.AuthenticationSASLFinal{Data: data}) }

// authReply reads the one kind of message that may come before authentication is over.
func (c *Conn) authReply() ([]byte, error) {
	if err := c.Flush(); err != nil {
		return nil, err
	}
	_, body, err := c.readMessage(false, time.Time{})
	return body, err
}
