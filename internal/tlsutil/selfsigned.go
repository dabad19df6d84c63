package tlsutil

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Names of the pair that SelfSigned keeps.
const (
	CertFile = "server.crt"
	KeyFile  = "server.key"
)

// lifetime of a self-signed certificate: nobody renews it, and nothing but its presence is checked by clients.
const lifetime = 10 * 365 * 24 * time.Hour

// SelfSigned loads the pair in dir, and makes it first when there is none: ECDSA P-256, for localhost, the loopback
// addresses and hosts (names or addresses; wildcards like 0.0.0.0 are left out).
func SelfSigned(dir string, hosts ...string) (*Manager, error) {
	cert, key := filepath.Join(dir, CertFile), filepath.Join(dir, KeyFile)
	_, errCert := os.Stat(cert)
	_, errKey := os.Stat(key)
	if errors.Is(errCert, fs.ErrNotExist) || errors.Is(errKey, fs.ErrNotExist) {
		if err := makePair(cert, key, hosts); err != nil {
			return nil, err
		}
	}
	return Load(cert, key)
}

func makePair(certFile, keyFile string, hosts []string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return err
	}
	t := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: "localhost", Organization: []string{"lakewire self-signed"}},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(lifetime),
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	for _, h := range hosts {
		addHost(t, h)
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		return err
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	// The key first: a certificate without its key would never be completed.
	if err := writeFile(keyFile, 0o600, &pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}); err != nil {
		return err
	}
	return writeFile(certFile, 0o644, &pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func addHost(t *x509.Certificate, h string) {
	if ip := net.ParseIP(h); ip != nil {
		if !ip.IsUnspecified() && !slices.ContainsFunc(t.IPAddresses, ip.Equal) {
			t.IPAddresses = append(t.IPAddresses, ip)
		}
		return
	}
	if h != "" && !slices.Contains(t.DNSNames, h) {
		t.DNSNames = append(t.DNSNames, h)
	}
}

// writeFile replaces name as a whole, so that a crash leaves the old file or the new one.
func writeFile(name string, mode fs.FileMode, b *pem.Block) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("could not write %s: %w", name, err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }()
	err = errors.Join(tmp.Chmod(mode), pem.Encode(tmp, b), tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("could not write %s: %w", name, err)
	}
	return nil
}
