package engine

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"lakewire/internal/pgerr"
)

// dirLock keeps a second process out of the folder. The lock is the kernel's and dies with the process; the file's text
// only tells a second one who is there.
type dirLock struct {
	path string
	lock *flock.Flock
}

func lockDir(dir string) (*dirLock, error) {
	l := &dirLock{path: filepath.Join(dir, "lakewire.lock")}
	l.lock = flock.New(l.path, flock.SetPermissions(0o600))
	ok, err := l.lock.TryLock()
	if err != nil {
		return nil, unwritable(l.path, err)
	}
	if !ok {
		return nil, l.taken(dir)
	}
	l.note("")
	return l, nil
}

// note writes into the file who holds it.
func (l *dirLock) note(listen string) {
	_ = os.WriteFile(l.path, fmt.Appendf(nil, "%d\n%s\n", os.Getpid(), listen), 0o600)
}

func (l *dirLock) taken(dir string) *pgerr.Error {
	who := "another process"
	if b, err := os.ReadFile(l.path); err == nil {
		if lines := strings.Split(string(bytes.TrimSpace(b)), "\n"); lines[0] != "" {
			who = "process " + lines[0]
			if len(lines) > 1 && lines[1] != "" {
				who += ", which listens on " + lines[1]
			}
		}
	}
	return pgerr.Newf(pgerr.LockFileExists, "folder %q is already served by %s", dir, who).
		WithHint("Connect to that server, stop it, or choose another folder.")
}

func (l *dirLock) release() {
	_ = os.Truncate(l.path, 0)
	_ = l.lock.Unlock()
}

func unwritable(path string, err error) *pgerr.Error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return pgerr.Newf(pgerr.IoError, "could not write to %q: %v", path, err).WithCause(err)
}
