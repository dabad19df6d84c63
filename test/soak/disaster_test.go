package soak

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"lakewire/test/pgserver"
	"lakewire/test/s3server"
)

// TestStore: the same with the files in an S3 server that stalls, and breaks off what is under way, and a server that is killed.
func TestStore(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	store := s3server.Run(t)
	w := newWorldIn(t, t.TempDir(), pg, s3server.Environment(), "--catalog", pg.URL(), "--data-path", "s3://"+s3server.Bucket+"/soak",
		"--s3-endpoint", store.Line.URL(), "--s3-region", "eu-west-1")
	w.fair = []string{"58030"}
	turn := 0
	w.live(*soakFor, 4*time.Second, func() {
		switch turn++; turn % 3 {
		case 0:
			w.crash()
		case 1:
			store.Line.Hold()
			time.Sleep(time.Duration(w.rand.IntN(1500)) * time.Millisecond)
		case 2:
			store.Line.Cut()
			time.Sleep(time.Duration(w.rand.IntN(700)) * time.Millisecond)
		}
		store.Line.Free()
	})
}

// smallDisk mounts a file system in memory that is soon full, where this process may mount; else what is written to a file beyond a
// size fails, which comes near it.
func smallDisk(t *testing.T, size string) (dir string, full func(w *world), free func(w *world)) {
	dir = t.TempDir()
	ballast := filepath.Join(dir, "ballast")
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Logf("no file system could be mounted (%v): files are limited in size instead", err)
		limit := func(w *world, to uint64) {
			require.NoError(t, unix.Prlimit(w.server.Load().PID(), unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: to, Max: unix.RLIM_INFINITY}, nil))
		}
		return dir, func(w *world) { limit(w, 4096) }, func(w *world) {
			select {
			case <-w.server.Load().Done(): // the next one has no limit
			default:
				limit(w, unix.RLIM_INFINITY)
			}
		}
	}
	t.Cleanup(func() { require.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	return dir, func(*world) {
			f, err := os.Create(ballast)
			require.NoError(t, err)
			for block := make([]byte, 64<<10); err == nil; {
				_, err = f.Write(block)
			}
			require.ErrorIs(t, err, syscall.ENOSPC)
			_ = f.Close()
		}, func(*world) {
			require.NoError(t, os.Remove(ballast))
		}
}

// TestFullDisk: the disk is full again and again, and the server killed while it is. What was acknowledged is there, and when there is
// room again everything goes on.
func TestFullDisk(t *testing.T) {
	dir, full, free := smallDisk(t, "96m")
	w := newWorldIn(t, dir, nil, nil)
	w.fair = []string{"53100"}
	turn := 0
	w.live(*soakFor, 4*time.Second, func() {
		full(w)
		time.Sleep(time.Duration(w.rand.IntN(1500)) * time.Millisecond)
		if turn++; turn%2 == 0 {
			w.crashBefore(func() { free(w) })
			return
		}
		free(w)
	})
}
