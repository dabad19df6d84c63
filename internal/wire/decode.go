package wire

import "lakewire/internal/pgerr"

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
		if err := pgerr.CheckText(s); err != nil {
			return err
		}
	}
	return nil
}
