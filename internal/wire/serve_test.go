package wire_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
	"lakewire/internal/wire"
)

func q(s string) *pgproto3.Query { return &pgproto3.Query{String: s} }

func TestSimpleQuery(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, f := d.login(t)
	c.send(q("x"))
	c.expect("C:OK_x Z:I")
	c.send(q(""))
	c.expect("EmptyQueryResponse Z:I")
	c.send(q("begin"), q("fail"), q("commit"))
	c.expect("C:BEGIN Z:T ERROR:22012 Z:E C:COMMIT Z:I")
	c.send(q("notice"))
	c.expect("N:00000 C:NOTICE Z:I")
	require.Equal(t, "Q:x Q: Q:begin Q:fail !22012 Q:commit Q:notice", f.seen())
	c.send(&pgproto3.Terminate{})
	require.NoError(t, <-d.ends)
}

func TestErrorFields(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, _ := d.login(t)
	c.send(q("fail"))
	m, err := c.fe.Receive()
	require.NoError(t, err)
	require.Equal(t, &pgproto3.ErrorResponse{Severity: "ERROR", SeverityUnlocalized: "ERROR", Code: "22012",
		Message: "division by zero", Detail: "d", Hint: "h", Position: 7}, m)
}

// What an engine quotes in its messages cannot tear the protocol.
func TestDirtyText(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, _ := d.login(t)
	c.send(q("dirty"))
	m, err := c.fe.Receive()
	require.NoError(t, err)
	require.Equal(t, `a\0b`, string(m.(*pgproto3.RowDescription).Fields[0].Name))
	m, err = c.fe.Receive()
	require.NoError(t, err)
	require.Equal(t, "nul \\0 and \uFFFD", m.(*pgproto3.ErrorResponse).Message)
	require.Equal(t, `\0`, m.(*pgproto3.ErrorResponse).Detail)
	c.expect("Z:I")
}

func TestExtended(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, f := d.login(t)
	c.send(&pgproto3.Parse{Query: "x"}, &pgproto3.Describe{ObjectType: 'S'}, &pgproto3.Bind{Parameters: [][]byte{nil, {1}}},
		&pgproto3.Describe{ObjectType: 'P'}, &pgproto3.Execute{}, &pgproto3.Execute{MaxRows: 1},
		&pgproto3.Close{ObjectType: 'P'}, &pgproto3.Close{ObjectType: 'S'}, &pgproto3.Sync{})
	c.expect("ParseComplete ParameterDescription NoData BindComplete NoData C:OK_x PortalSuspended CloseComplete CloseComplete Z:I")
	require.Equal(t, "P:x DS: B:2 DP: E:0 E:1 CP: CS: S", f.seen())
}

// After an error everything up to Sync is dropped, a simple query too, and the answer is told at once.
func TestSkipUntilSync(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, f := d.login(t)
	c.send(&pgproto3.Parse{Query: "bad"})
	c.expect("ERROR:42601")
	c.send(&pgproto3.Bind{}, &pgproto3.Execute{}, q("x"), &pgproto3.Flush{}, &pgproto3.FunctionCall{}, &pgproto3.Sync{})
	c.expect("Z:I")
	c.send(q("y"))
	c.expect("C:OK_y Z:I")
	require.Equal(t, "P:bad !42601 S Q:y", f.seen())
}

func TestPipelines(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, _ := d.login(t)
	parse := func(s string) pgproto3.FrontendMessage { return &pgproto3.Parse{Query: s} }
	c.send(parse("a"), &pgproto3.Bind{}, &pgproto3.Execute{}, parse("bad"), &pgproto3.Execute{}, &pgproto3.Sync{},
		parse("b"), &pgproto3.Bind{}, &pgproto3.Execute{}, &pgproto3.Sync{}, q("c"),
		parse("failsync"), &pgproto3.Sync{}, parse("d"), &pgproto3.Bind{}, &pgproto3.Execute{}, &pgproto3.Sync{})
	c.expect("ParseComplete BindComplete C:OK_a ERROR:42601 Z:I ParseComplete BindComplete C:OK_b Z:I C:OK_c Z:I " +
		"ParseComplete ERROR:40001 Z:I ParseComplete BindComplete C:OK_d Z:I")
}

