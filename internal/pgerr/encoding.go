package pgerr

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// CheckUTF8 refuses bytes that are not UTF-8, the one client_encoding there is, and the zero byte, which PostgreSQL's
// texts cannot hold. The message names the first bad character, as PostgreSQL's does.
func CheckUTF8(b []byte) error {
	if utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 {
		return nil
	}
	return badCharacter(b)
}

// CheckText is CheckUTF8 of a string.
func CheckText(s string) error {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return nil
	}
	return badCharacter([]byte(s))
}

// badCharacter names the first character of b that cannot be: as many of its bytes as the first of them announces.
func badCharacter(b []byte) error {
	for {
		r, n := utf8.DecodeRune(b)
		if r == 0 || r == utf8.RuneError && n <= 1 {
			break
		}
		b = b[n:]
	}
	n := 1
	switch x := b[0]; {
	case x&0xe0 == 0xc0:
		n = 2
	case x&0xf0 == 0xe0:
		n = 3
	case x&0xf8 == 0xf0:
		n = 4
	}
	const digits = "0123456789abcdef"
	msg := []byte(`invalid byte sequence for encoding "UTF8":`)
	for _, x := range b[:min(n, len(b))] {
		msg = append(msg, ' ', '0', 'x', digits[x>>4], digits[x&15])
	}
	return New(CharacterNotInRepertoire, string(msg))
}
