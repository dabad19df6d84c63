package session

import (
	"sync"
	"time"
)

// schemaTTL is how long another process's CREATE SCHEMA may stay unseen by search paths that name it already.
const schemaTTL = 5 * time.Second

// schemaCache remembers which schemas the lake has, so that a new session need not ask for those on its search path.
type schemaCache struct {
	mu    sync.Mutex
	known map[string]bool
	ddl   uint64
	until time.Time
}

// get tells whether a schema exists, and whether that is known at this count of DDL statements. Where no other process
// shares the lake, nothing else changes it.
func (c *schemaCache) get(name string, ddl uint64, shared bool) (exists, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); c.known == nil || c.ddl != ddl || shared && now.After(c.until) {
		c.known = map[string]bool{}
		c.ddl, c.until = ddl, now.Add(schemaTTL)
	}
	exists, known = c.known[name]
	return exists, known
}

// schemaMost bounds the names that clients may have remembered.
const schemaMost = 1000

func (c *schemaCache) put(name string, exists bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.known) < schemaMost {
		c.known[name] = exists
	}
}

func (c *schemaCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.known)
}
