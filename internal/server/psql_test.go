package server_test

import (
	"context"
	"net"
	"os"
	osexec "os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"lakewire/internal/auth"
	"lakewire/internal/server"
	"lakewire/internal/tlsutil"
)

// psql and its libpq, the reference client, through all of the start-up: TLS, channel binding, SCRAM, refusals.
func TestPsql(t *testing.T) {
	store, err := auth.OpenStore(filepath.Join(t.TempDir(), "users"))
	require.NoError(t, err)
	v, err := auth.NewVerifier("s3cret")
	require.NoError(t, err)
	require.NoError(t, store.Set("lakewire", v))
	a, err := auth.New(store, auth.ScramRules())
	require.NoError(t, err)
	certs, err := tlsutil.SelfSigned(t.TempDir())
	require.NoError(t, err)
	h := run(t, func(o *server.Options) { o.Auth, o.TLS = a, certs.Config })
	_, port, err := net.SplitHostPort(h.addr)
	require.NoError(t, err)
	psql := func(password, more, sql string) (string, error) {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		c := osexec.CommandContext(ctx, "psql", "-X", "-w", "host=127.0.0.1 port="+port+" user=lakewire dbname=lake "+more, "-c", sql)
		c.Env = append(os.Environ(), "PGPASSWORD="+password, "LC_ALL=C")
		out, err := c.CombinedOutput()
		return strings.TrimSpace(string(out)), err
	}
	for _, more := range []string{"sslmode=disable", "sslmode=prefer", "sslmode=require", "gssencmode=prefer",
		"sslmode=require channel_binding=require", "sslmode=require channel_binding=disable", "sslmode=require ssl_min_protocol_version=TLSv1.3"} {
		out, err := psql("s3cret", more, "hello")
		require.NoError(t, err, "%s: %s", more, out)
		require.Equal(t, "HELLO", out, more)
	}
	out, err := psql("wrong", "sslmode=require", "hello")
	require.Error(t, err)
	require.Contains(t, out, `FATAL:  password authentication failed for user "lakewire"`)
	out, err = psql("s3cret", "sslmode=disable dbname=none", "hello")
	require.Error(t, err)
	require.Contains(t, out, `FATAL:  database "none" does not exist`)
	out, err = psql("s3cret", "sslmode=require", "panic")
	require.Error(t, err)
	require.Contains(t, out, "FATAL:  internal error")
	for _, l := range h.logs.All() {
		require.NotContains(t, l.Message, "s3cret")
	}
}
