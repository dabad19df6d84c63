package auth

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/xdg-go/scram"
)

// Store keeps the verifiers of the users in a file of mode 0600, which is replaced as a whole. Each line is a verifier,
// a space, and the user's name quoted. The first line holds the secret from which the salts of unknown users come: it
// lives in the file so that they stay the same over restarts, as real ones do.
type Store struct {
	path string

	mu     sync.RWMutex
	secret []byte
	users  map[string]Verifier
}

const secretPrefix = "mock "

// OpenStore reads the file; where there is none the store begins empty and the file comes with the first Set.
func OpenStore(path string) (*Store, error) {
	s := &Store{path: path}
	if err := s.Reload(); err != nil {
		return nil, err
	}
	return s, nil
}

// Reload reads the file again. On error the store stays as it was.
func (s *Store) Reload() error {
	b, err := os.ReadFile(s.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("could not read the users file: %w", err)
	}
	secret, users, err := parseStore(b)
	if err != nil {
		return fmt.Errorf("users file %s: %w", s.path, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if secret == nil {
		secret = s.secret
	}
	if secret == nil {
		secret = make([]byte, sha256.Size)
		if _, err := rand.Read(secret); err != nil {
			return err
		}
	}
	s.secret, s.users = secret, users
	return nil
}

func parseStore(b []byte) (secret []byte, users map[string]Verifier, err error) {
	users = make(map[string]Verifier)
	in := bufio.NewScanner(bytes.NewReader(b))
	for n := 1; in.Scan(); n++ {
		line := strings.TrimSpace(in.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if h, ok := strings.CutPrefix(line, secretPrefix); ok {
			if secret, err = hex.DecodeString(h); err != nil || len(secret) != sha256.Size {
				return nil, nil, fmt.Errorf("line %d is malformed", n)
			}
			continue
		}
		text, quoted, _ := strings.Cut(line, " ")
		name, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, nil, fmt.Errorf("line %d is malformed", n)
		}
		v, err := ParseVerifier(text)
		if err != nil {
			return nil, nil, fmt.Errorf("line %d: %w", n, err)
		}
		users[name] = v
	}
	return secret, users, in.Err()
}

// Lookup gives a user's verifier.
func (s *Store) Lookup(user string) (Verifier, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	v, ok := s.users[user]
	return v, ok
}

// Users gives the names in order.
func (s *Store) Users() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.users))
}

// Set writes a user's verifier to the file before it takes effect.
func (s *Store) Set(user string, v Verifier) error {
	return s.change(func(m map[string]Verifier) { m[user] = v })
}

// Remove takes a user out.
func (s *Store) Remove(user string) error {
	return s.change(func(m map[string]Verifier) { delete(m, user) })
}

func (s *Store) change(f func(map[string]Verifier)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	users := maps.Clone(s.users)
	f(users)
	var b bytes.Buffer
	b.WriteString("# lakewire users: SCRAM verifiers as in pg_authid, no passwords\n")
	b.WriteString(secretPrefix + hex.EncodeToString(s.secret) + "\n")
	for _, name := range slices.Sorted(maps.Keys(users)) {
		fmt.Fprintf(&b, "%s %s\n", users[name], strconv.Quote(name))
	}
	if err := replaceFile(s.path, b.Bytes()); err != nil {
		return fmt.Errorf("could not write the users file: %w", err)
	}
	s.users = users
	return nil
}

// replaceFile writes beside the file and renames, so that a crash leaves the old content or the new.
func replaceFile(path string, b []byte) error {
	dir := filepath.Dir(path)
	tmp, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }()
	_, err = tmp.Write(b)
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync() // the rename itself must survive a crash; not every system can sync a folder
		_ = d.Close()
	}
	return nil
}

// dummy is the verifier that an unknown user is measured against: it has the salt length and iterations of a real one
// and the same salt each time, and nothing satisfies it.
func (s *Store) dummy(user string) Verifier {
	s.mu.RLock()
	secret := s.secret
	s.mu.RUnlock()
	part := func(label string) []byte {
		h := hmac.New(sha256.New, secret)
		h.Write([]byte(label + user))
		return h.Sum(nil)
	}
	return Verifier{scram.StoredCredentials{
		KeyFactors: scram.KeyFactors{Salt: string(part("salt:")[:saltLen]), Iters: Iterations},
		StoredKey:  part("stored:"), ServerKey: part("server:"),
	}}
}
