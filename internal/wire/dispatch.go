package wire

import (
	"context"

	"github.com/jackc/pgx/v5/pgproto3"

	"lakewire/internal/pgerr"
)

// handle decodes one message and gives it to the handler.
func (s *loop) handle(typ byte, body []byte) error {
	switch typ {
	case 'Q':
		return s.query(body)
	case 'S':
		return s.sync(body)
	case 'P':
		return s.parse(body)
	case 'B':
		return s.bind(body)
	case 'D':
		return s.describe(body)
	case 'E':
		return s.execute(body)
	case 'C':
		return s.closeObject(body)
	case 'H':
		s.extended = true
		if len(body) != 0 {
			return malformed()
		}
		return s.c.Flush()
	case 'F':
		s.ready = true
		return pgerr.Unsupported("function call messages are not supported",
			"Call the function with a SELECT statement.")
	default: // CopyData, CopyDone, CopyFail: left over from a COPY that has failed, to be ignored
		return nil
	}
}

// do runs a handler method inside the window in which it can be cancelled.
func (s *loop) do(f func(ctx context.Context) error) error {
	ctx := s.c.begin(s.ctx)
	defer s.c.end()
	return f(ctx)
}

func (s *loop) query(body []byte) error {
	s.ready = true
	var m pgproto3.Query
	if err := m.Decode(body); err != nil {
		return malformed()
	}
	s.c.SetQuery(m.String)
	if err := checkText(m.String); err != nil {
		return err
	}
	return s.do(func(ctx context.Context) error { return s.h.Query(ctx, m.String) })
}

func (s *loop) sync(body []byte) error {
	s.skip, s.ready = false, true
	if len(body) != 0 {
		return malformed()
	}
	return s.do(s.h.Sync)
}

func (s *loop) parse(body []byte) error {
	s.extended = true
	var m pgproto3.Parse
	if err := m.Decode(body); err != nil || len(body) != len(m.Name)+len(m.Query)+4+4*len(m.ParameterOIDs) {
		return malformed()
	}
	s.c.SetQuery(m.Query)
	if err := checkText(m.Name, m.Query); err != nil {
		return err
	}
	return s.do(func(ctx context.Context) error { return s.h.Parse(ctx, m.Name, m.Query, m.ParameterOIDs) })
}

func (s *loop) bind(body []byte) error {
	s.extended = true
	var m pgproto3.Bind
	if err := m.Decode(body); err != nil || bindLen(&m) != len(body) {
		return malformed()
	}
	if err := checkText(m.DestinationPortal, m.PreparedStatement); err != nil {
		return err
	}
	b := Bind{Portal: m.DestinationPortal, Statement: m.PreparedStatement, ParamFormats: m.ParameterFormatCodes,
		Params: m.Parameters, ResultFormats: m.ResultFormatCodes}
	return s.do(func(ctx context.Context) error { return s.h.Bind(ctx, &b) })
}

// bindLen is how long the body of a Bind message is; pgproto3 does not mind bytes after it, PostgreSQL does.
func bindLen(m *pgproto3.Bind) int {
	n := len(m.DestinationPortal) + len(m.PreparedStatement) + 8 + 2*len(m.ParameterFormatCodes) + 2*len(m.ResultFormatCodes)
	for _, p := range m.Parameters {
		n += 4 + len(p)
	}
	return n
}

func (s *loop) describe(body []byte) error {
	var m pgproto3.Describe
	err := m.Decode(body)
	return s.object(err, m.ObjectType, m.Name, "DESCRIBE", s.h.DescribeStatement, s.h.DescribePortal)
}

// object is what Describe and Close share: the name of a statement or of a portal, and what is done with each.
func (s *loop) object(malformation error, kind byte, name, verb string, statement, portal func(context.Context, string) error) error {
	s.extended = true
	if malformation != nil {
		return malformed()
	}
	if err := checkText(name); err != nil {
		return err
	}
	switch kind {
	case 'S':
		return s.do(func(ctx context.Context) error { return statement(ctx, name) })
	case 'P':
		return s.do(func(ctx context.Context) error { return portal(ctx, name) })
	default:
		return pgerr.Newf(pgerr.ProtocolViolation, "invalid %s message subtype %d", verb, kind)
	}
}

func (s *loop) execute(body []byte) error {
	s.extended = true
	var m pgproto3.Execute
	if err := m.Decode(body); err != nil || len(body) != len(m.Portal)+5 {
		return malformed()
	}
	if err := checkText(m.Portal); err != nil {
		return err
	}
	limit := m.MaxRows
	if int32(limit) < 0 { // PostgreSQL takes a negative limit as none
		limit = 0
	}
	return s.do(func(ctx context.Context) error { return s.h.Execute(ctx, m.Portal, limit) })
}

func (s *loop) closeObject(body []byte) error {
	var m pgproto3.Close
	err := m.Decode(body)
	return s.object(err, m.ObjectType, m.Name, "CLOSE", s.h.CloseStatement, s.h.ClosePortal)
}
