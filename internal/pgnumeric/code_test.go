package pgnumeric

import (
	"bytes"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCodesSortAsNumbers holds random numbers of many sizes and scales against each other.
func TestCodesSortAsNumbers(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	texts := []string{"0", "0.00", "1", "1.0", "-1", "-1.00", "0.5", "-0.5", "10", "100", "0.001", "0.0010", "-0.001", "99.99", "-99.99", "12345678901234567890123456789012345678901234567890.5",
		"0." + strings.Repeat("0", 1500), "1." + strings.Repeat("0", 1023)}
	for range 300 {
		texts = append(texts, fmt.Sprintf("%.*f", r.Intn(25), (r.Float64()-0.5)*[]float64{1e-9, 1e-3, 1, 10, 1e6, 1e15}[r.Intn(6)]))
	}
	for _, a := range texts {
		x, ok := Read(a)
		require.True(t, ok)
		a = x.String() // no -0
		code := Code(nil, []byte(a))
		require.Equal(t, a, string(Decode(nil, code)))
		require.Equal(t, code, Code(nil, code))
		for _, b := range texts {
			y, _ := Read(b)
			other := Code(nil, []byte(y.String()))
			if c := x.Cmp(y); c != 0 {
				require.Equal(t, c, bytes.Compare(code, other), "%s and %s", a, b)
			}
			require.Equal(t, x.Cmp(y), bytes.Compare(bytes.ToLower(code), bytes.ToLower(other)), "%s and %s", a, b)
		}
	}
	for i, order := 1, []string{"-Infinity", "-1e3", "0", "1e3", "Infinity", "NaN"}; i < len(order); i++ {
		if x, ok := Read(order[i]); ok {
			order[i] = x.String()
		}
		if x, ok := Read(order[i-1]); ok {
			order[i-1] = x.String()
		}
		require.Negative(t, bytes.Compare(Code(nil, []byte(order[i-1])), Code(nil, []byte(order[i]))), "%s, %s", order[i-1], order[i])
	}
}

// TestSpread holds variances against those of PostgreSQL 15.
func TestSpread(t *testing.T) {
	for _, c := range []struct {
		n            int64
		sum, squares string
		sample, root bool
		want         string
	}{
		{2, "30", "500", true, false, "50.0000000000000000"},
		{2, "30", "500", true, true, "7.0710678118654752"},
		{4, "40", "558", true, false, "52.6666666666666667"},
		{4, "40", "558", false, true, "6.2849025449882674"},
		{3, "3", "3", true, false, "0"},
	} {
		sum, _ := Read(c.sum)
		squares, _ := Read(c.squares)
		got, ok, err := Spread(c.n, sum, squares, c.sample, c.root)
		require.NoError(t, err)
		require.True(t, ok)
		require.Equal(t, c.want, got.String())
	}
	_, ok, err := Spread(1, Decimal{unscaled: ten}, Decimal{unscaled: ten}, true, false)
	require.NoError(t, err)
	require.False(t, ok)
}