// Nothing is sent before Sync or Flush asks for it.
func TestFlush(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, _ := d.login(t)
	c.send(&pgproto3.Parse{Query: "a"})
	require.NoError(t, c.nc.SetReadDeadline(time.Now().Add(50*time.Millisecond)))
	_, err := c.nc.Read(make([]byte, 1))
	require.Error(t, err)
	require.NoError(t, c.nc.SetReadDeadline(time.Now().Add(5*time.Second)))
	c.send(&pgproto3.Flush{})
	c.expect("ParseComplete")
}

// Copy messages that nobody asked for are ignored; a function call and odd subtypes are errors that end nothing.
func TestOddMessages(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, _ := d.login(t)
	c.send(&pgproto3.CopyData{Data: []byte("x")}, &pgproto3.CopyDone{}, &pgproto3.CopyFail{Message: "m"}, q("x"))
	c.expect("C:OK_x Z:I")
	c.send(&pgproto3.FunctionCall{})
	c.expect("ERROR:0A000 Z:I")
	c.raw(frame('D', 7, "Qx\x00"))
	c.raw(frame('C', 7, "Qx\x00"))
	c.send(&pgproto3.Sync{})
	c.expect("ERROR:08P01 Z:I")
	c.raw(frame('Q', 6, "\xff\x00"))
	c.expect("ERROR:22021 Z:I")
	c.send(&pgproto3.Bind{ParameterFormatCodes: []int16{0, 1}, Parameters: [][]byte{nil}}, &pgproto3.Sync{})
	c.expect("ERROR:08P01 Z:I")
}

// What breaks the protocol ends this connection with 08P01, and no other.
func TestProtocolViolations(t *testing.T) {
	d := open(t, wire.StartupOptions{MaxMessage: 1 << 20}, nil)
	other, _ := d.login(t)
	for name, bytes := range map[string][]byte{
		"unknown type":        frame('y', 4, ""),
		"a type before auth":  frame('p', 8, "abc\x00"),
		"negative length":     frame('Q', -1, ""),
		"length under four":   frame('Q', 3, ""),
		"oversized":           frame('Q', 1<<20+5, "x"),
		"huge":                frame('B', 1<<31-1, "x"),
		"oversized small":     frame('E', 10005, "x"),
		"query without end":   frame('Q', 5, "x"),
		"query with two ends": frame('Q', 8, "x\x00y\x00"),
		"empty parse":         frame('P', 4, ""),
		"parse counts":        frame('P', 8, "\x00\x00\x00\x01"),
		"parse trailing":      frame('P', 9, "\x00\x00\x00\x00z"),
		"bind cut":            frame('B', 6, "\x00\x00"),
		"bind param too long": frame('B', 16, "\x00\x00\x00\x00\x00\x01\x00\x00\x00\x63\x00\x00"),
		"bind param negative": frame('B', 16, "\x00\x00\x00\x00\x00\x01\xff\xff\xff\xfe\x00\x00"),
		"bind trailing":       frame('B', 13, "\x00\x00\x00\x00\x00\x00\x00\x00z"),
		"execute cut":         frame('E', 6, "\x00\x00"),
		"execute trailing":    frame('E', 10, "\x00\x00\x00\x00\x00z"),
		"describe cut":        frame('D', 5, "S"),
		"close without end":   frame('C', 6, "Sx"),
		"sync with body":      frame('S', 5, "x"),
		"flush with body":     frame('H', 5, "x"),
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := d.login(t)
			c.raw(bytes)
			c.expect("FATAL:08P01 EOF")
			_ = c.nc.Close()
			require.True(t, pgerr.Is(<-d.ends, pgerr.ProtocolViolation))
		})
	}
	other.send(q("x"))
	other.expect("C:OK_x Z:I")
}

