package server

import (
	"net"
	"sync"
)

// lives counts the sockets that are open, those before authentication among them, so that a shutdown can wait for the
// last and, when nothing else helps, cut them.
type lives struct {
	mu      sync.Mutex
	sockets map[net.Conn]struct{}
	closed  bool
	empty   chan struct{} // closed when closed is set and no socket is left
}

func newLives() *lives {
	return &lives{sockets: make(map[net.Conn]struct{}), empty: make(chan struct{})}
}

// add is false when no more than most sockets may be open, or none at all any more.
func (l *lives) add(nc net.Conn, most int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || len(l.sockets) >= most {
		return false
	}
	l.sockets[nc] = struct{}{}
	return true
}

func (l *lives) remove(nc net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.sockets, nc)
	l.settle()
}

// close lets nobody in from now on.
func (l *lives) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.closed {
		l.closed = true
		l.settle()
	}
}

func (l *lives) settle() {
	if l.closed && len(l.sockets) == 0 {
		select {
		case <-l.empty:
		default:
			close(l.empty)
		}
	}
}

// abandon stops waiting for those that are left, and counts them.
func (l *lives) abandon() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	left := len(l.sockets)
	clear(l.sockets)
	l.closed = true
	l.settle()
	return left
}

// cut closes the sockets that are left.
func (l *lives) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for nc := range l.sockets {
		_ = nc.Close()
	}
}
