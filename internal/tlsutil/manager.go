package tlsutil

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io/fs"
	"os"
	"sync/atomic"
)

// ALPN is the protocol name of PostgreSQL, which direct TLS must agree on.
const ALPN = "postgresql"

// Manager holds the configuration of the moment. Connections keep the one they began with.
type Manager struct {
	certFile, keyFile string
	config            atomic.Pointer[tls.Config]
}

// Load reads a certificate chain and its key, both PEM.
func Load(certFile, keyFile string) (*Manager, error) {
	m := &Manager{certFile: certFile, keyFile: keyFile}
	if err := m.Reload(); err != nil {
		return nil, err
	}
	return m, nil
}

// Config gives the configuration for a new connection. Its one certificate carries its parsed Leaf.
func (m *Manager) Config() *tls.Config { return m.config.Load() }

// Reload reads the files again. On error the configuration stays as it was.
func (m *Manager) Reload() error {
	if err := checkKeyFile(m.keyFile); err != nil {
		return err
	}
	pair, err := tls.LoadX509KeyPair(m.certFile, m.keyFile)
	if err != nil {
		return fmt.Errorf("could not load the certificate %s with the key %s: %w", m.certFile, m.keyFile, err)
	}
	if pair.Leaf == nil {
		if pair.Leaf, err = x509.ParseCertificate(pair.Certificate[0]); err != nil {
			return fmt.Errorf("could not read the certificate %s: %w", m.certFile, err)
		}
	}
	m.config.Store(&tls.Config{
		Certificates: []tls.Certificate{pair},
		MinVersion:   tls.VersionTLS12,
		NextProtos:   []string{ALPN},
	})
	return nil
}

// checkKeyFile refuses a private key that others can read, by PostgreSQL's rule: 0600, or 0640 if root owns it.
func checkKeyFile(name string) error {
	st, err := os.Stat(name)
	if err != nil {
		return fmt.Errorf("could not read the private key file: %w", err)
	}
	if !st.Mode().IsRegular() {
		return fmt.Errorf("private key file %q is not a regular file", name)
	}
	allowed := fs.FileMode(0o700)
	if rootOwned(st) {
		allowed = 0o740
	}
	if st.Mode().Perm()&^allowed != 0 {
		return fmt.Errorf("private key file %q has group or world access; it must have permissions u=rw (0600) or less, or u=rw,g=r (0640) or less if root owns it", name)
	}
	return nil
}
