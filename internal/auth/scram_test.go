package auth_test

import (
	"context"
	"crypto/tls"
	"net"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/stretchr/testify/require"
	"github.com/xdg-go/scram"
	"go.uber.org/goleak"

	"lakewire/internal/auth"
	"lakewire/internal/tlsutil"
	"lakewire/internal/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// gate is a server that lets clients in and says goodbye.
func gate(t *testing.T, rules []auth.Rule, withTLS bool) string {
	s, err := auth.OpenStore(filepath.Join(t.TempDir(), "users"))
	require.NoError(t, err)
	v, err := auth.ParseVerifier(pencil)
	require.NoError(t, err)
	require.NoError(t, s.Set("x", v))
	a, err := auth.New(s, rules)
	require.NoError(t, err)
	o := wire.StartupOptions{Auth: a, Timeout: 5 * time.Second}
	if withTLS {
		m, err := tlsutil.SelfSigned(t.TempDir())
		require.NoError(t, err)
		o.TLS = m.Config
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			nc, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				c, _, err := wire.Accept(context.Background(), nc, o)
				if err != nil {
					return
				}
				c.BackendKeyData(1, []byte{0, 0, 0, 1})
				_ = c.Append(func(b []byte) ([]byte, error) { return append(b, 'Z', 0, 0, 0, 5, 'I'), nil })
				_ = c.Flush()
				_ = c.Close()
			})
		}
	})
	t.Cleanup(func() { _ = l.Close(); wg.Wait() })
	return l.Addr().String()
}

func login(t *testing.T, addr, user, password, more string) *pgconn.PgError {
	t.Helper()
	host, port, _ := net.SplitHostPort(addr)
	cfg, err := pgconn.ParseConfig("host=" + host + " port=" + port + " user=" + user + " password=" + password + " dbname=d " + more)
	require.NoError(t, err)
	cfg.Fallbacks = nil
	c, err := pgconn.ConnectConfig(context.Background(), cfg)
	if err == nil {
		_ = c.Close(context.Background())
		return nil
	}
	var e *pgconn.PgError
	require.ErrorAs(t, err, &e)
	return e
}

func TestScram(t *testing.T) {
	plain, crypt := gate(t, auth.ScramRules(), false), gate(t, auth.ScramRules(), true)
	for _, x := range []struct{ addr, more string }{
		{plain, "sslmode=disable"}, {crypt, "sslmode=disable"}, {crypt, "sslmode=require"},
		{crypt, "sslmode=require channel_binding=require"}, {crypt, "sslmode=require channel_binding=disable"},
		{crypt, "sslmode=require sslnegotiation=direct"},
	} {
		require.Nil(t, login(t, x.addr, "x", "pencil", x.more), x.more)
		for _, who := range []struct{ user, password string }{{"x", "pen"}, {"nobody", "pencil"}} {
			e := login(t, x.addr, who.user, who.password, x.more)
			require.NotNil(t, e)
			require.Equal(t, "28P01", e.Code)
			require.Equal(t, "FATAL", e.Severity)
			require.Equal(t, "password authentication failed for user \""+who.user+"\"", e.Message)
		}
	}
}

// talk speaks SASL by hand and gives the last message.
func talk(t *testing.T, addr, user, mech, first string, answer func(challenge string) string) pgproto3.BackendMessage {
	nc, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	defer func() { _ = nc.Close() }()
	_ = nc.SetDeadline(time.Now().Add(5 * time.Second))
	fe := pgproto3.NewFrontend(nc, nc)
	fe.Send(&pgproto3.StartupMessage{ProtocolVersion: 3 << 16, Parameters: map[string]string{"user": user}})
	require.NoError(t, fe.Flush())
	m, err := fe.Receive()
	require.NoError(t, err)
	require.IsType(t, &pgproto3.AuthenticationSASL{}, m)
	fe.Send(&pgproto3.SASLInitialResponse{AuthMechanism: mech, Data: []byte(first)})
	require.NoError(t, fe.Flush())
	m, err = fe.Receive()
	require.NoError(t, err)
	if c, ok := m.(*pgproto3.AuthenticationSASLContinue); ok && answer != nil {
		fe.Send(&pgproto3.SASLResponse{Data: []byte(answer(string(c.Data)))})
		require.NoError(t, fe.Flush())
		m, err = fe.Receive()
		require.NoError(t, err)
	}
	return m
}

func TestScramByHand(t *testing.T) {
	addr := gate(t, auth.ScramRules(), false)
	const first = "n,,n=,r=nonce"
	code := func(m pgproto3.BackendMessage) string {
		e, ok := m.(*pgproto3.ErrorResponse)
		require.True(t, ok, "%T", m)
		require.Equal(t, "FATAL", e.Severity)
		return e.Code
	}
	fixed := func(s string) func(string) string { return func(string) string { return s } }
	require.Equal(t, "08P01", code(talk(t, addr, "x", "MD5", first, nil)))
	require.Equal(t, "08P01", code(talk(t, addr, "x", "SCRAM-SHA-256-PLUS", first, nil)), "no TLS, no PLUS")
	require.Equal(t, "08P01", code(talk(t, addr, "x", "SCRAM-SHA-256", "", nil)))
	require.Equal(t, "08P01", code(talk(t, addr, "x", "SCRAM-SHA-256", "rubbish", nil)))
	require.Equal(t, "08P01", code(talk(t, addr, "x", "SCRAM-SHA-256", "p=tls-server-end-point,,n=,r=nonce", nil)))
	require.Equal(t, "08P01", code(talk(t, addr, "x", "SCRAM-SHA-256", first, fixed("rubbish"))))
	require.Equal(t, "08P01", code(talk(t, addr, "x", "SCRAM-SHA-256", first, fixed("c=biws,r=other,p=AAAA"))))
	proof := strings.Repeat("A", 43) + "="
	require.Equal(t, "28P01", code(talk(t, addr, "x", "SCRAM-SHA-256", first, func(ch string) string {
		return "c=biws," + strings.Split(ch, ",")[0] + ",p=" + proof
	})))
	// The salt of an unknown user looks like a real one and does not change.
	salt := func(user string) string {
		m := talk(t, addr, user, "SCRAM-SHA-256", first, nil)
		return strings.SplitN(string(m.(*pgproto3.AuthenticationSASLContinue).Data), ",", 2)[1]
	}
	require.Equal(t, salt("ghost"), salt("ghost"))
	require.NotEqual(t, salt("ghost"), salt("spectre"))
	require.Len(t, salt("ghost"), len(salt("x")))
	require.True(t, strings.HasSuffix(salt("ghost"), ",i=4096"))
}

