package bench

import (
	"bytes"
	"context"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

// BenchmarkCopy: TPC-H orders and lineitem in text, into a lake and into an unlogged table, and out again.
func BenchmarkCopy(b *testing.B) {
	dir := demo(b)
	lake := lakeserver.Run(b, lakeserver.Options{Dir: dir})
	pg, err := pgserver.Start(pgserver.Options{Settings: []string{"shared_buffers=2GB", "max_wal_size=4GB"}})
	check(b, err)
	defer pg.Stop()

	from := copyClient(b, lake.URL())
	for _, t := range []struct{ name, columns string }{
		{"orders", `o_orderkey int8 not null, o_custkey int8 not null, o_orderstatus varchar not null, o_totalprice numeric(15,2) not null,
			o_orderdate date not null, o_orderpriority varchar not null, o_clerk varchar not null, o_shippriority int4 not null, o_comment varchar not null`},
		{"lineitem", `l_orderkey int8 not null, l_partkey int8 not null, l_suppkey int8 not null, l_linenumber int8 not null,
			l_quantity numeric(15,2) not null, l_extendedprice numeric(15,2) not null, l_discount numeric(15,2) not null, l_tax numeric(15,2) not null,
			l_returnflag varchar not null, l_linestatus varchar not null, l_shipdate date not null, l_commitdate date not null,
			l_receiptdate date not null, l_shipinstruct varchar not null, l_shipmode varchar not null, l_comment varchar not null`},
	} {
		var data bytes.Buffer
		_, err := from.CopyTo(b.Context(), &data, "copy "+t.name+" to stdout")
		check(b, err)
		rate := func(c *pgconn.PgConn, kind string) (in, out float64) {
			for range 3 { // the best of three: what else the machine does hits both servers
				run(b, c, "drop table if exists copied", "create "+kind+" table copied ("+t.columns+")")
				begun := time.Now()
				tag, err := c.CopyFrom(b.Context(), bytes.NewReader(data.Bytes()), "copy copied from stdin")
				check(b, err)
				in = max(in, float64(tag.RowsAffected())/time.Since(begun).Seconds())
				begun = time.Now()
				tag, err = c.CopyTo(b.Context(), io.Discard, "copy copied to stdout")
				check(b, err)
				out = max(out, float64(tag.RowsAffected())/time.Since(begun).Seconds())
			}
			return in, out
		}
		before := resident(b, lake.PID())
		lin, lout := rate(from, "")
		grown := resident(b, lake.PID()) - before
		pin, pout := rate(copyClient(b, pg.URL()), "unlogged")
		compare(b, "COPY in, "+t.name+", text, rows a second", "/s", lin, pin, 2, 0)
		compare(b, "COPY out, "+t.name+", text, rows a second", "/s", lout, pout, 1.5, 0)
		b.Logf("%s: the server's memory grew by %d MB", t.name, grown>>20)
	}
}

func copyClient(b *testing.B, url string) *pgconn.PgConn {
	c, err := pgconn.Connect(b.Context(), url)
	check(b, err)
	b.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func run(b *testing.B, c *pgconn.PgConn, sqls ...string) {
	for _, sql := range sqls {
		_, err := c.Exec(b.Context(), sql).ReadAll()
		check(b, err)
	}
}

// resident gives a process's memory in bytes.
func resident(b *testing.B, pid int) int64 {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	check(b, err)
	for _, l := range strings.Split(string(text), "\n") {
		if f := strings.Fields(l); len(f) == 3 && f[0] == "VmRSS:" {
			n, err := strconv.ParseInt(f[1], 10, 64)
			check(b, err)
			return n << 10
		}
	}
	b.Fatal("no VmRSS")
	return 0
}
