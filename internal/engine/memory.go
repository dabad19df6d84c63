package engine

import (
	"bufio"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
)

// Shares of the memory that this process may use. What is left is for stacks, the allocator's slack, and what DuckDB does
// not count (its Parquet reader's buffers, extensions).
const (
	duckShare = 0.60
	goShare   = 0.20
)

// fallbackMemory is assumed where neither a cgroup nor the machine tells.
const fallbackMemory = 4 << 30

// MemoryBudget tells how much of the cgroup's or the machine's memory DuckDB and the Go heap get.
func MemoryBudget() (duck, heap int64) { return budget(totalMemory(os.DirFS("/").(rootFS))) }

type rootFS interface {
	ReadFile(name string) ([]byte, error)
}

func budget(total int64) (duck, heap int64) {
	return int64(float64(total) * duckShare), int64(float64(total) * goShare)
}

// totalMemory is the smallest of what the machine has and what the cgroups above this process allow.
func totalMemory(fs rootFS) int64 {
	total := int64(math.MaxInt64)
	if b, err := fs.ReadFile("proc/meminfo"); err == nil {
		for s := bufio.NewScanner(strings.NewReader(string(b))); s.Scan(); {
			if f := strings.Fields(s.Text()); len(f) >= 2 && f[0] == "MemTotal:" {
				if kb, err := strconv.ParseInt(f[1], 10, 64); err == nil {
					total = kb << 10
				}
			}
		}
	}
	for _, limit := range cgroupLimits(fs) {
		total = min(total, limit)
	}
	if total == math.MaxInt64 {
		return fallbackMemory
	}
	return total
}

// cgroupLimits reads the limits of this process's cgroup and of those above it, for versions 2 and 1.
func cgroupLimits(fs rootFS) []int64 {
	var limits []int64
	add := func(path string) {
		b, err := fs.ReadFile(path)
		if err != nil {
			return
		}
		if n, err := strconv.ParseInt(strings.TrimSpace(string(b)), 10, 64); err == nil && n > 0 {
			limits = append(limits, n)
		}
	}
	b, err := fs.ReadFile("proc/self/cgroup")
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(b)) {
		f := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(f) != 3 {
			continue
		}
		base, file := "", ""
		switch {
		case f[0] == "0" && f[1] == "":
			base, file = "sys/fs/cgroup", "memory.max"
		case strings.Contains(","+f[1]+",", ",memory,"):
			base, file = "sys/fs/cgroup/memory", "memory.limit_in_bytes"
		default:
			continue
		}
		for dir := filepath.Clean("/" + f[2]); ; dir = filepath.Dir(dir) {
			add(filepath.Join(base, dir, file))
			if dir == "/" {
				break
			}
		}
	}
	return limits
}

// boundHeap tells the Go runtime its share, unless the operator has said GOMEMLIMIT.
func boundHeap(heap int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(heap)
	}
}
