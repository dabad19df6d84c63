package guc

import (
	"strings"

	"lakewire/internal/pgerr"
)

// encodings are the client encodings that PostgreSQL knows, by the name it compares: lower case, letters and digits only.
var encodings = map[string]string{
	"utf8": "UTF8", "unicode": "UTF8", "sqlascii": "SQL_ASCII", "latin1": "LATIN1", "iso88591": "LATIN1", "latin2": "LATIN2", "iso88592": "LATIN2",
	"latin3": "LATIN3", "iso88593": "LATIN3", "latin4": "LATIN4", "iso88594": "LATIN4", "latin5": "LATIN5", "iso88599": "LATIN5", "latin6": "LATIN6", "iso885910": "LATIN6",
	"latin7": "LATIN7", "iso885913": "LATIN7", "latin8": "LATIN8", "iso885914": "LATIN8", "latin9": "LATIN9", "iso885915": "LATIN9", "latin10": "LATIN10", "iso885916": "LATIN10",
	"iso88595": "ISO_8859_5", "iso88596": "ISO_8859_6", "iso88597": "ISO_8859_7", "iso88598": "ISO_8859_8", "koi8": "KOI8R", "koi8r": "KOI8R", "koi8u": "KOI8U",
	"win866": "WIN866", "alt": "WIN866", "windows866": "WIN866", "win874": "WIN874", "windows874": "WIN874", "win1250": "WIN1250", "windows1250": "WIN1250",
	"win": "WIN1251", "win1251": "WIN1251", "windows1251": "WIN1251", "win1252": "WIN1252", "windows1252": "WIN1252", "win1253": "WIN1253", "windows1253": "WIN1253",
	"win1254": "WIN1254", "windows1254": "WIN1254", "win1255": "WIN1255", "windows1255": "WIN1255", "win1256": "WIN1256", "windows1256": "WIN1256",
	"win1257": "WIN1257", "windows1257": "WIN1257", "win1258": "WIN1258", "windows1258": "WIN1258", "abc": "WIN1258", "tcvn": "WIN1258", "tcvn5712": "WIN1258", "vscii": "WIN1258",
	"eucjp": "EUC_JP", "euccn": "EUC_CN", "euckr": "EUC_KR", "euctw": "EUC_TW", "eucjis2004": "EUC_JIS_2004", "sjis": "SJIS", "shiftjis": "SJIS", "mskanji": "SJIS", "win932": "SJIS",
	"windows932": "SJIS", "big5": "BIG5", "win950": "BIG5", "windows950": "BIG5", "gbk": "GBK", "win936": "GBK", "windows936": "GBK", "uhc": "UHC", "win949": "UHC", "windows949": "UHC",
	"gb18030": "GB18030", "johab": "JOHAB", "shiftjis2004": "SHIFT_JIS_2004", "muleinternal": "MULE_INTERNAL",
}

// checkEncoding takes UTF8 only. A name that PostgreSQL knows is refused as a feature, not as a mistake: text passed on
// untouched under another name would be a lie.
func checkEncoding(_ *Settings, d *def, v string) (string, error) {
	key := strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, v)
	name, known := encodings[key]
	switch {
	case !known:
		return "", invalid(d.name, v)
	case name != "UTF8":
		return "", pgerr.Newf(pgerr.FeatureNotSupported, "conversion between %s and UTF8 is not supported", name).WithHint("Set client_encoding to UTF8.")
	}
	return name, nil
}
