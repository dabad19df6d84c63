// Package auth answers "who are you": rules choose a method by where a client comes from, SCRAM-SHA-256 (with channel
// binding under TLS) proves a password of which only the verifier is kept.
//
// It must not know SQL, nor what a user may do once inside (package guard). A password never leaves the function that
// turns it into a verifier, and never reaches a log.
package auth
