package engine

import (
	"context"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
)

// Setup runs statements whose results do not matter, such as settings, in one call: prepared one by one each would cost
// several changes of threads.
func (c *Conn) Setup(ctx context.Context, sqls ...string) error {
	return c.call(ctx, func() *pgerr.Error {
		c.cutLive()
		c.cache.flush()
		for _, sql := range sqls {
			if err := c.query(sql); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *Conn) query(sql string) *pgerr.Error {
	defer c.inst.gate.share()()
	c.queries++
	var res bind.Result
	defer bind.DestroyResult(&res)
	if bind.Query(c.raw, sql, &res) == bind.StateError {
		return c.e.errorOf(bind.ResultErrorType(&res), bind.ResultError(&res), sql)
	}
	return nil
}
