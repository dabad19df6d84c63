package copyio

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// charset is an encoding of characters other than UTF-8. Of one byte a character it is a table, else a codec of the library's.
type charset struct {
	name  string
	runes *[256]rune // 0 = no character
	bytes map[rune]byte
	codec encoding.Encoding
}

// tables are the encodings of one byte a character, with PostgreSQL's names.
var tables = map[string]*charmap.Charmap{
	"LATIN1": charmap.ISO8859_1, "LATIN2": charmap.ISO8859_2, "LATIN3": charmap.ISO8859_3, "LATIN4": charmap.ISO8859_4,
	"LATIN5": charmap.ISO8859_9, "LATIN6": charmap.ISO8859_10, "LATIN7": charmap.ISO8859_13, "LATIN8": charmap.ISO8859_14,
	"LATIN9": charmap.ISO8859_15, "LATIN10": charmap.ISO8859_16, "ISO_8859_5": charmap.ISO8859_5, "ISO_8859_6": charmap.ISO8859_6,
	"ISO_8859_7": charmap.ISO8859_7, "ISO_8859_8": charmap.ISO8859_8, "KOI8R": charmap.KOI8R, "KOI8U": charmap.KOI8U,
	"WIN866": charmap.CodePage866, "WIN874": charmap.Windows874, "WIN1250": charmap.Windows1250, "WIN1251": charmap.Windows1251,
	"WIN1252": charmap.Windows1252, "WIN1253": charmap.Windows1253, "WIN1254": charmap.Windows1254, "WIN1255": charmap.Windows1255,
	"WIN1256": charmap.Windows1256, "WIN1257": charmap.Windows1257, "WIN1258": charmap.Windows1258,
}

// codecs are those of several bytes.
var codecs = map[string]encoding.Encoding{
	"EUC_JP": japanese.EUCJP, "SJIS": japanese.ShiftJIS, "EUC_KR": korean.EUCKR, "UHC": korean.EUCKR, "EUC_CN": simplifiedchinese.GBK,
	"GBK": simplifiedchinese.GBK, "GB18030": simplifiedchinese.GB18030, "BIG5": traditionalchinese.Big5,
}

// absent are PostgreSQL's encodings for which there is no library.
var absent = map[string]bool{"EUC_TW": true, "EUC_JIS_2004": true, "SHIFT_JIS_2004": true, "JOHAB": true, "MULE_INTERNAL": true}

// otherNames are the names of encodings that are not their own in small letters.
var otherNames = map[string]string{
	"abc": "WIN1258", "alt": "WIN866", "koi8": "KOI8R", "mskanji": "SJIS", "shiftjis": "SJIS", "tcvn": "WIN1258", "tcvn5712": "WIN1258",
	"vscii": "WIN1258", "win": "WIN1251", "win932": "SJIS", "win936": "GBK", "win949": "UHC", "win950": "BIG5", "unicode": "UTF8",
	"iso88591": "LATIN1", "iso88592": "LATIN2", "iso88593": "LATIN3", "iso88594": "LATIN4", "iso88599": "LATIN5", "iso885910": "LATIN6",
	"iso885913": "LATIN7", "iso885914": "LATIN8", "iso885915": "LATIN9", "iso885916": "LATIN10",
}

// encodingKeys finds an encoding by the letters and digits of its name.
var encodingKeys = func() map[string]string {
	m := map[string]string{"utf8": "UTF8", "sqlascii": "SQL_ASCII"}
	for name := range tables {
		m[encodingKey(name)] = name
	}
	for name := range codecs {
		m[encodingKey(name)] = name
	}
	for name := range absent {
		m[encodingKey(name)] = name
	}
	for key, name := range otherNames {
		m[key] = name
	}
	for key, name := range m {
		if n, ok := strings.CutPrefix(key, "win"); ok && n != "" && !strings.HasPrefix(n, "dows") {
			m["windows"+n] = name
		}
	}
	return m
}()

// encodingKey gives the letters, small ones, and digits of a name.
func encodingKey(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 32
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
}

// newCharset gives an encoding by PostgreSQL's name, nil for those that need no conversion.
func newCharset(name string) *charset {
	if codec := codecs[name]; codec != nil {
		return &charset{name: name, codec: codec}
	}
	table := tables[name]
	if table == nil {
		return nil
	}
	cs := &charset{name: name, runes: &[256]rune{}, bytes: map[rune]byte{}}
	for b := 1; b < 256; b++ {
		r := table.DecodeByte(byte(b))
		// The library keeps the control characters of C1 in code pages, as browsers do; PostgreSQL does not.
		if r == '\uFFFD' && b < 0xa0 && !strings.HasPrefix(name, "WIN") && !strings.HasPrefix(name, "KOI") {
			r = rune(b)
		}
		if r == '\uFFFD' || strings.HasPrefix(name, "WIN") && r >= 0x80 && r < 0xa0 {
			continue
		}
		cs.runes[b], cs.bytes[r] = r, byte(b)
	}
	return cs
}
