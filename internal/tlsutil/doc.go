// Package tlsutil holds the server's certificate: loaded from a pair of files, or made on first start; read again on
// reload; and hashed for SCRAM's channel binding.
//
// It must not know sessions or what the connections carry.
package tlsutil
