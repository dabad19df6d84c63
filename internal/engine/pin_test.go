package engine

import (
	"context"
	"fmt"
	"os"
	osexec "os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDescriptionsOutliveTheCache: what a transaction changes, and what a prepared write writes to, must not point to
// descriptions that DuckLake has dropped since. It would end the process, so another process is asked.
func TestDescriptionsOutliveTheCache(t *testing.T) {
	const child = "LAKEWIRE_TEST_PIN"
	if os.Getenv(child) != "" {
		churn(t)
		return
	}
	cmd := osexec.Command(os.Args[0], "-test.run=^TestDescriptionsOutliveTheCache$")
	cmd.Env = append(os.Environ(), child+"=1", "LAKEWIRE_EXTENSION_DIR="+extensionDir(t))
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	require.True(t, strings.HasPrefix(string(out), "PASS"), string(out))
}

func churn(t *testing.T) {
	e := opened(t, func(o *Options) { o.MemoryLimit = 100 << 20 })
	ctx := context.Background()
	a, b, c := leased(t, e), leased(t, e), leased(t, e)
	wide := "a0 int"
	for i := range 30 {
		wide += fmt.Sprintf(", a%d varchar default 'a rather long text of column %d'", i+1, i+1)
	}
	exec(t, a, "create table t (i int)", "create table d (i int)", "create table wide ("+wide+")")
	evict := func() {
		_, err := c.Exec(ctx, "select length(string_agg(repeat('x', 1000), '')) from range(10000000)")
		require.ErrorContains(t, err, "memory")
		var wg sync.WaitGroup // memory that was freed is taken for something else
		for _, k := range []*Conn{b, c} {
			wg.Go(func() { exec(t, k, "select count(*) from wide", "select * from wide") })
		}
		wg.Wait()
	}
	for i := range 2 {
		insert, err := a.Prepare(ctx, "insert into t values ($1)")
		require.NoError(t, err)
		exec(t, a, "select 1")
		evict()
		_, err = insert.Renew(ctx)
		require.NoError(t, err)
		require.NoError(t, insert.BindInt32(1, int32(i)))
		_, err = insert.drain(ctx)
		require.NoError(t, err)
		insert.Close()

		exec(t, a, "begin", fmt.Sprintf("create table made%d (i int)", i), "drop table d", "create view v as select * from wide")
		evict()
		exec(t, a, "create table d (i int)", "alter table t rename to u", "drop view v")
		evict()
		exec(t, a, "commit")
		require.Len(t, rows(t, b, "select * from u"), i+1)
		exec(t, a, "begin", "drop table d")
		evict()
		exec(t, a, "rollback", "alter table u rename to t")
		require.Nil(t, a.pinned)
	}
}
