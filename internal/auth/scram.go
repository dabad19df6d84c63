package auth

import (
	"strings"

	"github.com/xdg-go/scram"

	"lakewire/internal/pgerr"
	"lakewire/internal/tlsutil"
	"lakewire/internal/wire"
)

// Names of the mechanisms.
const (
	mechSCRAM     = "SCRAM-SHA-256"
	mechSCRAMPlus = "SCRAM-SHA-256-PLUS"
)

// scram runs the exchange. An unknown user goes through all of it against a verifier that nothing satisfies, so that
// neither the answers nor the time they take tell that the user is unknown.
func (a *Authenticator) scram(c *wire.Conn, user string) error {
	v, known := a.store.Lookup(user)
	if !known {
		v = a.store.dummy(user)
	}
	// The name inside the SCRAM message is ignored, as PostgreSQL does: clients leave it empty.
	srv, err := scram.SHA256.NewServer(func(string) (scram.StoredCredentials, error) { return v.c, nil })
	if err != nil {
		return err
	}
	mechs, binding := []string{mechSCRAM}, scram.ChannelBinding{}
	if cert := c.Certificate(); cert != nil {
		if h, ok := tlsutil.EndPointHash(cert); ok {
			binding = scram.ChannelBinding{Type: scram.ChannelBindingTLSServerEndpoint, Data: h}
			mechs = []string{mechSCRAMPlus, mechSCRAM}
		}
	}
	mech, first, err := c.SASL(mechs)
	if err != nil {
		return err
	}
	if mech != mechSCRAM && (mech != mechSCRAMPlus || !binding.IsSupported()) {
		return pgerr.New(pgerr.ProtocolViolation, "client selected an invalid SASL authentication mechanism")
	}
	if first == nil { // the client waits for an empty challenge before it speaks
		if first, err = c.SASLContinue(nil); err != nil {
			return err
		}
	}
	if err := checkFlag(mech, string(first), binding.IsSupported()); err != nil {
		return err
	}
	conv := srv.NewConversationWithChannelBinding(binding)
	challenge, err := conv.Step(string(first))
	if err != nil {
		return malformed(err)
	}
	final, err := c.SASLContinue([]byte(challenge))
	if err != nil {
		return err
	}
	outcome, err := conv.Step(string(final))
	if err != nil {
		return refused(user, outcome, err)
	}
	if !conv.Valid() || !known {
		return wrongPassword(user)
	}
	c.SASLFinal([]byte(outcome))
	return nil
}

// checkFlag holds the mechanism that was chosen against what the client's first message says of channel binding.
func checkFlag(mech, first string, offered bool) error {
	bound := strings.HasPrefix(first, "p=")
	switch {
	case mech == mechSCRAMPlus && !bound:
		return malformed(nil).WithDetail("The client selected SCRAM-SHA-256-PLUS, but the SCRAM message does not include channel binding data.")
	case mech == mechSCRAM && bound:
		return malformed(nil).WithDetail("The client selected SCRAM-SHA-256 without channel binding, but the SCRAM message includes channel binding data.")
	case offered && strings.HasPrefix(first, "y,"):
		return pgerr.New(pgerr.InvalidAuthorizationSpecification, "SCRAM channel binding negotiation error").
			WithDetail("The client supports SCRAM channel binding but thinks the server does not.  However, this server does support channel binding.")
	}
	return nil
}

// refused sorts out why the client's proof was not taken.
func refused(user, outcome string, err error) error {
	switch outcome {
	case scram.ErrInvalidProof:
		return wrongPassword(user)
	case scram.ErrChannelBindingsDontMatch:
		return pgerr.New(pgerr.InvalidAuthorizationSpecification, "SCRAM channel binding check failed")
	case scram.ErrOtherError:
		return pgerr.New(pgerr.ProtocolViolation, "invalid SCRAM response").WithDetail("Nonce does not match.")
	default:
		return malformed(err)
	}
}

func wrongPassword(user string) error {
	return pgerr.Newf(pgerr.InvalidPassword, "password authentication failed for user \"%s\"", user)
}

func malformed(cause error) *pgerr.Error {
	return pgerr.New(pgerr.ProtocolViolation, "malformed SCRAM message").WithCause(cause)
}
