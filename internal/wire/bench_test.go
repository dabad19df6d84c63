package wire_test

import (
	"testing"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/stretchr/testify/require"

	"lakewire/internal/wire"
)

// BenchmarkPing is a simple query there and back with nothing to do: what this package and two sockets cost.
func BenchmarkPing(b *testing.B) {
	d := open(b, wire.StartupOptions{}, nil)
	c, _ := d.login(b)
	msg, err := q("x").Encode(nil)
	require.NoError(b, err)
	buf := make([]byte, 1024)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.nc.Write(msg); err != nil {
			b.Fatal(err)
		}
		if _, err := c.nc.Read(buf); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRows streams rows of 1 kB to a client that reads them raw.
func BenchmarkRows(b *testing.B) {
	d := open(b, wire.StartupOptions{}, func(f *fake) { f.started = make(chan struct{}, 1<<20) })
	c, _ := d.login(b)
	msg, err := (&pgproto3.Query{String: "rows 10000"}).Encode(nil)
	require.NoError(b, err)
	buf := make([]byte, 256<<10)
	const bytes = 10000 * (7 + 4 + 1000)
	b.SetBytes(bytes)
	for b.Loop() {
		if _, err := c.nc.Write(msg); err != nil {
			b.Fatal(err)
		}
		for got := 0; got < bytes; {
			n, err := c.nc.Read(buf)
			if err != nil {
				b.Fatal(err)
			}
			got += n
		}
	}
}
