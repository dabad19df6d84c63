package pgnumeric

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAppendDiv: what goes through machine words is what the numbers of any size give.
func TestAppendDiv(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	number := func() Decimal {
		var d Decimal
		text := ""
		if r.IntN(4) == 0 {
			text = "-"
		}
		for range 1 + r.IntN(12) {
			text += string(rune('0' + r.IntN(10)))
		}
		if n := r.IntN(8); n > 0 {
			text += "."
			for range n {
				text += string(rune('0' + r.IntN(10)))
			}
		}
		d, ok := Read(text)
		require.True(t, ok, text)
		return d
	}
	fast := 0
	for range 200_000 {
		a, b := number(), number()
		want, err := a.Div(b)
		got, ok := AppendDiv(nil, []byte(a.String()), []byte(b.String()))
		if err != nil {
			require.False(t, ok)
			continue
		}
		if ok {
			fast++
			require.Equal(t, want.String(), string(got), "%s / %s", a, b)
		}
	}
	require.Greater(t, fast, 50_000)
}

func TestScaleOf(t *testing.T) {
	for text, want := range map[string]int{"1": 0, "-1.50": 2, ".5": 1, "0.000": 3} {
		got, ok := ScaleOf([]byte(text))
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "NaN", "Infinity", "1e5", "g500001"} {
		_, ok := ScaleOf([]byte(text))
		require.False(t, ok, text)
	}
}

func BenchmarkAppendDiv(b *testing.B) {
	var buf []byte
	for b.Loop() {
		buf, _ = AppendDiv(buf[:0], []byte("173665.47"), []byte("36901"))
	}
}

func TestFixed(t *testing.T) {
	for text, want := range map[string]string{
		"1": "100000000000000000000", "-1.5": "-150000000000000000000", "0.000000000000000000005": "1", "-0.0000000000000000000049": "0",
		"999999999999999999.99999999999999999999": "99999999999999999999999999999999999999", "000000000000000000000001": "100000000000000000000",
	} {
		hi, lo, ok := Fixed([]byte(text))
		require.True(t, ok, text)
		n := new(big.Int).Lsh(big.NewInt(hi), 64)
		require.Equal(t, want, n.Add(n, new(big.Int).SetUint64(lo)).String(), text)
	}
	for _, text := range []string{"", "NaN", "1000000000000000000", "1e5"} {
		_, _, ok := Fixed([]byte(text))
		require.False(t, ok, text)
	}
}
