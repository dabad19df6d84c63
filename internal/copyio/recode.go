package copyio

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"lakewire/internal/pgerr"
)

// decoder makes UTF-8 of what comes in another encoding, in pieces that end anywhere.
type decoder struct {
	cs   *charset
	dec  *encoding.Decoder
	rest []byte // a character that has begun
	err  error  // what could not be read: everything before it has been given out
}

// append adds the characters of b to dst. At the end nothing may be left.
func (d *decoder) append(dst, b []byte, end bool) []byte {
	switch {
	case d.err != nil:
		return dst
	case d.cs.runes != nil:
		return d.single(dst, b)
	}
	if d.dec == nil {
		d.dec = d.cs.codec.NewDecoder()
	}
	src := append(d.rest, b...)
	d.rest = nil
	for len(src) > 0 {
		if n := plainPrefix(src); n > 0 {
			dst, src = append(dst, src[:n]...), src[n:]
			continue
		}
		var buf [utf8.UTFMax]byte
		m, n, _ := d.dec.Transform(buf[:], src[:min(len(src), 4)], true)
		if r, size := utf8.DecodeRune(buf[:m]); m > size || r == utf8.RuneError { // of four bytes several characters may have been read
			m, n, _ = d.one(buf[:], src)
		}
		char := buf[:m]
		switch {
		case src[0] == 0, m == 0 && (end || len(src) >= 4):
			d.err = d.cs.refuse(src)
			return dst
		case m == 0:
			d.rest = bytes.Clone(src)
			return dst
		}
		dst, src = append(dst, char...), src[n:]
	}
	return dst
}

// one reads the shortest run of bytes that is a character.
func (d *decoder) one(buf, src []byte) (m, n int, err error) {
	for n = 1; n <= min(len(src), 4); n++ {
		m, _, err = d.dec.Transform(buf, src[:n], true)
		if r, size := utf8.DecodeRune(buf[:m]); err == nil && m == size && r != utf8.RuneError {
			return m, n, nil
		}
	}
	return 0, 0, err
}

// single reads an encoding of one byte a character.
func (d *decoder) single(dst, b []byte) []byte {
	for len(b) > 0 {
		if n := plainPrefix(b); n > 0 {
			dst, b = append(dst, b[:n]...), b[n:]
			continue
		}
		r := d.cs.runes[b[0]]
		if r == 0 {
			d.err = d.cs.refuse(b)
			return dst
		}
		dst, b = utf8.AppendRune(dst, r), b[1:]
	}
	return dst
}

// plainPrefix tells how many bytes at the beginning are ASCII. NUL is no character here.
func plainPrefix(b []byte) int {
	for i, c := range b {
		if c >= 0x80 || c == 0 {
			return i
		}
	}
	return len(b)
}

// refuse is the error of the character that b begins with: one that UTF-8 has not, or that is none.
func (cs *charset) refuse(b []byte) error {
	n := min(2, len(b))
	none := n == 2 && (cs.name == "GBK" || b[1] >= 0x80 || b[1] >= 0x40 && !strings.HasPrefix(cs.name, "EUC") && b[0] < 0xff)
	if cs.runes != nil || b[0] == 0 {
		n, none = 1, b[0] != 0
	}
	if none {
		return pgerr.Newf(pgerr.UntranslatableCharacter, `character with byte sequence %s in encoding "%s" has no equivalent in encoding "UTF8"`,
			hexBytes(b[:n]), cs.name)
	}
	return pgerr.Newf(pgerr.CharacterNotInRepertoire, `invalid byte sequence for encoding "%s": %s`, cs.name, hexBytes(b[:n]))
}

func hexBytes(b []byte) string {
	var out []byte
	for i, c := range b {
		if i > 0 {
			out = append(out, ' ')
		}
		out = fmt.Appendf(out, "0x%02x", c)
	}
	return string(out)
}

// encode gives what stands in dst from at on, which is UTF-8, this encoding.
func (cs *charset) encode(dst []byte, at int) ([]byte, error) {
	if plainPrefix(dst[at:]) == len(dst)-at {
		return dst, nil
	}
	src := bytes.Clone(dst[at:])
	dst = dst[:at]
	var enc *encoding.Encoder
	if cs.runes == nil {
		enc = cs.codec.NewEncoder()
	}
	for len(src) > 0 {
		if n := plainPrefix(src); n > 0 {
			dst, src = append(dst, src[:n]...), src[n:]
			continue
		}
		r, size := utf8.DecodeRune(src)
		ok := false
		if enc == nil {
			var b byte
			if b, ok = cs.bytes[r]; ok {
				dst = append(dst, b)
			}
		} else if out, err := enc.Bytes(src[:size]); err == nil {
			dst, ok = append(dst, out...), true
		}
		if !ok {
			return dst, pgerr.Newf(pgerr.UntranslatableCharacter, `character with byte sequence %s in encoding "UTF8" has no equivalent in encoding "%s"`,
				hexBytes(src[:size]), cs.name)
		}
		src = src[size:]
	}
	return dst, nil
}
