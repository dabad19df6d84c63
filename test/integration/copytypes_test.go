package integration

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

// copied are a type's values as SQL literals. Intervals keep milliseconds: Parquet's have no more.
var copied = []struct {
	typ    string
	values []string
}{
	{typ: "bool", values: []string{`true`, `false`}},
	{typ: "int2", values: []string{`0`, `-32768`, `32767`}},
	{typ: "int4", values: []string{`0`, `-2147483648`, `2147483647`, `42`}},
	{typ: "int8", values: []string{`0`, `-9223372036854775808`, `9223372036854775807`}},
	{typ: "float4", values: []string{`0`, `1.5`, `-0.1`, `3.4e38`, `1e-30`, `'NaN'`, `'Infinity'`, `'-Infinity'`}},
	{typ: "float8", values: []string{`0`, `1.5`, `-0.1`, `1.7976931348623157e308`, `5e-324`, `0.1`, `1e21`, `'NaN'`, `'Infinity'`, `'-Infinity'`}},
	{typ: "numeric(10,2)", values: []string{`0`, `1.5`, `-99999999.99`, `0.01`, `10000`, `12345.67`}},
	{typ: "numeric(38,10)", values: []string{`0`, `1234567890123456789012345678.0123456789`, `-0.0000000001`, `10000000`}},
	{typ: "numeric(18,0)", values: []string{`0`, `999999999999999999`, `-1`, `10000`}},
	{typ: "text", values: []string{`''`, `'plain'`, `E'tab\t line\n back\\ cr\r feed\f v\v bell\b'`, `'quote " comma , semi;'`, `'\N'`, `'\.'`, `' spaced '`, `'Größe 漢字 🦆'`, `'NULL'`}},
	{typ: "varchar", values: []string{`'x'`, `''`, `'a,b'`, `'"'`}},
	{typ: "varchar(20)", values: []string{`'twenty'`, `''`}},
	{typ: "char(5)", values: []string{`'a'`, `'abcde'`, `''`}},
	{typ: "bytea", values: []string{`''`, `'\x00ff'`, `'\x5c6e'`, `'\xdeadbeef00'`}},
	{typ: "date", values: []string{`'2024-02-29'`, `'0001-01-01'`, `'9999-12-31'`, `'1999-12-31'`, `'0044-03-15 BC'`, `'infinity'`, `'-infinity'`}},
	{typ: "time", values: []string{`'00:00:00'`, `'23:59:59.999999'`, `'12:30:00.5'`}},
	{typ: "timestamp", values: []string{`'2024-02-29 12:30:00'`, `'1969-12-31 23:59:59.999999'`, `'0001-01-01'`, `'infinity'`, `'-infinity'`}},
	{typ: "timestamptz", values: []string{`'2024-02-29 12:30:00+02'`, `'1969-12-31 23:59:59.999999Z'`, `'infinity'`, `'-infinity'`}},
	{typ: "interval", values: []string{`'0'`, `'1 year 2 mons 3 days 04:05:06.789'`, `'10 days'`, `'00:00:00.001'`, `'100 hours'`}},
	{typ: "uuid", values: []string{`'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'`, `'00000000-0000-0000-0000-000000000000'`, `'ffffffff-ffff-ffff-ffff-ffffffffffff'`}},
	{typ: "json", values: []string{`'{"a": [1, 2,  3]}'`, `'null'`, `'"x\ty"'`, `'{"b":"\u00e9"}'`}},
	{typ: "jsonb", values: []string{`'{"b": 1, "a": [1, 2, {"c": null}]}'`, `'"x"'`, `'1.50'`, `'[]'`}},
	{typ: "inet", values: []string{`'192.168.0.1'`, `'10.1.2.3/8'`, `'::1'`, `'fe80::1/64'`}},
	{typ: "cidr", values: []string{`'10.0.0.0/8'`, `'192.168.1.0/24'`, `'2001:db8::/32'`}},
	{typ: "macaddr", values: []string{`'08:00:2b:01:02:03'`, `'ff:ff:ff:ff:ff:ff'`}},
	{typ: "int2[]", values: []string{`'{}'`, `'{1,2,-3}'`, `'{NULL,1}'`}},
	{typ: "int4[]", values: []string{`'{}'`, `'{1,2,3}'`, `'{NULL}'`}},
	{typ: "int8[]", values: []string{`'{9223372036854775807}'`, `'{}'`}},
	{typ: "text[]", values: []string{`'{}'`, `'{a,"b c","d,e","f\"g","NULL",NULL,""}'`, `'{"back\\slash","{curly}"}'`}},
	{typ: "float8[]", values: []string{`'{1.5,NaN,Infinity}'`, `'{}'`}},
	{typ: "float4[]", values: []string{`'{0.1,-2}'`}},
	{typ: "bool[]", values: []string{`'{t,f,NULL}'`}},
	{typ: "numeric(10,2)[]", values: []string{`'{1.50,-2.25,0.00}'`}},
	{typ: "date[]", values: []string{`'{2024-02-29,NULL}'`}},
	{typ: "timestamp[]", values: []string{`'{"2024-02-29 12:30:00",NULL}'`}},
	{typ: "timestamptz[]", values: []string{`'{"2024-02-29 12:30:00+00"}'`}},
	{typ: "uuid[]", values: []string{`'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'`}},
	{typ: "bytea[]", values: []string{`'{"\\x00ff","\\x"}'`}},
}

