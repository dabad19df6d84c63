package catalog

import (
	"net"
	"strconv"
)

// SessionInit gives the statements that tell a leased connection whose it is. addr is the client's host:port, or "" for
// a Unix socket.
func SessionInit(user, db string, pid uint32, addr, server string) []string {
	out := []string{
		"SET VARIABLE lakewire_user = " + literal(user),
		"SET VARIABLE lakewire_pid = " + strconv.FormatUint(uint64(pid), 10),
	}
	if host, port, err := net.SplitHostPort(addr); err == nil {
		out = append(out, "SET VARIABLE lakewire_client_addr = "+literal(host), "SET VARIABLE lakewire_client_port = "+port)
	}
	if host, port, err := net.SplitHostPort(server); err == nil {
		out = append(out, "SET VARIABLE lakewire_server_addr = "+literal(host), "SET VARIABLE lakewire_server_port = "+port)
	}
	return out
}