// A client that keeps sending while it is refused still gets to read why.
func TestRefusalArrivesUnderFire(t *testing.T) {
	d := open(t, wire.StartupOptions{MaxMessage: 1 << 20}, nil)
	c, _ := d.login(t)
	c.raw(frame('Q', 8<<20, ""))
	go func() { _, _ = c.nc.Write(make([]byte, 4<<20)) }()
	c.expect("FATAL:08P01 EOF")
}

func TestEndings(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	t.Run("eof", func(t *testing.T) {
		c, _ := d.login(t)
		_ = c.nc.Close()
		require.ErrorIs(t, <-d.ends, io.EOF)
	})
	t.Run("eof in a message", func(t *testing.T) {
		c, _ := d.login(t)
		c.raw(frame('Q', 100, "sel"))
		require.NoError(t, c.nc.(interface{ CloseWrite() error }).CloseWrite())
		c.expect("FATAL:08P01 EOF")
		require.Error(t, <-d.ends)
	})
	t.Run("fatal", func(t *testing.T) {
		c, _ := d.login(t)
		c.send(q("fatal"))
		c.expect("FATAL:57P01 EOF")
		require.True(t, pgerr.Is(<-d.ends, pgerr.AdminShutdown))
	})
}

func TestLargeMessages(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, f := d.login(t)
	text := "notice " + strings.Repeat("x", 5<<20)
	c.send(q(text), q("x"))
	c.expect("N:00000 C:NOTICE Z:I C:OK_x Z:I")
	require.Equal(t, "Q:"+text+" Q:x", f.seen())
}

// A message may come byte by byte.
func TestDribble(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, f := d.login(t)
	b, err := q("dribble").Encode(nil)
	require.NoError(t, err)
	for i := range b {
		f.c.Wake() // a wake-up in the middle of a message does not tear it
		c.raw(b[i : i+1])
	}
	c.expect("C:OK_dribble Z:I")
}

func TestWakeDeliversNotifications(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, f := d.login(t)
	for range 20 {
		f.mu.Lock()
		f.notes = []string{"hello"}
		f.mu.Unlock()
		f.c.Wake()
		c.expect("A:hello")
	}
	time.Sleep(20 * time.Millisecond) // the last Wake may still be on its way
	f.mu.Lock()
	f.notes = []string{"before"}
	f.mu.Unlock()
	c.send(q("x"))
	c.expect("C:OK_x A:before Z:I")
}

func TestIdleDeadline(t *testing.T) {
	d := open(t, wire.StartupOptions{}, func(f *fake) { f.limit = time.Now().Add(100 * time.Millisecond) })
	c, _ := d.login(t)
	c.expect("FATAL:57P05 EOF")
}

func TestCancelRunning(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	c, f := d.login(t)
	cancel := pgerr.New(pgerr.QueryCanceled, "canceling statement due to user request")
	require.False(t, f.c.CancelRunning(cancel), "nothing runs")
	c.send(q("wait"))
	<-f.started
	require.Equal(t, wire.StateActive, f.c.Status().State)
	require.Equal(t, "wait", f.c.Status().Query)
	require.True(t, f.c.CancelRunning(cancel))
	c.expect("ERROR:57014 Z:I")
	c.send(q("x")) // the next statement is not cancelled
	c.expect("C:OK_x Z:I")
	require.Equal(t, wire.StateIdle, f.c.Status().State)
	require.Equal(t, "ClientRead", f.c.Status().WaitEvent)
}

var errAdmin = pgerr.New(pgerr.AdminShutdown, "terminating connection due to administrator command")

