package wire

import (
	"net"
	"time"

	"lakewire/internal/pgerr"
)

// Fail tells the client a FATAL error outside of Serve and closes.
func (c *Conn) Fail(e *pgerr.Error) { c.sayLast(e.AsFatal()) }

// Reject answers a socket that cannot even be given a goroutine. It does not wait.
func Reject(nc net.Conn, e *pgerr.Error) {
	m := errorFields(e.AsFatal())
	if b, err := (&m).Encode(nil); err == nil {
		_ = nc.SetWriteDeadline(time.Now().Add(10 * time.Millisecond))
		_, _ = nc.Write(b)
	}
	_ = nc.Close()
}
