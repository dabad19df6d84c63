package server_test

import (
	"net"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/stretchr/testify/require"

	"lakewire/internal/server"
)

// A thousand sessions that have worked and are idle now cost little: what this package and wire hold for each, the
// goroutine's stack among it. The clients of the test are in the same process and are counted too.
func TestIdleSessionsAreCheap(t *testing.T) {
	const n, most = 1000, 24 << 10
	h := run(t, func(o *server.Options) { o.MaxConnections = n })
	before := inUse()
	for range n {
		nc, err := net.Dial("tcp", h.addr)
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
	each := int64(inUse()-before) / n
	t.Logf("%d bytes for each idle session", each)
	require.Less(t, each, int64(most))
}

func inUse() uint64 {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
