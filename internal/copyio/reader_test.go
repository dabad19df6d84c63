package copyio

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

func options(t testing.TB, from bool, list ...Option) *Options {
	t.Helper()
	for i := range list {
		list[i].Has = true
	}
	o, err := ParseOptions(list, from)
	require.NoError(t, err)
	return o
}

// readAll feeds data in pieces of so many bytes, and writes the rows as [a|b], NULL as ~, and the error behind them.
func readAll(r *Reader, data string, piece int) string { return readAs(r, data, piece, true) }

// readAs is readAll, byte by byte if simple is false.
func readAs(r *Reader, data string, piece int, simple bool) string {
	var out strings.Builder
	for {
		st, err := r.Next()
		switch {
		case err != nil:
			fmt.Fprintf(&out, "line %d: %s %s", r.Number(), pgerr.From(err).Code, pgerr.From(err).Message)
			return out.String()
		case st == End:
			return out.String()
		case st == More && data == "":
			r.Finish()
		case st == More:
			n := min(piece, len(data))
			r.Feed([]byte(data[:n]))
			r.bytewise = !simple
			data = data[n:]
		default:
			out.WriteByte('[')
			for i, f := range r.Fields {
				if i > 0 {
					out.WriteByte('|')
				}
				if f == nil {
					out.WriteByte('~')
				}
				out.Write(f)
			}
			out.WriteByte(']')
		}
	}
}

// What PostgreSQL 15 makes of the same bytes, in a table of text columns.
var texts = []struct{ in, out string }{
	{"a\tb\n", "[a|b]"},
	{"a\tb", "[a|b]"},
	{"\\N\t\\\\N\n", "[~|\\N]"},
	{"a\\tb\t\\x41\\101\\q\n", "[a\tb|AAq]"},
	{"a\\\nb\tc\n", "[a\nb|c]"},
	{"a\tb\r\nc\td\r\n", "[a|b][c|d]"},
	{"a\tb\rc\td\r", "[a|b][c|d]"},
	{"a\tb\nc\rd\te\n", "[a|b]line 2: 22P04 literal carriage return found in data"},
	{"a\tb\rc\nd\te\r", "[a|b]line 2: 22P04 literal newline found in data"},
	{"a\tb\n\\.\nx\ty\n", "[a|b]"},
	{"a\tb\\.\nx\ty\n", "[a|b]"},
	{"a\tb\n\\.x\n", "[a|b]line 2: 22P04 end-of-copy marker corrupt"},
	{"a\tb\n\\.\r\n", "[a|b]line 2: 22P04 end-of-copy marker does not match previous newline style"},
	{"a\tb\n\\.", "[a|b]line 2: 22P04 end-of-copy marker corrupt"},
	{"a\tb\r\n\\.\r", "[a|b]line 2: 22P04 end-of-copy marker corrupt"},
	{"a\tb\r\n\\.\r\r", "[a|b]line 2: 22P04 end-of-copy marker does not match previous newline style"},
	{"a\tb\\", "[a|b]"},
	{"a\t\xff\n", "line 1: 22021 invalid byte sequence for encoding \"UTF8\": 0xff"},
	{"a\tb\na\t\\xff\n", "[a|b]line 2: 22021 invalid byte sequence for encoding \"UTF8\": 0xff"},
	{"a\tb\na\t\x00\n", "[a|b]line 2: 22021 invalid byte sequence for encoding \"UTF8\": 0x00"},
	{"a\t\xc3\n", "line 1: 22021 invalid byte sequence for encoding \"UTF8\": 0xc3 0x0a"},
	{"a\t\xc3\xa9\\xc3\\xa9\n", "[a|éé]"},
	{"\n", "[]"},
	{"\\\\.\tx\n", "[\\.|x]"},
	{"\\x\t\\x4\n", "[x|\x04]"},
	{"", ""},
	{"a longer text\twith a \\x41 in it\n", "[a longer text|with a A in it]"},
	{"12345678\t87654321\n1234567\téé and é again, at some length\n", "[12345678|87654321][1234567|éé and é again, at some length]"},
	{"\x80", "line 1: 22021 invalid byte sequence for encoding \"UTF8\": 0x80"},
	{"only ascii here, then\tsome \xff that is not\n", "line 1: 22021 invalid byte sequence for encoding \"UTF8\": 0xff"},
}

