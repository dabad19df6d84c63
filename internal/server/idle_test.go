package server_test

import (
	"crypto/tls"
	"net"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/stretchr/testify/require"

	"lakewire/internal/server"
	"lakewire/internal/tlsutil"
)

// Under TLS the client's half of the state is in this process too, and still both halves stay below what one session
// may cost.
func TestIdleTLSSessionsAreCheap(t *testing.T) {
	certs, err := tlsutil.SelfSigned(t.TempDir())
	require.NoError(t, err)
	cfg := &tls.Config{InsecureSkipVerify: true, NextProtos: []string{tlsutil.ALPN}}
	idleCost(t, 300, 100<<10, func(o *server.Options) { o.TLS = certs.Config },
		func(addr string) (net.Conn, error) { return tls.Dial("tcp", addr, cfg) })
}

// A thousand sessions that have worked and are idle now cost little: what this package and wire hold for each, the
// goroutine's stack among it. The clients of the test are in the same process and are counted too.
func TestIdleSessionsAreCheap(t *testing.T) {
	idleCost(t, 1000, 24<<10, nil, func(addr string) (net.Conn, error) { return net.Dial("tcp", addr) })
}

func idleCost(t *testing.T, n int, most int64, change func(*server.Options), dial func(addr string) (net.Conn, error)) {
	h := run(t, func(o *server.Options) {
		o.MaxConnections = n
		if change != nil {
			change(o)
		}
	})
	before := inUse()
	for range n {
		nc, err := dial(h.addr)
		require.NoError(t, err)
		t.Cleanup(func() { _ = nc.Close() })
		b, err := (&pgproto3.StartupMessage{ProtocolVersion: 3 << 16, Parameters: map[string]string{"user": "u"}}).Encode(nil)
		require.NoError(t, err)
		b, err = (&pgproto3.Query{String: "x"}).Encode(b)
		require.NoError(t, err)
		_, err = nc.Write(b)
		require.NoError(t, err)
		_, err = nc.Read(make([]byte, 1024))
		require.NoError(t, err)
	}
	require.Eventually(t, func() bool {
		for _, r := range h.Activity() {
			if r.State != "idle" || r.Query != "x" {
				return false
			}
		}
		return len(h.Activity()) == n
	}, 10*time.Second, 20*time.Millisecond)
	each := int64(inUse()-before) / int64(n)
	t.Logf("%d bytes for each idle session", each)
	require.Less(t, each, most)
}

func inUse() uint64 {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
