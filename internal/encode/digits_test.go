package encode

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPutIntAndDecimal: around each power of ten and at random, in each scale, the digits are those of strconv and the
// decimals those of appendDecimal.
func TestPutIntAndDecimal(t *testing.T) {
	values := []int64{0, math.MaxInt64, math.MinInt64, math.MaxInt32, math.MinInt32}
	for p := int64(1); p < 1e18; p *= 10 {
		values = append(values, p-1, p, p+1, 9*p, p+p/2)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		values = append(values, int64(r.Uint64()>>r.IntN(64)))
	}
	for _, v := range values {
		for _, v := range []int64{v, -v} {
			var b field
			require.Equal(t, strconv.FormatInt(v, 10), string(b[:putInt(&b, 0, v)]))
			if v <= -1e18 || v >= 1e18 {
				continue // wider than what putDecimal is for
			}
			for scale := range 19 {
				if got := string(b[:putDecimal(&b, v, scale)]); got != string(appendDecimal(nil, v, scale)) {
					t.Fatalf("%d with %d decimals: %s", v, scale, got)
				}
			}
		}
	}
}
