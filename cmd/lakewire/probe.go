package main

import (
	"errors"
	"fmt"
	"net"
	"time"

	"lakewire/internal/config"
)

type probeCmd struct {
	config.ListenSettings `embed:""`
	config.FileSettings   `embed:""`
	Timeout               config.Duration `default:"3s" help:"How long to wait for the answer."`
}

// sslRequest is the shortest question that only a PostgreSQL server answers, and it answers before it knows who asks.
var sslRequest = []byte{0, 0, 0, 8, 4, 210, 22, 47}

// Run succeeds when a server on the configured address speaks PostgreSQL. It asks this machine where the server listens on
// every interface.
func (c *probeCmd) Run(std streams) error {
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	addr := net.JoinHostPort(host, port)
	conn, err := net.DialTimeout("tcp", addr, c.Timeout.Std())
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(c.Timeout.Std())); err != nil {
		return err
	}
	answer := make([]byte, 1)
	if _, err := conn.Write(sslRequest); err != nil {
		return err
	}
	if _, err := conn.Read(answer); err != nil {
		return err
	}
	if answer[0] != 'S' && answer[0] != 'N' {
		return errors.New(addr + " does not speak PostgreSQL")
	}
	_, err = fmt.Fprintf(std.out, "%s accepts connections\n", addr)
	return err
}
