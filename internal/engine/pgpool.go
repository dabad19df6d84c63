package engine

import (
	"strconv"
	"strings"

	"go.uber.org/zap"
)

// DuckDB's reader of PostgreSQL never gives back to its pool the connection of a transaction whose COMMIT or ROLLBACK could not be
// sent: each restart of the catalog's server takes as many from the pool as there were transactions, until none is left and nothing
// heals. Such an end is told in an error's text, so that they can be counted; the pool is then told to be so much larger.

// strandedCause is the cause that errorOf puts under an error that tells of connections to the catalog that the pool has lost.
type strandedCause struct {
	message     string
	connections int
}

func (s strandedCause) Error() string { return s.message }

// stranded counts the transactions that a message says could not be ended.
func stranded(message string) int {
	message = strings.ReplaceAll(message, `\"`, `"`)
	return strings.Count(message, `Failed to execute query "ROLLBACK"`) + strings.Count(message, `Failed to execute query "COMMIT"`)
}

// replenish makes the pool larger by what it has lost. That it fails is for the log: the pool is as it was.
func (i *instance) replenish(lost int) {
	i.pool.Lock()
	defer i.pool.Unlock()
	i.stranded += lost
	c, err := i.connect()
	if err != nil {
		return // the instance is done for, and its pool with it
	}
	defer c.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.query("FROM postgres_configure_pool(catalog_name = " + quoteLiteral(i.e.meta) +
		", max_connections = " + strconv.Itoa(i.e.o.CatalogConnections+i.stranded) + ")"); err != nil {
		i.e.o.Log.Warn("connections to the catalog are lost to the engine's pool", zap.Int("connections", i.stranded), zap.Error(err))
	}
}
