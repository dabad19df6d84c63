package tlsutil

import (
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
)

// EndPointHash is the data of the channel binding "tls-server-end-point" (RFC 5929): the certificate's hash by the
// hash of its own signature, where MD5 and SHA-1 are replaced by SHA-256. False: the signature has no such hash
// (Ed25519), so that no channel binding can be offered.
func EndPointHash(cert *x509.Certificate) ([]byte, bool) {
	switch cert.SignatureAlgorithm {
	case x509.MD5WithRSA, x509.SHA1WithRSA, x509.DSAWithSHA1, x509.ECDSAWithSHA1,
		x509.SHA256WithRSA, x509.SHA256WithRSAPSS, x509.DSAWithSHA256, x509.ECDSAWithSHA256:
		h := sha256.Sum256(cert.Raw)
		return h[:], true
	case x509.SHA384WithRSA, x509.SHA384WithRSAPSS, x509.ECDSAWithSHA384:
		h := sha512.Sum384(cert.Raw)
		return h[:], true
	case x509.SHA512WithRSA, x509.SHA512WithRSAPSS, x509.ECDSAWithSHA512:
		h := sha512.Sum512(cert.Raw)
		return h[:], true
	default:
		return nil, false
	}
}
