package config

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Size is a number of bytes. It is written with a unit: kB, MB, GB and TB are powers of 1000, KiB, MiB, GiB and TiB of
// 1024, as DuckDB reads them. Only 0 needs no unit.
type Size int64

var sizeUnits = []struct {
	name string
	unit int64
}{
	{"TiB", 1 << 40}, {"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10},
	{"TB", 1e12}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"B", 1},
}

// UnmarshalText reads "4GB", "64 MiB", "1.5GiB" or "0".
func (s *Size) UnmarshalText(text []byte) error {
	t := strings.TrimSpace(string(text))
	if t == "0" {
		*s = 0
		return nil
	}
	for _, u := range sizeUnits {
		if len(t) <= len(u.name) || !strings.EqualFold(t[len(t)-len(u.name):], u.name) {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(t[:len(t)-len(u.name)]), 64)
		if err != nil || math.IsNaN(n) || n < 0 || n*float64(u.unit) > math.MaxInt64/2 {
			break
		}
		*s = Size(math.Round(n * float64(u.unit)))
		return nil
	}
	return fmt.Errorf("%q is not a size: write a number and a unit, such as 512MB, 4GB or 64MiB", t)
}

// String writes the size in the largest unit that divides it.
func (s Size) String() string {
	if s == 0 {
		return "0"
	}
	for _, u := range sizeUnits {
		if int64(s)%u.unit == 0 {
			return strconv.FormatInt(int64(s)/u.unit, 10) + u.name
		}
	}
	return ""
}
