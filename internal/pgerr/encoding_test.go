package pgerr_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgerr"
)

// The messages are PostgreSQL 15's, of `select convert_from(bytes, 'UTF8')`.
func TestCheckUTF8(t *testing.T) {
	for text, bytes := range map[string]string{
		"":                 "",
		"a€😀":              "",
		"a\x00b":           "0x00",
		"a\xff":            "0xff",
		"ä\xc3(":           "0xc3 0x28",
		"\xe2\x82":         "0xe2 0x82",
		"\xf0\x9f\x98x...": "0xf0 0x9f 0x98 0x78",
		"\xed\xa0\x80":     "0xed 0xa0 0x80",
	} {
		err, same := pgerr.CheckUTF8([]byte(text)), pgerr.CheckText(text)
		require.Equal(t, err, same)
		if bytes == "" {
			require.NoError(t, err, text)
			continue
		}
		e := pgerr.From(err)
		require.Equal(t, pgerr.CharacterNotInRepertoire, e.Code)
		require.Equal(t, `invalid byte sequence for encoding "UTF8": `+bytes, e.Message, "%q", text)
	}
}