// TestCopyTypes: what PostgreSQL's COPY writes goes in, comes out as the same bytes, and goes back into PostgreSQL, for each
// type and each format.
func TestCopyTypes(t *testing.T) {
	pg, err := pgserver.Start(pgserver.Options{})
	require.NoError(t, err)
	t.Cleanup(pg.Stop)
	s := lakeserver.Run(t, lakeserver.Options{})
	client := func(url string) *pgconn.PgConn {
		c, err := pgconn.Connect(context.Background(), url)
		require.NoError(t, err)
		t.Cleanup(func() { _ = c.Close(context.Background()) })
		return c
	}
	ours, theirs := client(s.URL()), client(pg.URL())
	run := func(t *testing.T, c *pgconn.PgConn, sql string) {
		_, err := c.Exec(context.Background(), sql).ReadAll()
		require.NoError(t, err, sql)
	}
	out := func(t *testing.T, c *pgconn.PgConn, sql string) string {
		var b bytes.Buffer
		_, err := c.CopyTo(context.Background(), &b, sql)
		require.NoError(t, err, sql)
		return b.String()
	}
	in := func(t *testing.T, c *pgconn.PgConn, sql, data string) {
		_, err := c.CopyFrom(context.Background(), strings.NewReader(data), sql)
		require.NoError(t, err, sql)
	}
	for _, x := range copied {
		t.Run(x.typ, func(t *testing.T) {
			for _, c := range []*pgconn.PgConn{ours, theirs} {
				run(t, c, "drop table if exists c")
				run(t, c, "create table c (i int4, v "+x.typ+")")
			}
			for i, v := range append(x.values, "null") {
				run(t, theirs, fmt.Sprintf("insert into c values (%d, %s)", i, v))
			}
			for _, format := range []string{"text", "csv", "binary"} {
				o := " (format " + format + ")"
				want := out(t, theirs, "copy (select * from c order by i) to stdout"+o)
				run(t, ours, "truncate c")
				in(t, ours, "copy c from stdin"+o, want)
				got := out(t, ours, "copy (select * from c order by i) to stdout"+o)
				require.Equal(t, want, got, format)
				run(t, theirs, "begin; truncate c")
				in(t, theirs, "copy c from stdin"+o, got)
				require.Equal(t, want, out(t, theirs, "copy (select * from c order by i) to stdout"+o), format)
				run(t, theirs, "rollback")
			}
		})
	}
}
