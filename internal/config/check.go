package config

import (
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
)

// check says whether a text can be the value of the field at all.
func (f Field) check(value string) error {
	var err error
	switch {
	case f.Enum != nil:
		if !slices.Contains(f.Enum, value) {
			err = fmt.Errorf("%q is not one of %s", value, strings.Join(f.Enum, ", "))
		}
	case f.Type == "size":
		err = new(Size).UnmarshalText([]byte(value))
	case f.Type == "duration":
		err = new(Duration).UnmarshalText([]byte(value))
	case f.Type == "number":
		if n, e := strconv.Atoi(value); e != nil || n < 0 {
			err = fmt.Errorf("%q is not a whole number", value)
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	return nil
}

// Check says what is wrong with the settings together. It returns every finding, not only the first.
func (c *Config) Check() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }

	if _, port, err := net.SplitHostPort(c.Listen); err != nil {
		bad("listen: %q is not an address and port such as 127.0.0.1:5432", c.Listen)
	} else if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		bad("listen: %q is not a port", port)
	}
	if c.Lake == "" || strings.ContainsAny(c.Lake, "\x00/\"") {
		bad("lake: %q cannot be a database name", c.Lake)
	}
	if c.Dir == "" {
		bad("dir: must not be empty")
	}
	if c.MaxConnections < 1 {
		bad("max-connections: must be at least 1")
	}
	if c.MaxMessageSize < 16<<10 || c.MaxMessageSize > 1<<30 {
		bad("max-message-size: %s is outside 16KiB to 1GiB", c.MaxMessageSize)
	}
	if c.StartupTimeout == 0 {
		bad("startup-timeout: must not be 0, or half-open connections would stay for ever")
	}
	if c.MemoryLimit != 0 && c.MemoryLimit < 256<<20 {
		bad("memory-limit: %s is too small, 256MiB is the least", c.MemoryLimit)
	}
	if c.CatalogConnections != 0 && c.CatalogConnections < 4 {
		bad("catalog-connections: %d is too few, 4 is the least", c.CatalogConnections)
	}
	if c.Threads < 0 {
		bad("threads: must not be negative")
	}
	errs = append(errs, c.checkTLS(), c.checkAuth())
	return errors.Join(errs...)
}

func (c *Config) checkTLS() error {
	given := c.TLSCert != "" || c.TLSKey != ""
	switch {
	case c.TLS == "files" && (c.TLSCert == "" || c.TLSKey == ""):
		return errors.New("tls: files needs both tls-cert and tls-key")
	case c.TLS != "files" && given:
		return fmt.Errorf("tls: tls-cert and tls-key are used only with tls=files, not %s", c.TLS)
	}
	return nil
}

func (c *Config) checkAuth() error {
	if c.Password != "" && c.PasswordFile != "" {
		return errors.New("password: set the password or password-file, not both")
	}
	if c.Auth == "trust" && !c.loopback() {
		return fmt.Errorf("auth: trust lets anyone in as superuser, so it is only for loopback, not for listen=%s", c.Listen)
	}
	return nil
}

// loopback says whether only this machine can reach the TCP listener. An empty host means every interface.
func (c *Config) loopback() bool {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// BootstrapPassword gives the superuser's password that the operator chose, or "".
func (c *Config) BootstrapPassword() (string, error) {
	if c.PasswordFile == "" {
		return c.Password, nil
	}
	data, err := os.ReadFile(c.PasswordFile)
	if err != nil {
		return "", fmt.Errorf("password-file: %w", err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	if line = strings.TrimRight(line, "\r"); line == "" {
		return "", fmt.Errorf("password-file: the first line of %s is empty", c.PasswordFile)
	}
	return line, nil
}
