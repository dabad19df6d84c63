package engine

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

type fakeFS map[string]string

func (f fakeFS) ReadFile(name string) ([]byte, error) {
	if s, ok := f[name]; ok {
		return []byte(s), nil
	}
	return nil, os.ErrNotExist
}

func TestTotalMemory(t *testing.T) {
	machine := "MemTotal:       16777216 kB\n"
	for name, x := range map[string]struct {
		fs   fakeFS
		want int64
	}{
		"machine":         {fakeFS{"proc/meminfo": machine}, 16 << 30},
		"nothing known":   {fakeFS{}, fallbackMemory},
		"v2":              {fakeFS{"proc/meminfo": machine, "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max": "2147483648\n"}, 2 << 30},
		"v2 above":        {fakeFS{"proc/meminfo": machine, "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max": "max\n", "sys/fs/cgroup/a/memory.max": "1073741824\n"}, 1 << 30},
		"v2 in container": {fakeFS{"proc/meminfo": machine, "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "536870912\n"}, 512 << 20},
		"v1":              {fakeFS{"proc/meminfo": machine, "proc/self/cgroup": "5:cpu:/\n4:memory:/d\n", "sys/fs/cgroup/memory/d/memory.limit_in_bytes": "3221225472\n"}, 3 << 30},
		"v1 without":      {fakeFS{"proc/meminfo": machine, "proc/self/cgroup": "4:memory:/\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n"}, 16 << 30},
	} {
		require.Equal(t, x.want, totalMemory(x.fs), name)
	}
	duck, heap := budget(10 << 30)
	require.Less(t, duck+heap, int64(9<<30), "room for what neither counts")
}
