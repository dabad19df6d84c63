package wire

import (
	"sync"

	"github.com/jackc/pgx/v5/pgproto3"

	"lakewire/internal/pgerr"
)

// writeBuf is how much is gathered before it is written; the buffers have as much again, so that what one Append adds
// seldom makes them grow.
const writeBuf = 64 << 10

var writeBufs = sync.Pool{New: func() any { b := make([]byte, 0, 2*writeBuf); return &b }}

// writer gathers messages. The buffer is taken at the first message of a cycle and given back when the connection goes
// idle.
type writer struct {
	buf []byte
	err error // the first failed write; nothing is written after it
}

// message is what pgproto3 calls a backend message.
type message interface {
	Encode(dst []byte) ([]byte, error)
}

func (w *writer) take() {
	if w.buf == nil {
		w.buf = *writeBufs.Get().(*[]byte)
	}
}

// release gives an empty buffer back to the pool; one that grew large is dropped.
func (w *writer) release() {
	if w.buf == nil || len(w.buf) > 0 {
		return
	}
	if b := w.buf; cap(b) <= 4*writeBuf {
		writeBufs.Put(&b)
	}
	w.buf = nil
}

// send appends a message. A failed write shows at the next Flush, Append or DataRows, and ends the serve loop.
func (c *Conn) send(m message) {
	c.out.take()
	b, err := m.Encode(c.out.buf)
	if err != nil {
		// Only a message beyond the protocol's 1 GB comes here.
		if c.out.err == nil {
			c.out.err = err
		}
		return
	}
	c.out.buf = b
	if len(b) >= writeBuf {
		_ = c.Flush()
	}
}

// Append lends the tail of the write buffer to f, which appends whole framed messages and returns the longer slice; f
// must not keep it. More than 64 KiB are written out, which blocks while the client does not read. An error of f takes
// back what it appended.
func (c *Conn) Append(f func(dst []byte) ([]byte, error)) error {
	if c.out.err != nil {
		return c.lost()
	}
	c.out.take()
	b, err := f(c.out.buf)
	if err != nil {
		return err
	}
	c.out.buf = b
	if len(b) >= writeBuf {
		return c.Flush()
	}
	return nil
}

// DataRows sends DataRow messages that are framed already. framed is read until the method returns.
func (c *Conn) DataRows(framed []byte, _ int) error {
	if len(framed) < writeBuf/2 {
		return c.Append(func(dst []byte) ([]byte, error) { return append(dst, framed...), nil })
	}
	if err := c.Flush(); err != nil {
		return err
	}
	return c.write(framed)
}

// Flush writes what is gathered.
func (c *Conn) Flush() error {
	if c.out.err != nil {
		c.out.buf = c.out.buf[:0]
		return c.lost()
	}
	if len(c.out.buf) == 0 {
		return nil
	}
	err := c.write(c.out.buf)
	c.out.buf = c.out.buf[:0]
	return err
}

// write is the one place where bytes leave. A failure is remembered and cancels the statement that runs.
func (c *Conn) write(b []byte) error {
	if _, err := c.nc.Write(b); err != nil {
		c.out.err = err
		e := c.lost()
		c.CancelRunning(e)
		return e
	}
	return nil
}

// lost is the error for a client that cannot be written to; it is never sent.
func (c *Conn) lost() *pgerr.Error {
	if e := c.ending.Load(); e != nil {
		return e
	}
	return errClientLost.WithCause(c.out.err)
}

// errClientLost ends a session whose client has gone.
var errClientLost = pgerr.New(pgerr.ConnectionFailure, "connection to client lost").AsFatal()

// EmptyQuery answers a string that holds no statement.
func (c *Conn) EmptyQuery() { c.send(&pgproto3.EmptyQueryResponse{}) }

// NoData answers Describe for what returns no rows.
func (c *Conn) NoData() { c.send(&pgproto3.NoData{}) }

// ParseComplete answers Parse.
func (c *Conn) ParseComplete() { c.send(&pgproto3.ParseComplete{}) }

// BindComplete answers Bind.
func (c *Conn) BindComplete() { c.send(&pgproto3.BindComplete{}) }

// CloseComplete answers Close.
func (c *Conn) CloseComplete() { c.send(&pgproto3.CloseComplete{}) }

// PortalSuspended ends an Execute that has reached its row limit.
func (c *Conn) PortalSuspended() { c.send(&pgproto3.PortalSuspended{}) }

// CommandComplete ends a statement.
func (c *Conn) CommandComplete(tag string) {
	c.send(&pgproto3.CommandComplete{CommandTag: []byte(tag)})
}

// ParameterDescription tells the parameter types of a statement.
func (c *Conn) ParameterDescription(oids []uint32) {
	c.send(&pgproto3.ParameterDescription{ParameterOIDs: oids})
}

// ParameterStatus reports a setting.
func (c *Conn) ParameterStatus(name, value string) {
	c.send(&pgproto3.ParameterStatus{Name: name, Value: value})
}

// BackendKeyData tells the key with which the client may cancel.
func (c *Conn) BackendKeyData(pid uint32, key []byte) {
	c.send(&pgproto3.BackendKeyData{ProcessID: pid, SecretKey: key})
}

// Notification delivers a NOTIFY of another session.
func (c *Conn) Notification(pid uint32, channel, payload string) {
	c.send(&pgproto3.NotificationResponse{PID: pid, Channel: channel, Payload: payload})
}

// RowDescription tells the columns of a result.
func (c *Conn) RowDescription(fields []Field) {
	m := pgproto3.RowDescription{Fields: make([]pgproto3.FieldDescription, len(fields))}
	for i, f := range fields {
		m.Fields[i] = pgproto3.FieldDescription{
			Name: []byte(f.Name), TableOID: f.Table, TableAttributeNumber: f.Attr,
			DataTypeOID: uint32(f.Desc.OID), DataTypeSize: f.Desc.Len, TypeModifier: f.Desc.Mod, Format: f.Format,
		}
	}
	c.send(&m)
}

// readyForQuery ends a cycle.
func (c *Conn) readyForQuery(tx byte) { c.send(&pgproto3.ReadyForQuery{TxStatus: tx}) }

// Notice sends a notice or warning and, as PostgreSQL does, writes it out at once. What client_min_messages hides is
// not given to this method.
func (c *Conn) Notice(e *pgerr.Error) {
	n := pgproto3.NoticeResponse(errorFields(e))
	c.send(&n)
	_ = c.Flush()
}

// sendError sends an error and writes it out at once.
func (c *Conn) sendError(e *pgerr.Error) error {
	m := errorFields(e)
	c.send(&m)
	return c.Flush()
}

func errorFields(e *pgerr.Error) pgproto3.ErrorResponse {
	s := e.Severity.String()
	return pgproto3.ErrorResponse{
		Severity: s, SeverityUnlocalized: s, Code: e.Code.String(), Message: e.Message, Detail: e.Detail, Hint: e.Hint,
		Position: int32(e.Position), InternalPosition: int32(e.InternalPosition), InternalQuery: e.InternalQuery,
		Where: e.Where, SchemaName: e.Schema, TableName: e.Table, ColumnName: e.Column, DataTypeName: e.DataType,
		ConstraintName: e.Constraint,
	}
}
