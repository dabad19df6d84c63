package soak

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

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

// smallDisk mounts a file system in memory that is soon full, and gives what fills it and what makes room again.
func smallDisk(t *testing.T, size string) (dir string, full, free func()) {
	dir = t.TempDir()
	ballast := filepath.Join(dir, "ballast")
	require.NoError(t, syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size), "this test has to mount a small file system: run it as root, or by unshare -rm")
	t.Cleanup(func() { require.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	full = func() {
		f, err := os.Create(ballast)
		require.NoError(t, err)
		for block := make([]byte, 64<<10); err == nil; {
			_, err = f.Write(block)
		}
		require.ErrorIs(t, err, syscall.ENOSPC)
		require.NoError(t, f.Close())
	}
	return dir, full, func() { require.NoError(t, os.Remove(ballast)) }
}

// TestFullDisk: the disk is full again and again, and the server killed while it is. What was acknowledged is there, and when there is
// room again everything goes on.
func TestFullDisk(t *testing.T) {
	dir, full, free := smallDisk(t, "96m")
	w := newWorldIn(t, dir, nil, nil)
	w.fair = []string{"53100"}
	turn := 0
	w.live(*soakFor, 4*time.Second, func() {
		full()
		time.Sleep(time.Duration(w.rand.IntN(1500)) * time.Millisecond)
		if turn++; turn%2 == 0 {
			w.crashBefore(free)
			return
		}
		free()
	})
}
