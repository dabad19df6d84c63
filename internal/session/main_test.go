package session_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"lakewire/internal/session/sessiontest"
)

// connect gives a pgx connection that speaks the given mode.
func connect(t *testing.T, s *sessiontest.Server, mode pgx.QueryExecMode) *pgx.Conn {
	t.Helper()
	cfg, err := pgx.ParseConfig(s.DSN())
	require.NoError(t, err)
	cfg.DefaultQueryExecMode = mode
	cfg.OnNotice = nil
	c, err := pgx.ConnectConfig(ctx(t), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func ctx(t *testing.T) context.Context {
	t.Helper()
	c, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(cancel)
	return c
}

// raw gives a bare connection and what it was warned of.
func raw(t *testing.T, s *sessiontest.Server) (*pgconn.PgConn, *[]string) {
	t.Helper()
	cfg, err := pgconn.ParseConfig(s.DSN())
	require.NoError(t, err)
	var notices []string
	cfg.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) { notices = append(notices, n.Code+" "+n.Message) }
	c, err := pgconn.ConnectConfig(ctx(t), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c, &notices
}

// ask runs a string and gives each result as "tag: row; row", or the error as "SQLSTATE message".
func ask(t *testing.T, c *pgconn.PgConn, sql string) []string {
	t.Helper()
	res, err := c.Exec(ctx(t), sql).ReadAll()
	var out []string
	for _, r := range res {
		if r.Err != nil {
			continue
		}
		s := r.CommandTag.String()
		for i, row := range r.Rows {
			sep := "; "
			if i == 0 {
				sep = ": "
			}
			s += sep
			for j, v := range row {
				if j > 0 {
					s += "|"
				}
				s += string(v)
			}
		}
		out = append(out, s)
	}
	if err != nil {
		var e *pgconn.PgError
		require.ErrorAs(t, err, &e)
		out = append(out, e.Code+" "+e.Message)
	}
	return out
}

// sendPortal opens a named portal and reads some of its rows.
func sendPortal(fe *pgproto3.Frontend, name, sql string, rows uint32) {
	fe.Send(&pgproto3.Parse{Query: sql})
	fe.Send(&pgproto3.Bind{DestinationPortal: name})
	fe.Send(&pgproto3.Execute{Portal: name, MaxRows: rows})
	fe.Send(&pgproto3.Sync{})
}

// drainTo reads up to ReadyForQuery.
func drainTo(t *testing.T, fe *pgproto3.Frontend) {
	t.Helper()
	for {
		m, err := fe.Receive()
		require.NoError(t, err)
		switch m := m.(type) {
		case *pgproto3.ErrorResponse:
			t.Fatal(m.Code, m.Message)
		case *pgproto3.ReadyForQuery:
			return
		}
	}
}

// TestMain sees that nothing is left behind.
func TestMain(m *testing.M) {
	sessiontest.Main()
	goleak.VerifyTestMain(m)
}
