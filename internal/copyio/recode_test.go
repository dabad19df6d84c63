package copyio

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// recoded are texts of which PostgreSQL 15 makes the same bytes in each encoding.
var recoded = []struct{ encoding, text, bytes string }{
	{"LATIN1", "Größe", "Gr\xf6\xdfe"},
	{"LATIN9", "15 €", "15 \xa4"},
	{"WIN1252", "Größe €“", "Gr\xf6\xdfe \x80\x93"},
	{"KOI8R", "Привет", "\xf0\xd2\xc9\xd7\xc5\xd4"},
	{"SJIS", "漢字表ｱ", "\x8a\xbf\x8e\x9a\x95\x5c\xb1"},
	{"EUC_JP", "漢字", "\xb4\xc1\xbb\xfa"},
	{"GBK", "汉字漢", "\xba\xba\xd7\xd6\x9d\x68"},
	{"GB18030", "汉€𠀀", "\xba\xba\xa2\xe3\x95\x32\x82\x36"},
	{"BIG5", "漢字", "\xba\x7e\xa6\x72"},
	{"EUC_KR", "한글", "\xc7\xd1\xb1\xdb"},
}

// TestRecode: both ways, in pieces of any size.
func TestRecode(t *testing.T) {
	for _, c := range recoded {
		o := options(t, true, Option{Name: "encoding", Value: c.encoding})
		in := "a" + c.bytes + "\t" + c.bytes + "b\n"
		for piece := 1; piece < 9; piece++ {
			require.Equal(t, "[a"+c.text+"|"+c.text+"b]", readAll(NewReader(o, 2, nil, nil), in, piece), c.encoding)
		}
		out, err := NewWriter(o, 2, nil).Recode([]byte("d"+c.text+"x"), 1)
		require.NoError(t, err)
		require.Equal(t, "d"+c.bytes+"x", string(out), c.encoding)
	}
}

// TestRecodeRefusals: what comes before is read, and the line is told.
func TestRecodeRefusals(t *testing.T) {
	for _, c := range []struct{ encoding, in, want string }{
		{"WIN1252", "a\tb\nc\t\x81\n", `[a|b]line 2: 22P05 character with byte sequence 0x81 in encoding "WIN1252" has no equivalent in encoding "UTF8"`},
		{"EUC_JP", "a\tb\nc\t\xa4A\n", `[a|b]line 2: 22021 invalid byte sequence for encoding "EUC_JP": 0xa4 0x41`},
		{"SJIS", "a\tb\nc\t\x81", `[a|b]line 2: 22021 invalid byte sequence for encoding "SJIS": 0x81`},
		{"LATIN1", "a\tb\nc\t\x00\n", `[a|b]line 2: 22021 invalid byte sequence for encoding "LATIN1": 0x00`},
	} {
		o := options(t, true, Option{Name: "encoding", Value: c.encoding})
		for piece := 1; piece < 9; piece++ {
			require.Equal(t, c.want, readAll(NewReader(o, 2, nil, nil), c.in, piece), c.encoding)
		}
	}
	_, err := NewWriter(options(t, false, Option{Name: "encoding", Value: "latin1"}), 1, nil).Recode([]byte("a€"), 0)
	require.Equal(t, pgerr.UntranslatableCharacter, pgerr.From(err).Code)
	require.Equal(t, `character with byte sequence 0xe2 0x82 0xac in encoding "UTF8" has no equivalent in encoding "LATIN1"`, pgerr.From(err).Message)
}

// FuzzRecode: whatever comes is read or refused, and is the same in pieces.
func FuzzRecode(f *testing.F) {
	for i, c := range recoded {
		f.Add(uint8(i), c.bytes, uint8(1))
	}
	f.Fuzz(func(t *testing.T, which uint8, in string, piece uint8) {
		o := options(t, true, Option{Name: "encoding", Value: recoded[int(which)%len(recoded)].encoding})
		whole := readAll(NewReader(o, 2, nil, nil), in, len(in)+1)
		require.Equal(t, whole, readAll(NewReader(o, 2, nil, nil), in, int(piece)+1))
	})
}
