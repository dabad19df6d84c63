package wire

import (
	"strconv"
	"unicode/utf8"

	"lakewire/internal/pgerr"
)

func malformed() *pgerr.Error {
	return pgerr.New(pgerr.ProtocolViolation, "invalid message format").AsFatal()
}

// bodyLimit bounds a message by its type, and refuses types that no frontend sends at this point.
func (c *Conn) bodyLimit(typ byte) (int, error) {
	if !c.serving {
		if typ != 'p' {
			return 0, pgerr.Newf(pgerr.ProtocolViolation, "expected SASL response, got message type %d", typ).AsFatal()
		}
		return maxStartup, nil
	}
	switch typ {
	case 'Q', 'P', 'B', 'F', 'd', 'f':
		return c.maxMessage, nil
	case 'C', 'D', 'E', 'H', 'S', 'X', 'c':
		return min(smallMessage, c.maxMessage), nil
	default:
		return 0, pgerr.Newf(pgerr.ProtocolViolation, "invalid frontend message type %d", typ).AsFatal()
	}
}

// checkText refuses what is not UTF-8, the one client_encoding there is.
func checkText(ss ...string) error {
	for _, s := range ss {
		if !utf8.ValidString(s) {
			return invalidText([]byte(s))
		}
	}
	return nil
}

// invalidText names the first bytes that are not UTF-8 as PostgreSQL does: as many as the lead byte announces.
func invalidText(b []byte) error {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n <= 1 {
			break
		}
		b = b[n:]
	}
	var hex []byte
	for i := 0; i < announced(b) && i < len(b); i++ {
		if i > 0 {
			hex = append(hex, ' ')
		}
		hex = append(hex, '0', 'x')
		if b[i] < 16 {
			hex = append(hex, '0')
		}
		hex = strconv.AppendUint(hex, uint64(b[i]), 16)
	}
	return pgerr.Newf(pgerr.CharacterNotInRepertoire, "invalid byte sequence for encoding \"UTF8\": %s", hex)
}

// announced is the length of the character that b begins with, by its first byte.
func announced(b []byte) int {
	switch {
	case len(b) == 0:
		return 0
	case b[0]&0xe0 == 0xc0:
		return 2
	case b[0]&0xf0 == 0xe0:
		return 3
	case b[0]&0xf8 == 0xf0:
		return 4
	default:
		return 1
	}
}
