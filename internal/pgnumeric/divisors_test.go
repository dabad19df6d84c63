package pgnumeric

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDivisors holds values that PostgreSQL 15 gives.
func TestDivisors(t *testing.T) {
	read := func(s string) Decimal {
		d, ok := Read(s)
		require.True(t, ok)
		return d
	}
	for _, c := range []struct{ a, b, gcd, lcm string }{{"12.5", "2.5", "2.5", "12.5"}, {"2.5", "4", "0.5", "20.0"}, {"0", "5.00", "5.00", "0.00"}, {"-12", "18", "6", "36"}} {
		g, err := read(c.a).Gcd(read(c.b))
		require.NoError(t, err)
		l, err := read(c.a).Lcm(read(c.b))
		require.NoError(t, err)
		require.Equal(t, []string{c.gcd, c.lcm}, []string{g.String(), l.String()}, c)
	}
	for _, c := range []struct{ d, floor, ceil string }{{"1.5", "1", "2"}, {"-1.5", "-2", "-1"}, {"3.00", "3", "3"}, {"-0.2", "-1", "0"}} {
		require.Equal(t, []string{c.floor, c.ceil}, []string{read(c.d).Floor().String(), read(c.d).Ceil().String()}, c)
	}
	f, err := read("25").Factorial()
	require.NoError(t, err)
	require.Equal(t, "15511210043330985984000000", f.String())
	_, err = read("-1").Factorial()
	require.Error(t, err)
}
