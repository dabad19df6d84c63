package encode

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// TestHints: a column may be declared with another type than its vector's; a value that does not fit is 22003.
func TestHints(t *testing.T) {
	c := opened(t)
	for _, k := range []struct {
		sql       string
		oid       pgtypes.OID
		text, bin string
		err       string
	}{
		{"5::HUGEINT", pgtypes.OIDInt8, "5", "0000000000000005", ""},
		{"-5::HUGEINT", pgtypes.OIDInt8, "-5", "fffffffffffffffb", ""},
		{"9223372036854775808::HUGEINT", pgtypes.OIDInt8, "", "", "bigint out of range"},
		{"5::HUGEINT", pgtypes.OIDNumeric, "5", "00010000000000000005", ""},
		{"7::BIGINT", pgtypes.OIDInt4, "7", "00000007", ""},
		{"2147483648::BIGINT", pgtypes.OIDInt4, "", "", "integer out of range"},
		{"70000", pgtypes.OIDInt2, "", "", "smallint out of range"},
		{"7::BIGINT", pgtypes.OIDOID, "7", "00000007", ""},
		{"-1::BIGINT", pgtypes.OIDOID, "", "", "oid out of range"},
		{"7", pgtypes.OIDInt8, "7", "0000000000000007", ""},
		{"1000000000000000", pgtypes.OIDFloat8, "1e+15", "430c6bf526340000", ""},
		{"'-12.50'", pgtypes.OIDNumeric, "-12.50", "00020000400000020" + "00c1388", ""},
		{"7", pgtypes.OIDFloat8, "7", "401c000000000000", ""},
		{"1.25::DECIMAL(5,2)", pgtypes.OIDFloat8, "1.25", "3ff4000000000000", ""},
		{"0.1::DECIMAL(38,1)", pgtypes.OIDFloat8, "0.1", "3fb999999999999a", ""},
		{"2.5::DECIMAL(5,2)", pgtypes.OIDInt4, "3", "00000003", ""},
		{"-2.5::DECIMAL(5,2)", pgtypes.OIDInt8, "-3", "fffffffffffffffd", ""},
		{"1.5::DOUBLE", pgtypes.OIDNumeric, "1.5", "0002000000000001000113" + "88", ""},
		{"1e20::DOUBLE", pgtypes.OIDNumeric, "100000000000000000000", "00010005000000000001", ""},
		{"'x'", pgtypes.OIDName, "x", "78", ""},
		{"'x'", pgtypes.OIDChar, "x", "78", ""},
		{"['','a']", pgtypes.ArrayOf(pgtypes.OIDChar), `{"",a}`, "000000010000000000000012" + "0000000200000001" + "0000000100" + "0000000161", ""},
		{"1", pgtypes.OIDText, "1", "31", ""},
		{"'\\xAB'::BLOB", pgtypes.OIDText, "\\xab", "5c786162", ""},
		{"[1,2]::BIGINT[]", pgtypes.OIDOidvector, "1 2", "000000010000000000" + "00001a0000000200000000000000040000000100000004" + "00000002", ""},
		{"['a']", pgtypes.OIDNameArray, "{a}", "0000000100000000000000130000000100000001" + "0000000161", ""},
		{"[[1],[2,3]]", pgtypes.OIDInt4Array, "{{1},{2,3}}", "", "multidimensional arrays must have array expressions with matching dimensions"},
		{"[[1],NULL]", pgtypes.OIDInt4Array, "{{1},NULL}", "", "multidimensional arrays must have array expressions with matching dimensions"},
		{"[[],[]]::INT[][]", pgtypes.OIDInt4Array, "{{},{}}", "000000000000000000000017", ""},
		{"[[],[1]]::INT[][]", pgtypes.OIDInt4Array, "{{},{1}}", "", "multidimensional arrays must have array expressions with matching dimensions"},
	} {
		chunk, cols, done, err := run(t, c, "SELECT "+k.sql, nil)
		require.NoError(t, err, k.sql)
		desc := []pgtypes.Desc{pgtypes.Of(k.oid)}
		text, err := cellOf(cols, chunk, desc, 0, Defaults(), 0)
		if k.text == "" {
			require.Error(t, err, k.sql)
			require.Equal(t, k.err, pgerr.From(err).Message)
		} else if err != nil || string(text) != k.text {
			t.Errorf("%s as %s: %q (%v), want %q", k.sql, pgtypes.Name(k.oid), text, err, k.text)
		}
		bin, err := cellOf(cols, chunk, desc, 1, Defaults(), 0)
		if k.err != "" {
			require.Error(t, err, k.sql)
			require.Equal(t, k.err, pgerr.From(err).Message)
		} else if err != nil || hex.EncodeToString(bin) != k.bin {
			t.Errorf("%s as %s: %x (%v), want %s", k.sql, pgtypes.Name(k.oid), bin, err, k.bin)
		}
		done()
	}
}

