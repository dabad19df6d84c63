package guc

import (
	"math"
	"strconv"
)

// show gives the canonical value as SHOW prints it: with the largest unit that holds it exactly.
func (d *def) show(v string) string {
	if d.octal() {
		n, _ := strconv.ParseInt(v, 10, 64)
		return "0" + strconv.FormatInt(n, 8)
	}
	if d.unit == "" {
		return v
	}
	switch d.kind {
	case typeInt:
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n <= 0 {
			return v
		}
		return d.withUnit(float64(n), v)
	case typeReal:
		f, err := strconv.ParseFloat(v, 64)
		if err != nil || f <= 0 {
			return v
		}
		return d.withUnit(f, v)
	}
	return v
}

var memoryOrder = []string{"TB", "GB", "MB", "kB", "B"}
var timeOrder = []string{"d", "h", "min", "s", "ms", "us"}

func (d *def) withUnit(n float64, v string) string {
	family, base, _ := d.units()
	order := memoryOrder
	if family["us"] == 1 {
		order = timeOrder
	}
	for _, u := range order {
		x := n * base / family[u]
		if x >= 1 && math.Abs(x-math.Round(x)) <= 1e-8*math.Max(1, x) {
			if d.kind == typeInt && family[u] < base && base < memoryUnits["kB"] {
				continue
			}
			return formatCount(math.Round(x)) + u
		}
	}
	return v + order[len(order)-1]
}

func formatCount(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// octal tells the three settings that hold file modes.
func (d *def) octal() bool {
	switch d.name {
	case "data_directory_mode", "log_file_mode", "unix_socket_permissions":
		return true
	}
	return false
}
