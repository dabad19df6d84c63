package auth

import (
	"context"
	"fmt"
	"net"

	"lakewire/internal/pgerr"
	"lakewire/internal/wire"
)

// Authenticator walks the rules; it is what package wire asks.
type Authenticator struct {
	store *Store
	rules []Rule
}

var _ wire.Authenticator = (*Authenticator)(nil)

// New refuses rules that would let in strangers.
func New(store *Store, rules []Rule) (*Authenticator, error) {
	for i := range rules {
		if err := rules[i].check(); err != nil {
			return nil, fmt.Errorf("authentication rule %d: %w", i+1, err)
		}
	}
	return &Authenticator{store: store, rules: rules}, nil
}

// Authenticate proves the client's identity by the first rule that fits.
func (a *Authenticator) Authenticate(ctx context.Context, c *wire.Conn, s *wire.Startup) error {
	encrypted := c.TLS() != nil
	for i := range a.rules {
		if !a.rules[i].fits(c.RemoteAddr(), encrypted, s.User, s.Database) {
			continue
		}
		switch a.rules[i].Method {
		case Trust:
			if _, ok := a.store.Lookup(s.User); !ok {
				return pgerr.Newf(pgerr.InvalidAuthorizationSpecification, "role \"%s\" does not exist", s.User)
			}
			return nil
		case SCRAM:
			return a.scram(c, s.User)
		default:
			return noEntry("pg_hba.conf rejects connection for", c, s, encrypted)
		}
	}
	return noEntry("no pg_hba.conf entry for", c, s, encrypted)
}

// noEntry words a refusal by rule as PostgreSQL does, so that clients and people recognise it.
func noEntry(what string, c *wire.Conn, s *wire.Startup, encrypted bool) error {
	host, crypt := "[local]", "no encryption"
	if t, ok := c.RemoteAddr().(*net.TCPAddr); ok {
		host = t.IP.String()
	}
	if encrypted {
		crypt = "SSL encryption"
	}
	return pgerr.Newf(pgerr.InvalidAuthorizationSpecification, "%s host \"%s\", user \"%s\", database \"%s\", %s",
		what, host, s.User, s.Database, crypt)
}
