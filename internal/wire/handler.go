package wire

import (
	"context"
	"time"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// Handler is what a session does with each message. All methods run on the goroutine that called Serve, one at a time.
// A method reports failure by returning an error; only Serve turns it into ErrorResponse, skipping and ReadyForQuery.
// The context ends when the statement is cancelled, the client is lost or the connection is being terminated;
// context.Cause then gives the *pgerr.Error to return.
type Handler interface {
	Query(ctx context.Context, sql string) error
	Parse(ctx context.Context, name, sql string, oids []uint32) error
	Bind(ctx context.Context, b *Bind) error
	DescribeStatement(ctx context.Context, name string) error
	DescribePortal(ctx context.Context, name string) error
	Execute(ctx context.Context, portal string, maxRows uint32) error
	CloseStatement(ctx context.Context, name string) error
	ClosePortal(ctx context.Context, name string) error

	// Sync ends the implicit transaction of an extended-protocol cycle; its error is reported before ReadyForQuery.
	Sync(ctx context.Context) error

	// Failed says that err is about to be reported, so that the transaction state moves.
	Failed(err *pgerr.Error)

	// TxStatus is the state that ReadyForQuery tells: 'I', 'T' or 'E'.
	TxStatus() byte

	// Idle is called before each ReadyForQuery, and, while the connection waits for a command, after Wake and when
	// the deadline of IdleDeadline has passed. It delivers notifications; a FATAL error ends the connection.
	Idle(ctx context.Context) error

	// IdleDeadline says when Idle must be called at the latest; false means never.
	IdleDeadline() (time.Time, bool)
}

// Bind is a Bind message. Params are borrowed: they are valid until Handler.Bind returns; nil is NULL.
type Bind struct {
	Portal        string
	Statement     string
	ParamFormats  []int16
	Params        [][]byte
	ResultFormats []int16
}

// ParamFormat gives the format of parameter i (from 0): no codes mean text, one code is for all.
func (b *Bind) ParamFormat(i int) int16 {
	switch {
	case len(b.ParamFormats) == 0:
		return 0
	case len(b.ParamFormats) == 1:
		return b.ParamFormats[0]
	default:
		return b.ParamFormats[i]
	}
}

// CheckFormats refuses a Bind whose format codes do not fit its parameters. PostgreSQL looks at this after it has found
// the statement, so the handler calls it, not Serve.
func (b *Bind) CheckFormats() error {
	if len(b.ParamFormats) > 1 && len(b.ParamFormats) != len(b.Params) {
		return pgerr.Newf(pgerr.ProtocolViolation, "bind message has %d parameter formats but %d parameters",
			len(b.ParamFormats), len(b.Params))
	}
	return nil
}

// Field is one column of a RowDescription.
type Field struct {
	Name   string
	Table  uint32
	Attr   uint16
	Desc   pgtypes.Desc
	Format int16
}