func TestText(t *testing.T) {
	o := options(t, true)
	for _, c := range texts {
		for _, piece := range []int{1, 2, 3, 7, 1 << 20} {
			require.Equal(t, c.out, readAll(NewReader(o, 2, nil, nil), c.in, piece), "%q by %d", c.in, piece)
		}
	}
}

var csvs = []struct{ in, out string }{
	{"a,b\n", "[a|b]"},
	{"a,\n", "[a|~]"},
	{"a,\"\"\n", "[a|]"},
	{"\"a\"\"b\",\"c,d\"\n", "[a\"b|c,d]"},
	{"\"a\nb\",c\nd,e\n", "[a\nb|c][d|e]"},
	{"x\"y,z\"w,v\n", "[xy,zw|v]"},
	{"\"a\"b,\"c\"\n", "[ab|c]"},
	{"\"a\r\nb\",c\r\n", "[a\r\nb|c]"},
	{"\"a,b\n", "line 1: 22P04 unterminated CSV quoted field"},
	{"\"a\n\nb", "line 1: 22P04 unterminated CSV quoted field"},
	{"a,b\n\\.\nc,d\n", "[a|b]"},
	{"a,b\n\\.c,d\n", "[a|b][\\.c|d]"},
	{"a,\\.\n", "[a|\\.]"},
	{"a,b\nc\rd,e\n", "[a|b]line 2: 22P04 unquoted carriage return found in data"},
	{"a,b\rc,d\ne,f\r", "[a|b]line 2: 22P04 unquoted newline found in data"},
	{"a,\"\xff\"\n", "line 1: 22021 invalid byte sequence for encoding \"UTF8\": 0xff"},
	{"a,\"\xe2\x28\xa1\n", "line 1: 22021 invalid byte sequence for encoding \"UTF8\": 0xe2 0x28 0xa1"},
	{"\\N,\"\\N\"\n", "[\\N|\\N]"},
	{"a,b\n\\.", "[a|b][\\.]"},
}

func TestCSV(t *testing.T) {
	o := options(t, true, Option{Name: "format", Value: "csv"})
	for _, c := range csvs {
		for _, piece := range []int{1, 2, 3, 7, 1 << 20} {
			require.Equal(t, c.out, readAll(NewReader(o, 2, nil, nil), c.in, piece), "%q by %d", c.in, piece)
		}
	}
}

func TestCSVEscapes(t *testing.T) {
	o := options(t, true, Option{Name: "format", Value: "csv"}, Option{Name: "escape", Value: "\\"},
		Option{Name: "delimiter", Value: ";"}, Option{Name: "null", Value: "NIL"})
	for _, piece := range []int{1, 3, 1 << 20} {
		require.Equal(t, "[a\"b|~][c\\d|NIL][\\x|]", readAll(NewReader(o, 2, nil, nil),
			"\"a\\\"b\";NIL\n\"c\\\\d\";\"NIL\"\n\\x;\n", piece))
	}
	r := NewReader(o, 2, []bool{true, false}, []bool{false, true})
	require.Equal(t, "[NIL|~]", readAll(r, "NIL;\"NIL\"\n", 5))
}

