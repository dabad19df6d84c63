package guard

import (
	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// outside refuses the server's own files and programs, which no role of ours may reach.
func outside(n *dialect.Copy) *pgerr.Error {
	how := "to"
	role := "pg_write_server_files"
	if n.From {
		how, role = "from", "pg_read_server_files"
	}
	msg := "must be superuser or have privileges of the " + role + " role to COPY " + how + " a file"
	if n.Program {
		msg = "must be superuser or have privileges of the pg_execute_server_program role to COPY to or from an external program"
	}
	return pgerr.New(pgerr.InsufficientPrivilege, msg).
		WithHint("Anyone can COPY to stdout or from stdin. psql's \\copy command also works for anyone.")
}
