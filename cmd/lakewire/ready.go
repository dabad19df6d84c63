package main

import (
	"crypto/rand"
	"fmt"
	"net"
	"net/url"

	"lakewire/internal/auth"
	"lakewire/internal/config"
)

// superuser is the role that every lake begins with.
const superuser = "lakewire"

// bootstrap makes sure that the superuser can come in. It gives back a password only when it had to make one up: that is the
// one time it is shown, since only the verifier is kept. A password that the operator set takes effect at every start.
func bootstrap(users *auth.Store, c *config.Config) (shown string, err error) {
	password, err := c.BootstrapPassword()
	if err != nil {
		return "", err
	}
	if password == "" {
		if _, known := users.Lookup(superuser); known || c.Auth == "trust" {
			return "", nil
		}
		password = rand.Text()
		shown = password
	}
	v, err := auth.NewVerifier(password)
	if err != nil {
		return "", fmt.Errorf("the superuser's password cannot be used: %w", err)
	}
	return shown, users.Set(superuser, v)
}

// readyLine is what scripts wait for and people paste.
func readyLine(addr net.Addr, c *config.Config, password string) string {
	host, port, _ := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	u := url.URL{Scheme: "postgres", User: url.User(superuser), Host: net.JoinHostPort(host, port), Path: "/" + c.Lake}
	if password != "" {
		u.User = url.UserPassword(superuser, password)
	}
	return fmt.Sprintf("ready psql '%s'", u.String())
}