// An honest client without binding, under TLS on which it was offered, is taken for one in the middle if it claims that
// it was not offered.
func TestDowngrade(t *testing.T) {
	addr := gate(t, auth.ScramRules(), true)
	nc, err := tls.Dial("tcp", addr, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{tlsutil.ALPN}})
	require.NoError(t, err)
	defer func() { _ = nc.Close() }()
	fe := pgproto3.NewFrontend(nc, nc)
	fe.Send(&pgproto3.StartupMessage{ProtocolVersion: 3 << 16, Parameters: map[string]string{"user": "x"}})
	require.NoError(t, fe.Flush())
	m, err := fe.Receive()
	require.NoError(t, err)
	require.Equal(t, []string{"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"}, m.(*pgproto3.AuthenticationSASL).AuthMechanisms)
	fe.Send(&pgproto3.SASLInitialResponse{AuthMechanism: "SCRAM-SHA-256", Data: []byte("y,,n=,r=nonce")})
	require.NoError(t, fe.Flush())
	m, err = fe.Receive()
	require.NoError(t, err)
	require.Equal(t, "28000", m.(*pgproto3.ErrorResponse).Code)
}

// A wrong binding, as a man in the middle would cause it, is refused.
func TestWrongBinding(t *testing.T) {
	addr := gate(t, auth.ScramRules(), true)
	nc, err := tls.Dial("tcp", addr, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{tlsutil.ALPN}})
	require.NoError(t, err)
	defer func() { _ = nc.Close() }()
	fe := pgproto3.NewFrontend(nc, nc)
	fe.Send(&pgproto3.StartupMessage{ProtocolVersion: 3 << 16, Parameters: map[string]string{"user": "x"}})
	require.NoError(t, fe.Flush())
	_, err = fe.Receive()
	require.NoError(t, err)
	client, err := scram.SHA256.NewClient("x", "pencil", "")
	require.NoError(t, err)
	conv := client.NewConversationWithChannelBinding(scram.ChannelBinding{
		Type: scram.ChannelBindingTLSServerEndpoint, Data: []byte("another certificate's hash")})
	first, err := conv.Step("")
	require.NoError(t, err)
	fe.Send(&pgproto3.SASLInitialResponse{AuthMechanism: "SCRAM-SHA-256-PLUS", Data: []byte(first)})
	require.NoError(t, fe.Flush())
	m, err := fe.Receive()
	require.NoError(t, err)
	final, err := conv.Step(string(m.(*pgproto3.AuthenticationSASLContinue).Data))
	require.NoError(t, err)
	fe.Send(&pgproto3.SASLResponse{Data: []byte(final)})
	require.NoError(t, fe.Flush())
	m, err = fe.Receive()
	require.NoError(t, err)
	require.Equal(t, "28000", m.(*pgproto3.ErrorResponse).Code)
}

func TestRules(t *testing.T) {
	yes := true
	trust := gate(t, auth.TrustLoopbackRules(), false)
	require.Nil(t, login(t, trust, "x", "wrong", "sslmode=disable"))
	require.Equal(t, "28000", login(t, trust, "nobody", "", "sslmode=disable").Code, "trust is for users that are")

	for _, rules := range [][]auth.Rule{nil, {{Local: true, Method: auth.SCRAM}}, {{TLS: &yes, Method: auth.SCRAM}},
		{{Users: []string{"y"}, Method: auth.SCRAM}}, {{Databases: []string{"y"}, Method: auth.SCRAM}},
		{{Networks: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, Method: auth.SCRAM}}} {
		e := login(t, gate(t, rules, false), "x", "pencil", "sslmode=disable")
		require.NotNil(t, e)
		require.Equal(t, "28000", e.Code)
		require.Equal(t, `no pg_hba.conf entry for host "127.0.0.1", user "x", database "d", no encryption`, e.Message)
	}
	e := login(t, gate(t, []auth.Rule{{Method: auth.Reject}}, true), "x", "pencil", "sslmode=require")
	require.Equal(t, `pg_hba.conf rejects connection for host "127.0.0.1", user "x", database "d", SSL encryption`, e.Message)
}

func TestRulesForStrangersAreRefused(t *testing.T) {
	for _, r := range []auth.Rule{{Method: auth.Trust}, {Method: "ident"},
		{Networks: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")}, Method: auth.Trust},
		{Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/7")}, Method: auth.Trust},
		{Networks: []netip.Prefix{netip.MustParsePrefix("192.168.0.1/32")}, Method: auth.Trust}} {
		_, err := auth.New(nil, []auth.Rule{r})
		require.Error(t, err, "%+v", r)
	}
}
