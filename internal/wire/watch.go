package wire

import (
	"sync"
	"time"
)

// watchEvery is how often a connection whose statement runs is looked at for a client that has gone.
const watchEvery = 250 * time.Millisecond

// watch looks for a lost client while a statement runs. It holds no goroutine: a timer fires a while after a statement
// began, looks, and is set again as long as a statement runs. A statement that is over sooner costs one check of armed.
type watch struct {
	mu      sync.Mutex
	timer   *time.Timer
	armed   bool
	stopped bool
}

func (w *watch) arm(c *Conn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.armed || w.stopped {
		return
	}
	w.armed = true
	if w.timer == nil {
		w.timer = time.AfterFunc(watchEvery, func() { w.look(c) })
		return
	}
	w.timer.Reset(watchEvery)
}

// look runs on the timer's goroutine.
func (w *watch) look(c *Conn) {
	w.mu.Lock()
	w.armed = false
	w.mu.Unlock()
	c.run.mu.Lock()
	active := c.run.active
	c.run.mu.Unlock()
	if !active {
		return
	}
	if clientGone(c.raw) {
		c.CancelRunning(errClientLost)
		return
	}
	w.arm(c)
}

func (w *watch) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stopped = true
	if w.timer != nil {
		w.timer.Stop()
	}
}