func TestNoBinaryForm(t *testing.T) {
	c := opened(t)
	chunk, cols, done, err := run(t, c, "SELECT 'x'", nil)
	require.NoError(t, err)
	defer done()
	_, err = cellOf(cols, chunk, []pgtypes.Desc{pgtypes.Of(pgtypes.ByTypname("point"))}, 1, Defaults(), 0)
	require.True(t, pgerr.Is(err, pgerr.FeatureNotSupported), "%v", err)
	_, err = cellOf(cols, chunk, nil, 2, Defaults(), 0)
	require.True(t, pgerr.Is(err, pgerr.InvalidParameterValue), "%v", err)
}

// TestAppendStopsAtWholeRows: an error in a row leaves the rows before it, whole.
func TestAppendStopsAtWholeRows(t *testing.T) {
	c := opened(t)
	chunk, cols, done, err := run(t, c, "SELECT x FROM (VALUES (1::BIGINT), (2), (3000000000), (4)) t(x)", nil)
	require.NoError(t, err)
	defer done()
	r, err := NewRows(cols, []pgtypes.Desc{pgtypes.Of(pgtypes.OIDInt4)}, nil, nil)
	require.NoError(t, err)
	b, err := r.Append([]byte("before"), chunk, 0, 4)
	require.True(t, pgerr.Is(err, pgerr.NumericValueOutOfRange))
	require.Equal(t, "before"+"D\x00\x00\x00\x0b\x00\x01\x00\x00\x00\x011"+"D\x00\x00\x00\x0b\x00\x01\x00\x00\x00\x012", string(b))
	b, err = r.Append(nil, chunk, 3, 4)
	require.NoError(t, err)
	require.Equal(t, "D\x00\x00\x00\x0b\x00\x01\x00\x00\x00\x014", string(b))
}

// TestBindRefusals: the SQLSTATE and message of each kind of nonsense.
func TestBindRefusals(t *testing.T) {
	for _, k := range []struct {
		oid    pgtypes.OID
		format int16
		data   string
		code   pgerr.Code
		msg    string
	}{
		{pgtypes.OIDInt4, 0, "x", pgerr.InvalidTextRepresentation, `invalid input syntax for type integer: "x"`},
		{pgtypes.OIDInt4, 1, "x", pgerr.ProtocolViolation, "insufficient data left in message"},
		{pgtypes.OIDInt4, 1, "too long", pgerr.InvalidBinaryRepresentation, "incorrect binary data format in bind parameter 3"},
		{pgtypes.OIDBool, 1, "", pgerr.ProtocolViolation, "no data left in message"},
		{pgtypes.OIDInet, 1, "\x02\x21\x00\x04\x01\x02\x03\x04", pgerr.InvalidBinaryRepresentation, `invalid bits in external "inet" value`},
		{pgtypes.OIDUUID, 1, "short", pgerr.ProtocolViolation, "insufficient data left in message"},
		{pgtypes.OIDNumeric, 1, "\x00\x01\x00\x00\x00\x00\x00\x00", pgerr.ProtocolViolation, "insufficient data left in message"},
		{pgtypes.OIDNumeric, 1, "\x00\x00\x00\x00\x12\x34\x00\x00", pgerr.InvalidBinaryRepresentation, `invalid sign in external "numeric" value`},
		{pgtypes.OIDInt4Array, 1, "\x7f\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x17", pgerr.ProgramLimitExceeded, "number of array dimensions (2147483647) exceeds the maximum allowed (6)"},
		{pgtypes.OIDText, 0, "a\xffb", pgerr.CharacterNotInRepertoire, `invalid byte sequence for encoding "UTF8": 0xff`},
		{pgtypes.OIDText, 0, "a\xe2\x28\xa1b", pgerr.CharacterNotInRepertoire, `invalid byte sequence for encoding "UTF8": 0xe2 0x28 0xa1`},
		{pgtypes.OIDText, 1, "a\x00b", pgerr.CharacterNotInRepertoire, `invalid byte sequence for encoding "UTF8": 0x00`},
		{pgtypes.OIDInt4, 0, "\xc3", pgerr.CharacterNotInRepertoire, `invalid byte sequence for encoding "UTF8": 0xc3`},
		{pgtypes.OIDText, 7, "a", pgerr.InvalidParameterValue, "unsupported format code: 7"},
		{pgtypes.OIDTimestamp, 1, "12345678", 0, ""},
	} {
		_, err := decode(3, k.oid, k.format, []byte(k.data), Defaults())
		if k.msg == "" {
			require.NoError(t, err)
			continue
		}
		e := pgerr.From(err)
		if e == nil || e.Code != k.code || e.Message != k.msg {
			t.Errorf("%s %d %q: %v, want %s %s", pgtypes.Name(k.oid), k.format, k.data, err, k.code, k.msg)
		}
	}
}
