package wire

import (
	"sync"
	"time"
)

// States as pg_stat_activity spells them.
const (
	StateStarting = "" // before the first ReadyForQuery PostgreSQL shows NULL
	StateIdle     = "idle"
	StateActive   = "active"
	StateInTx     = "idle in transaction"
	StateFailedTx = "idle in transaction (aborted)"
)

// Status is what a connection is doing, for pg_stat_activity. Zero times mean NULL.
type Status struct {
	State         string
	Query         string
	Application   string
	WaitEventType string
	WaitEvent     string
	XactStart     time.Time
	QueryStart    time.Time
	StateChange   time.Time
}

// activity guards the Status: the serving goroutine writes it, other sessions read it.
type activity struct {
	mu sync.Mutex
	s  Status
}

// Status gives a copy of what the connection is doing. Safe on any goroutine.
func (c *Conn) Status() Status {
	c.act.mu.Lock()
	defer c.act.mu.Unlock()
	s := c.act.s
	// While idle PostgreSQL shows that the backend waits for its client.
	if s.WaitEvent == "" && s.State != StateActive && s.State != StateStarting {
		s.WaitEventType, s.WaitEvent = "Client", "ClientRead"
	}
	return s
}

// SetQuery says that the text begins to run. Serve calls it for Query and Parse; the session for Bind and Execute,
// whose text only it knows.
func (c *Conn) SetQuery(sql string) {
	now := time.Now()
	c.act.mu.Lock()
	defer c.act.mu.Unlock()
	s := &c.act.s
	s.Query, s.QueryStart = sql, now
	if s.State != StateActive {
		s.State, s.StateChange = StateActive, now
	}
	if s.XactStart.IsZero() {
		s.XactStart = now
	}
}

// SetWait says what a running statement waits for; two empty strings say that it runs.
func (c *Conn) SetWait(kind, event string) {
	c.act.mu.Lock()
	c.act.s.WaitEventType, c.act.s.WaitEvent = kind, event
	c.act.mu.Unlock()
}

// SetXactStart overrides the start of the transaction, which is otherwise that of its first statement.
func (c *Conn) SetXactStart(t time.Time) {
	c.act.mu.Lock()
	c.act.s.XactStart = t
	c.act.mu.Unlock()
}

// SetApplication records application_name.
func (c *Conn) SetApplication(name string) {
	c.act.mu.Lock()
	c.act.s.Application = name
	c.act.mu.Unlock()
}

// setIdle records the state that goes with a ReadyForQuery.
func (c *Conn) setIdle(tx byte) {
	now := time.Now()
	c.act.mu.Lock()
	defer c.act.mu.Unlock()
	s := &c.act.s
	switch tx {
	case 'T':
		s.State = StateInTx
	case 'E':
		s.State = StateFailedTx
	default:
		s.State, s.XactStart = StateIdle, time.Time{}
	}
	s.StateChange = now
	s.WaitEventType, s.WaitEvent = "", ""
}
