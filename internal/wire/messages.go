package wire

import (
	"strings"

	"github.com/jackc/pgx/v5/pgproto3"

	"lakewire/internal/pgerr"
)

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
	c.send(&pgproto3.ParameterStatus{Name: name, Value: clean(value)})
}

// BackendKeyData tells the key with which the client may cancel.
func (c *Conn) BackendKeyData(pid uint32, key []byte) {
	c.send(&pgproto3.BackendKeyData{ProcessID: pid, SecretKey: key})
}

// Notification delivers a NOTIFY of another session.
func (c *Conn) Notification(pid uint32, channel, payload string) {
	c.send(&pgproto3.NotificationResponse{PID: pid, Channel: clean(channel), Payload: clean(payload)})
}

// RowDescription tells the columns of a result.
func (c *Conn) RowDescription(fields []Field) {
	m := pgproto3.RowDescription{Fields: make([]pgproto3.FieldDescription, len(fields))}
	for i, f := range fields {
		m.Fields[i] = pgproto3.FieldDescription{
			Name: []byte(clean(f.Name)), TableOID: f.Table, TableAttributeNumber: f.Attr,
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
		Severity: s, SeverityUnlocalized: s, Code: e.Code.String(), Message: clean(e.Message), Detail: clean(e.Detail),
		Hint: clean(e.Hint), Position: int32(e.Position), InternalPosition: int32(e.InternalPosition),
		InternalQuery: clean(e.InternalQuery), Where: clean(e.Where), SchemaName: clean(e.Schema),
		TableName: clean(e.Table), ColumnName: clean(e.Column), DataTypeName: clean(e.DataType),
		ConstraintName: clean(e.Constraint),
	}
}

// clean makes a text fit to be a string of the protocol. The engine quotes values in its messages, and a value may hold
// what would end the string early (NUL) or what strict drivers refuse to decode.
func clean(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\\0")
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
