//go:build unix

package tlsutil

import (
	"io/fs"
	"syscall"
)

func rootOwned(st fs.FileInfo) bool {
	s, ok := st.Sys().(*syscall.Stat_t)
	return ok && s.Uid == 0
}
