package encode

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgtypes"
)

// TestNested: what PostgreSQL has no type for goes out as JSON text, written as its to_json writes the same row.
func TestNested(t *testing.T) {
	c := opened(t)
	for _, k := range []struct {
		sql, want string
		oid       pgtypes.OID
	}{
		// select row_to_json(t) from (select 1 a, 'x"y' b, null::int c, true d, 1.50 e) t
		{`{'a': 1, 'b': 'x"y', 'c': NULL::INT, 'd': true, 'e': 1.50::DECIMAL(4,2)}`, `{"a":1,"b":"x\"y","c":null,"d":true,"e":1.50}`, 114},
		{`{'d': DATE '2024-01-02', 't': TIMESTAMP '2024-01-02 03:04:05.6', 'z': TIMESTAMPTZ '2024-01-02 03:04:05+00', 'c': TIME '01:02:03'}`,
			`{"d":"2024-01-02","t":"2024-01-02T03:04:05.6","z":"2024-01-02T03:04:05+00:00","c":"01:02:03"}`, 114},
		{`{'l': [1,NULL,3], 's': {'x': 'NaN'::DOUBLE, 'y': 1e20::DOUBLE}, 'i': INTERVAL 1 MONTH}`, `{"l":[1,null,3],"s":{"x":"NaN","y":1e+20},"i":"1 mon"}`, 114},
		{`MAP {'a': 1, 'b': 2}`, `{"a":1,"b":2}`, 114},
		{`MAP {1: 'x'}`, `{"1":"x"}`, 114},
		{`union_value(num := 2)`, `{"num":2}`, 114},
		{`[{'a': 1}, NULL]`, `{"{\"a\":1}",NULL}`, 199},
		{`[MAP {'k': [1]}]`, `{"{\"k\":[1]}"}`, 199},
		{`{'j': '{"x": [1]}'::JSON, 'b': '\xAB'::BLOB, 'u': '101'::BIT}`, `{"j":{"x": [1]},"b":"\\xab","u":"101"}`, 114},
		{`'b'::ENUM('a','b')`, `b`, 25},
		{`['b','a']::ENUM('a','b')[]`, `{b,a}`, 1009},
		{`'POINT(1 2)'::GEOMETRY`, `0101000000000000000000F03F0000000000000040`, 25},
		{`42::VARIANT`, `42`, 114},
		{`{'a': 1, 'b': [1.5, NULL, 2], 'c': {'d': true}, 'i': INTERVAL 1 DAY, 'f': 0.5::FLOAT, 'h': 5::HUGEINT}::VARIANT`,
			`{"a":1,"b":[1.5,null,2.0],"c":{"d":true},"i":"1 day","f":0.5,"h":5}`, 114},
		{`[1,2,3]::VARIANT`, `[1,2,3]`, 114},
		{`{'a': 'x"', 'b': DATE '2024-01-02', 'n': NULL}::VARIANT`, `{"a":"x\"","b":"2024-01-02","n":null}`, 114},
		{`12.345::DECIMAL(10,3)::VARIANT`, `12.345`, 114},
		{`[TIMESTAMP_S '2024-01-02 03:04:05'::VARIANT, TIMESTAMP_NS '2024-01-02 03:04:05.123456'::VARIANT, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::UUID::VARIANT]::VARIANT`,
			`["2024-01-02T03:04:05","2024-01-02T03:04:05.123456","a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"]`, 114},
		{`[[1],[2,3]]`, `{{1},{2,3}}`, 1007},
		{`[]::INT[][]`, `{}`, 1007},
	} {
		chunk, cols, done, err := run(t, c, "SELECT "+k.sql, nil)
		if err != nil {
			t.Errorf("%s: %v", k.sql, err)
			continue
		}
		require.Equal(t, k.oid, pgtypes.Describe(cols[0].Type).OID, k.sql)
		for format := range int16(2) {
			if format == 1 && (k.oid == 1007 || k.oid == 199 || k.oid == 1009) {
				continue
			}
			got, err := cellOf(cols, chunk, nil, format, Defaults(), 0)
			if err != nil || string(got) != k.want {
				t.Errorf("%s: %s (%v), want %s", k.sql, got, err, k.want)
			}
		}
		done()
	}
}
