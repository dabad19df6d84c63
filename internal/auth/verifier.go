package auth

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/xdg-go/scram"
	"github.com/xdg-go/stringprep"
)

// Iterations is what PostgreSQL uses for new verifiers.
const Iterations = 4096

// saltLen is the length of PostgreSQL's salts.
const saltLen = 16

// keyLen is the length of a SHA-256 key.
const keyLen = 32

// Verifier is what is kept of a password, as PostgreSQL keeps it in pg_authid: SCRAM-SHA-256$iterations:salt$stored:server.
type Verifier struct{ c scram.StoredCredentials }

// NewVerifier derives a verifier with a fresh salt.
func NewVerifier(password string) (Verifier, error) {
	salt := make([]byte, saltLen)
	if _, err := rand.Read(salt); err != nil {
		return Verifier{}, err
	}
	return derive(password, string(salt), Iterations)
}

func derive(password, salt string, iterations int) (Verifier, error) {
	if password == "" {
		return Verifier{}, errors.New("an empty password is not allowed")
	}
	// PostgreSQL and libpq use a password as it is where SASLprep refuses it.
	if p, err := stringprep.SASLprep.Prepare(password); err == nil {
		password = p
	}
	client, err := scram.SHA256.NewClientUnprepped("", password, "")
	if err != nil {
		return Verifier{}, err
	}
	c, err := client.GetStoredCredentialsWithError(scram.KeyFactors{Salt: salt, Iters: iterations})
	if err != nil {
		return Verifier{}, err
	}
	return Verifier{c}, nil
}

// ParseVerifier reads the form that String gives.
func ParseVerifier(s string) (Verifier, error) {
	bad := errors.New("malformed SCRAM-SHA-256 verifier")
	rest, ok := strings.CutPrefix(s, "SCRAM-SHA-256$")
	if !ok {
		return Verifier{}, bad
	}
	head, keys, ok := strings.Cut(rest, "$")
	if !ok {
		return Verifier{}, bad
	}
	iters, salt, ok1 := strings.Cut(head, ":")
	stored, server, ok2 := strings.Cut(keys, ":")
	n, err := strconv.Atoi(iters)
	if !ok1 || !ok2 || err != nil || n < 1 {
		return Verifier{}, bad
	}
	var b [3][]byte
	for i, f := range []string{salt, stored, server} {
		if b[i], err = base64.StdEncoding.DecodeString(f); err != nil || len(b[i]) == 0 {
			return Verifier{}, bad
		}
	}
	if len(b[1]) != keyLen || len(b[2]) != keyLen {
		return Verifier{}, bad
	}
	return Verifier{scram.StoredCredentials{KeyFactors: scram.KeyFactors{Salt: string(b[0]), Iters: n},
		StoredKey: b[1], ServerKey: b[2]}}, nil
}

// String gives the verifier as pg_authid holds it.
func (v Verifier) String() string {
	e := base64.StdEncoding.EncodeToString
	return fmt.Sprintf("SCRAM-SHA-256$%d:%s$%s:%s", v.c.Iters, e([]byte(v.c.Salt)), e(v.c.StoredKey), e(v.c.ServerKey))
}
