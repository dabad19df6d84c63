package engine

import (
	"context"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"lakewire/internal/pgerr"
)

// cacheSize is how many prepared statements a connection keeps: preparing `select 1` costs twice what running it does.
const cacheSize = 64

// cacheText bounds the text of a cached statement; a long one is seldom sent twice.
const cacheText = 8 << 10

// stmtCache maps text to prepared statements of one connection. A statement that is leased is not lent a second time.
// DuckDB binds anew by itself when a catalog that it reads changes; flush covers what it does not watch: search_path,
// temporary objects that come to shadow others, variables.
type stmtCache struct {
	lru *simplelru.LRU[string, *Stmt]
}

func newStmtCache() *stmtCache {
	lru, _ := simplelru.NewLRU(cacheSize, func(_ string, st *Stmt) {
		st.cached = false
		if !st.leased {
			st.destroy()
		}
	})
	return &stmtCache{lru: lru}
}

func (k *stmtCache) flush() { k.lru.Purge() }

// PrepareCached is Prepare, but remembers the statement under its text after its Close.
func (c *Conn) PrepareCached(ctx context.Context, sql string) (*Stmt, error) {
	if len(sql) > cacheText {
		return c.Prepare(ctx, sql)
	}
	var st *Stmt
	err := c.call(ctx, func() (err *pgerr.Error) {
		hit, ok := c.cache.lru.Get(sql)
		if ok && !hit.leased && (hit.stale != nil || hit.old()) {
			c.cache.lru.Remove(sql)
			ok = false
		}
		if ok && !hit.leased {
			c.cutLive()
			hit.leased = true
			st = hit
			return nil
		}
		if st, err = c.prepare(sql); err != nil {
			return err
		}
		if !c.cache.lru.Contains(sql) && !st.kind.alters() {
			st.cached, st.leased = true, true
			c.cache.lru.Add(sql, st)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return st, nil
}

// ForgetStatements empties the cache: for a change of meaning that the connection itself cannot see.
func (c *Conn) ForgetStatements() {
	if c.lost.Load() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cache.flush()
}