func TestBinary(t *testing.T) {
	o := options(t, true, Option{Name: "format", Value: "binary"})
	head := string(BinaryHeader())
	row := "\x00\x02\x00\x00\x00\x01a\xff\xff\xff\xff"
	for _, c := range []struct{ in, out string }{
		{head + row + row + "\xff\xff", "[a|~][a|~]"},
		{head + row, "[a|~]"},
		{head + row + "\xff\xffx", "[a|~]line 2: 22P04 received copy data after EOF marker"},
		{head + row[:8], "line 1: 22P04 unexpected EOF in COPY data"},
		{head + "\x00\x01\x00\x00\x00\x01a", "line 1: 22P04 row field count is 1, expected 2"},
		{head + "\x00\x02\xff\xff\xff\xfe", "line 1: 22P04 invalid field size"},
		{"PGCOPX", "line 0: 22P04 COPY file signature not recognized"},
		{"PG", "line 0: 22P04 COPY file signature not recognized"},
		{head[:13], "line 0: 22P04 invalid COPY file header (missing flags)"},
		{head[:16], "line 0: 22P04 invalid COPY file header (missing length)"},
		{head[:11] + "\x00\x01\x00\x00\x00\x00\x00\x00", "line 0: 22P04 invalid COPY file header (WITH OIDS)"},
		{head[:11] + "\x00\x02\x00\x00\x00\x00\x00\x00", "line 0: 22P04 unrecognized critical flags in COPY file header"},
		{head[:11] + "\x00\x00\x00\x00\x00\x00\x00\x03x", "line 0: 22P04 invalid COPY file header (wrong length)"},
		{head[:11] + "\x00\x00\x00\x00\x00\x00\x00\x01x" + row, "[a|~]"},
	} {
		for _, piece := range []int{1, 5, 1 << 20} {
			require.Equal(t, c.out, readAll(NewReader(o, 2, nil, nil), c.in, piece), "%q by %d", c.in, piece)
		}
	}
}

// TestNoAllocation: nothing is allocated for a row or a value.
func TestNoAllocation(t *testing.T) {
	for _, c := range []struct{ format, line string }{{"text", "12\tab\\tc\t\\N\n"}, {"csv", "12,\"a\"\"b\",\"c,d\"\n"}} {
		r := NewReader(options(t, true, Option{Name: "format", Value: c.format}), 3, nil, nil)
		piece := []byte(strings.Repeat(c.line, 100))
		rows := 0
		n := testing.AllocsPerRun(100, func() {
			r.Feed(piece)
			for {
				st, err := r.Next()
				if err != nil {
					t.Fatal(err)
				}
				if st == More {
					return
				}
				rows++
			}
		})
		require.Zero(t, n, c.format)
		require.Equal(t, 101*100, rows)
	}
}

// fuzz holds that the size of the pieces changes nothing, and that what is read is bounded by what came.
func fuzz(f *testing.F, format string, seeds []string) {
	for _, s := range seeds {
		f.Add(s, uint8(3))
	}
	f.Fuzz(func(t *testing.T, in string, piece uint8) {
		o := options(t, true, Option{Name: "format", Value: format})
		whole := readAll(NewReader(o, 2, nil, nil), in, len(in)+1)
		if pieces := readAll(NewReader(o, 2, nil, nil), in, int(piece)+1); pieces != whole {
			t.Errorf("%q: at once %q, by %d %q", in, whole, int(piece)+1, pieces)
		}
		if plain := readAs(NewReader(o, 2, nil, nil), in, len(in)+1, false); plain != whole {
			t.Errorf("%q: as simple text %q, else %q", in, whole, plain)
		}
		if len(whole) > 3*len(in)+200 {
			t.Errorf("%d bytes of %d", len(whole), len(in))
		}
	})
}

func FuzzText(f *testing.F) {
	var seeds []string
	for _, c := range texts {
		seeds = append(seeds, c.in)
	}
	fuzz(f, "text", seeds)
}

func FuzzCSV(f *testing.F) {
	var seeds []string
	for _, c := range csvs {
		seeds = append(seeds, c.in)
	}
	fuzz(f, "csv", seeds)
}

func FuzzBinary(f *testing.F) {
	fuzz(f, "binary", []string{string(BinaryHeader()) + "\x00\x02\x00\x00\x00\x01a\xff\xff\xff\xff\xff\xff", string(BinaryHeader())})
}
