package auth

import (
	"errors"
	"net"
	"net/netip"
	"slices"
)

// Method is how a client proves who it is.
type Method string

// Methods.
const (
	SCRAM  Method = "scram-sha-256"
	Trust  Method = "trust"
	Reject Method = "reject"
)

// Rule is one line of what PostgreSQL keeps in pg_hba.conf: the first that fits a connection decides.
type Rule struct {
	Local     bool           // fits Unix sockets; else TCP
	Networks  []netip.Prefix // client addresses; none fits all
	TLS       *bool          // true: only encrypted, false: only not; nil: both
	Users     []string       // none fits all
	Databases []string       // none fits all
	Method    Method
}

// Loopback are the addresses that only this machine can come from.
var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// ScramRules let in whoever has a password, from everywhere.
func ScramRules() []Rule { return []Rule{{Local: true, Method: SCRAM}, {Method: SCRAM}} }

// TrustLoopbackRules let in everyone of this machine without proof, and nobody else without a password.
func TrustLoopbackRules() []Rule {
	return []Rule{{Local: true, Method: Trust}, {Networks: loopback, Method: Trust}, {Method: SCRAM}}
}

// check refuses a rule that would let in strangers.
func (r *Rule) check() error {
	switch r.Method {
	case SCRAM, Reject:
		return nil
	case Trust:
		if r.Local {
			return nil
		}
		for _, n := range r.Networks {
			if !slices.ContainsFunc(loopback, func(l netip.Prefix) bool { return l.Contains(n.Addr()) && n.Bits() >= l.Bits() }) {
				return errors.New("trust is only allowed on loopback addresses and Unix sockets")
			}
		}
		if len(r.Networks) == 0 {
			return errors.New("trust is only allowed on loopback addresses and Unix sockets")
		}
		return nil
	default:
		return errors.New("unknown authentication method \"" + string(r.Method) + "\"")
	}
}

// fits tells whether the rule speaks of such a connection.
func (r *Rule) fits(addr net.Addr, encrypted bool, user, database string) bool {
	tcp, isTCP := addr.(*net.TCPAddr)
	if isTCP == r.Local {
		return false
	}
	if isTCP && len(r.Networks) > 0 {
		ip := tcp.AddrPort().Addr().Unmap()
		if !slices.ContainsFunc(r.Networks, func(n netip.Prefix) bool { return n.Contains(ip) }) {
			return false
		}
	}
	return (r.TLS == nil || *r.TLS == encrypted) &&
		(len(r.Users) == 0 || slices.Contains(r.Users, user)) &&
		(len(r.Databases) == 0 || slices.Contains(r.Databases, database))
}
