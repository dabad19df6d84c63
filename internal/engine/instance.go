package engine

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	bind "github.com/duckdb/duckdb-go-bindings"
	"go.uber.org/zap"

	"lakewire/internal/pgerr"
)

// instance is one life of DuckDB: the database and every connection made of it.
type instance struct {
	e          *Engine
	generation uint64
	db         bind.Database
	gate       *gate

	// handles is held for reading by who touches a connection from outside its goroutine (interrupt, progress), for
	// writing while a connection is taken apart.
	handles sync.RWMutex

	mu    sync.Mutex
	conns map[*Conn]struct{}
	warm  chan *Conn
	dead  bool
	ended chan struct{} // closed when it is dead

	pool     sync.Mutex // held while the pool of connections to the catalog is set
	stranded int        // how many of them it will never get back

	warming sync.WaitGroup
}

// bareInstance starts DuckDB alone.
func (e *Engine) bareInstance() (*instance, error) {
	inst := &instance{e: e, gate: newGate(), conns: map[*Conn]struct{}{}, warm: make(chan *Conn, e.o.Warm), ended: make(chan struct{})}
	return inst, inst.open()
}

// newInstance starts DuckDB, loads, attaches and registers. Nobody but its caller knows it yet.
func (e *Engine) newInstance(ctx context.Context) (*instance, error) {
	inst, err := e.bareInstance()
	if err != nil {
		return nil, err
	}
	inst.generation = e.generation.Add(1)
	if err := inst.boot(ctx); err != nil {
		inst.close(0)
		return nil, err
	}
	return inst, nil
}

// open starts DuckDB with its configuration.
func (i *instance) open() error {
	var cfg bind.Config
	bind.CreateConfig(&cfg)
	defer bind.DestroyConfig(&cfg)
	o := &i.e.o
	for _, kv := range [][2]string{
		{"extension_directory", o.ExtensionDir},
		{"temp_directory", o.TempDir},
		{"memory_limit", strconv.FormatInt(o.MemoryLimit, 10) + "B"},
		{"threads", strconv.Itoa(o.Threads)},
		{"autoinstall_known_extensions", "false"},
		{"autoload_known_extensions", "false"},
		{"allow_community_extensions", "false"},
	} {
		if kv[1] != "" && bind.SetConfig(cfg, kv[0], kv[1]) == bind.StateError {
			return pgerr.Newf(pgerr.InvalidParameterValue, "the engine does not take %q for %s", kv[1], kv[0])
		}
	}
	var msg string
	if bind.OpenExt(":memory:", &i.db, cfg, &msg) == bind.StateError {
		return pgerr.Newf(pgerr.InternalError, "the engine did not start: %s", msg)
	}
	return nil
}

// apart does something on a connection of its own. A nil instance is that of a closed engine.
func (i *instance) apart(do func(*Conn) error) error {
	if i == nil {
		return errClosed()
	}
	c, err := i.connect()
	if err != nil {
		return err
	}
	defer c.Close()
	return do(c)
}

// connect makes a bare connection.
func (i *instance) connect() (*Conn, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.dead {
		return nil, errLost()
	}
	c := &Conn{e: i.e, inst: i, stmts: map[*Stmt]struct{}{}, cache: newStmtCache()}
	if bind.Connect(i.db, &c.raw) == bind.StateError {
		return nil, pgerr.New(pgerr.InsufficientResources, "the engine gave no connection")
	}
	i.conns[c] = struct{}{}
	return c, nil
}

func (i *instance) forget(c *Conn) {
	i.mu.Lock()
	defer i.mu.Unlock()
	delete(i.conns, c)
}

// perConn are the settings of every connection, the private ones too: errors with their parts and position, and progress
// that is measured but not printed.
var perConn = []string{
	"SET errors_as_json = true",
	"SET enable_progress_bar = true",
	"SET enable_progress_bar_print = false",
	"SET progress_bar_time = 0",
}

// lease gives a warm connection or makes one.
func (i *instance) lease(ctx context.Context) (*Conn, error) {
	defer i.refill()
	select {
	case c := <-i.warm:
		return c, nil
	default:
		return i.prepared(ctx)
	}
}

// prepared makes a connection and does what every session's connection begins with.
func (i *instance) prepared(ctx context.Context) (*Conn, error) {
	c, err := i.connect()
	if err != nil {
		return nil, err
	}
	err = c.Setup(ctx, perConn...)
	if err == nil {
		err = i.beginPath(ctx, c)
	}
	if err == nil {
		err = c.Setup(ctx, i.e.o.ConnInit...)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// beginPath sets the search path that a fresh connection begins with. A schema of it may have been dropped since it was looked
// up (DROP SCHEMA public CASCADE): then it is looked up anew.
func (i *instance) beginPath(ctx context.Context, c *Conn) error {
	c.path = i.e.SearchPath()
	err := c.Setup(ctx, setPath(c.path)...)
	if err == nil || ctx.Err() != nil {
		return err
	}
	if err := i.findPath(ctx); err != nil {
		return err
	}
	c.path = i.e.SearchPath()
	return c.Setup(ctx, setPath(c.path)...)
}

// later is how long the making of a warm connection waits, so that it does not take a core from the statement for which
// the last one was lent.
const later = 50 * time.Millisecond

// refill makes a connection in the background where not enough are warm.
func (i *instance) refill() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.dead || len(i.warm) == cap(i.warm) {
		return
	}
	i.warming.Add(1)
	go func() {
		defer i.warming.Done()
		time.Sleep(later)
		if len(i.warm) == cap(i.warm) {
			return
		}
		c, err := i.prepared(context.Background())
		if err != nil {
			i.e.o.Log.Warn("a connection could not be made ready", zap.Error(err))
			return
		}
		select {
		case i.warm <- c:
		default:
			c.Close()
		}
	}()
}

// close takes the instance apart: no new connection, interrupts to what runs, and when each call has returned and each
// chunk is back, the database. It returns only then, for a file catalog must not be opened twice, or false at the end of
// patience: then DuckDB is left as it is.
func (i *instance) close(patience time.Duration) bool {
	if !i.quiet(patience, (*Conn).dismantle) {
		return false
	}
	bind.Close(&i.db)
	return true
}

// abandon stops an instance that has invalidated itself and leaves it where it is: to take its connections apart runs DuckDB's
// clean-up of their transactions, which then throws where nobody catches, and the process ends. It waits as close does, so
// that nothing of the old instance writes any more when the next one opens the catalog.
func (i *instance) abandon(patience time.Duration) bool {
	return i.quiet(patience, (*Conn).desert)
}

// quiet lets no new connection in, interrupts what runs, and does with each connection what is to be done when its call has
// returned and its chunks are back; false at the end of patience.
func (i *instance) quiet(patience time.Duration, end func(*Conn)) bool {
	i.mu.Lock()
	if !i.dead {
		i.dead = true
		close(i.ended)
	}
	i.mu.Unlock()
	i.warming.Wait()
	for until := time.Now().Add(patience); ; time.Sleep(again) {
		busy := false
		for _, c := range i.all() {
			busy = !c.retire(end) || busy
		}
		if !busy {
			return true
		}
		if time.Now().After(until) {
			return false
		}
	}
}

func (i *instance) all() []*Conn {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Collect(maps.Keys(i.conns))
}

// retire interrupts and ends a connection; false while a call runs or a chunk is out.
func (c *Conn) retire(end func(*Conn)) bool {
	c.Interrupt()
	if !c.mu.TryLock() {
		return false
	}
	c.lost.Store(true)
	c.mu.Unlock()
	if c.chunks.Load() > 0 {
		return false
	}
	end(c)
	return true
}
