package server

import (
	"crypto/rand"
	"crypto/subtle"
	"os"
	"sync"
	"time"

	"lakewire/internal/pgerr"
	"lakewire/internal/wire"
)

// keyLen is the length of a cancel key in protocol 3.0.
const keyLen = 4

// entry is one session slot: taken when the start-up packet is known, given back when the connection ends.
type entry struct {
	pid      uint32
	key      [keyLen]byte
	user     string
	database string
	began    time.Time
	conn     *wire.Conn // nil until the client is authenticated
}

// registry finds sessions by pid and counts them.
type registry struct {
	mu       sync.Mutex
	entries  map[uint32]*entry
	last     uint32
	max      int
	reserved int
	closing  bool
}

func newRegistry(most, reserved int) *registry {
	return &registry{entries: make(map[uint32]*entry), last: uint32(os.Getpid()), max: most, reserved: reserved}
}

var (
	errTooMany = pgerr.New(pgerr.TooManyConnections, "sorry, too many clients already").AsFatal()
	errSlots   = pgerr.New(pgerr.TooManyConnections,
		"remaining connection slots are reserved for non-replication superuser connections").AsFatal()
	errClosing  = pgerr.New(pgerr.CannotConnectNow, "the database system is shutting down").AsFatal()
	errShutdown = pgerr.New(pgerr.AdminShutdown, "terminating connection due to administrator command").AsFatal()
	errCanceled = pgerr.New(pgerr.QueryCanceled, "canceling statement due to user request")
)

// take gives a slot with a fresh pid and key.
func (r *registry) take(user, database string) (*entry, error) {
	e := &entry{user: user, database: database, began: time.Now()}
	if _, err := rand.Read(e.key[:]); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closing {
		return nil, errClosing
	}
	if len(r.entries) >= r.max {
		return nil, errTooMany
	}
	for {
		if r.last++; r.last >= maxPID {
			r.last = 1000
		}
		if r.entries[r.last] == nil {
			break
		}
	}
	e.pid = r.last
	r.entries[e.pid] = e
	return e, nil
}

// join makes an authenticated connection known; one that is not a superuser's leaves the reserved slots alone.
func (r *registry) join(e *entry, c *wire.Conn, super bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closing {
		return errClosing
	}
	if !super && r.reserved > 0 && len(r.entries) > r.max-r.reserved {
		return errSlots
	}
	e.conn = c
	c.SetPID(e.pid)
	return nil
}

func (r *registry) drop(e *entry) {
	r.mu.Lock()
	delete(r.entries, e.pid)
	r.mu.Unlock()
}

// close refuses newcomers from now on and gives those who are in.
func (r *registry) close() []*wire.Conn {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closing = true
	var cs []*wire.Conn
	for _, e := range r.entries {
		if e.conn != nil {
			cs = append(cs, e.conn)
		}
	}
	return cs
}

// find gives the connection of a pid, or nil.
func (r *registry) find(pid uint32) *wire.Conn {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := r.entries[pid]; e != nil {
		return e.conn
	}
	return nil
}

// byKey is find for a cancel request. The comparison takes the same time for every key, and for pids that are not.
func (r *registry) byKey(pid uint32, key []byte) *wire.Conn {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.entries[pid]
	if !ok {
		e = &entry{}
	}
	if subtle.ConstantTimeCompare(e.key[:], key) == 1 && ok {
		return e.conn
	}
	return nil
}

// snapshot copies the entries of authenticated connections, in no order.
func (r *registry) snapshot() []entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	es := make([]entry, 0, len(r.entries))
	for _, e := range r.entries {
		if e.conn != nil {
			es = append(es, *e)
		}
	}
	return es
}
