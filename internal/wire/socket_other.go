//go:build !linux

package wire

import (
	"net"
	"time"
)

// clientGone knows no portable question to ask; here a lost client shows at the next write.
func clientGone(net.Conn) bool { return false }

// setUserTimeout has no portable counterpart; keepalive still finds dead peers.
func setUserTimeout(net.Conn, time.Duration) {}