func TestTerminate(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	t.Run("idle", func(t *testing.T) {
		c, f := d.login(t)
		f.c.Terminate(errAdmin)
		c.expect("FATAL:57P01 EOF")
	})
	t.Run("busy", func(t *testing.T) {
		c, f := d.login(t)
		c.send(q("wait"))
		<-f.started
		f.c.Terminate(errAdmin)
		c.expect("FATAL:57P01 EOF")
	})
	t.Run("in a message", func(t *testing.T) {
		c, f := d.login(t)
		c.raw(frame('Q', 100, "sel"))
		time.Sleep(20 * time.Millisecond)
		f.c.Terminate(errAdmin)
		c.expect("FATAL:57P01 EOF")
	})
	t.Run("writing to a client that does not read", func(t *testing.T) {
		c, f := d.login(t)
		c.send(q("rows 1000000"))
		<-f.started
		time.Sleep(50 * time.Millisecond)
		f.c.Terminate(errAdmin)
		select {
		case <-f.cause:
		case <-time.After(5 * time.Second):
			t.Fatal("still writing")
		}
	})
}

func TestDrain(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	t.Run("idle", func(t *testing.T) {
		c, f := d.login(t)
		f.c.Drain(errAdmin)
		c.expect("FATAL:57P01 EOF")
	})
	t.Run("transaction ends first", func(t *testing.T) {
		c, f := d.login(t)
		c.send(q("begin"))
		c.expect("C:BEGIN Z:T")
		f.c.Drain(errAdmin)
		c.send(q("x"))
		c.expect("C:OK_x Z:T")
		c.send(q("commit"))
		c.expect("C:COMMIT Z:I FATAL:57P01 EOF")
	})
	t.Run("pipeline ends first", func(t *testing.T) {
		c, f := d.login(t)
		c.send(&pgproto3.Parse{Query: "x"}, &pgproto3.Flush{})
		c.expect("ParseComplete")
		f.c.Drain(errAdmin)
		c.send(&pgproto3.Bind{}, &pgproto3.Execute{}, &pgproto3.Sync{})
		c.expect("BindComplete C:OK_x Z:I FATAL:57P01 EOF")
	})
}

// A client that has gone ends the statement that runs for it.
func TestLostClient(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	t.Run("silent statement", func(t *testing.T) {
		c, f := d.login(t)
		c.send(q("wait"))
		<-f.started
		time.Sleep(600 * time.Millisecond) // more than one look
		require.Empty(t, f.cause, "the client is still there")
		_ = c.nc.Close()
		select {
		case err := <-f.cause:
			require.True(t, pgerr.Is(err, pgerr.ConnectionFailure), err)
		case <-time.After(5 * time.Second):
			t.Fatal("not noticed")
		}
		require.Error(t, <-d.ends)
	})
	t.Run("while rows are written", func(t *testing.T) {
		c, f := d.login(t)
		c.send(q("rows 1000000"))
		<-f.started
		_ = c.nc.Close()
		var e *pgerr.Error
		require.ErrorAs(t, <-f.cause, &e)
		require.Equal(t, pgerr.ConnectionFailure, e.Code)
		require.True(t, errors.As(<-d.ends, &e))
	})
}

// A client that does not read holds up itself only, and finds all rows when it reads at last.
func TestSlowReader(t *testing.T) {
	d := open(t, wire.StartupOptions{}, nil)
	slow, f := d.login(t)
	slow.send(q("rows 20000"))
	<-f.started
	quick, _ := d.login(t)
	quick.send(q("x"))
	quick.expect("C:OK_x Z:I")
	time.Sleep(300 * time.Millisecond)
	rows := 0
	for {
		m, err := slow.fe.Receive()
		require.NoError(t, err)
		if _, ok := m.(*pgproto3.DataRow); ok {
			rows++
		}
		if _, ok := m.(*pgproto3.ReadyForQuery); ok {
			break
		}
	}
	require.Equal(t, 20000, rows)
}
