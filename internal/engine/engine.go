package engine

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"lakewire/internal/pgerr"
	"lakewire/internal/s3access"
)

// Engine is one DuckDB instance with one lake attached. An instance that has invalidated itself is replaced inside:
// whoever leases a Conn afterwards gets the new one.
type Engine struct {
	o    Options
	lock *dirLock
	meta string // the metadata catalog's unguessable name
	scr  scrubber

	s3     *s3access.Chain
	copies string // folder of the files of COPY

	seats seats // of an embedded catalog nil

	mu        sync.Mutex
	cond      *sync.Cond
	cur       *instance // nil while it is being replaced, and after Close
	boot      *instance // what Admin works on
	locked    bool
	closed    bool
	replacing bool
	failed    error // why a replacement failed
	hooks     []func(context.Context, *Engine) error
	udfs      []udf
	path      []string // search path of a fresh connection
	created   bool

	generation atomic.Uint64
	changes    atomic.Uint64
	background sync.WaitGroup
}

// Open locks the folder, starts DuckDB, loads the extensions and attaches the lake, making it where there is none. What
// stands in the way is told by one *pgerr.Error. The engine is not locked down yet.
func Open(ctx context.Context, o Options) (*Engine, error) {
	o.setDefaults()
	if err := o.makeDirs(); err != nil {
		return nil, err
	}
	lock, err := lockDir(o.Dir)
	if err != nil {
		return nil, err
	}
	sweep(o.TempDir)
	duck, heap := MemoryBudget()
	if o.MemoryLimit == 0 {
		o.MemoryLimit = duck
	}
	boundHeap(heap)
	if o.Threads == 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	e := &Engine{o: o, lock: lock, meta: "m_" + randomName(), udfs: []udf{inflowUDF{}}}
	e.cond = sync.NewCond(&e.mu)
	if e.copies, err = copyDir(o.TempDir); err != nil {
		lock.release()
		return nil, err
	}
	e.scr = newScrubber(e)
	inst, err := e.newInstance(ctx)
	if err != nil {
		lock.release()
		return nil, err
	}
	e.boot, e.cur = inst, inst
	if e.o.shared() {
		e.seats = newSeats(e.o.CatalogConnections)
	}
	if err := inst.findPath(ctx); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// copyDir makes the folder of COPY's files, and gives its whole path: the engine compares paths as they are written.
func copyDir(temp string) (string, error) {
	dir, err := filepath.Abs(filepath.Join(temp, "copy"))
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		return "", unwritable(dir, err)
	}
	return dir, nil
}

// shutdownPatience is how long Close waits for calls that do not heed their interrupt; the process ends anyway.
const shutdownPatience = 5 * time.Second

// sweep removes what a process that died left in the folder of temporary files.
func sweep(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, f := range entries {
		_ = os.RemoveAll(filepath.Join(dir, f.Name()))
	}
}

// MetadataName gives the unguessable name under which the lake's metadata is attached.
func (e *Engine) MetadataName() string { return e.meta }

// Metadata gives what stands before the dot of a table of the lake's metadata: the catalog and its schema.
func (e *Engine) Metadata() string {
	schema := "main"
	if isPostgres(e.o.Catalog) {
		schema = catalogSchema(e.o.Catalog)
	}
	return quoteIdent(e.meta) + "." + quoteIdent(schema)
}

// CopyDir gives the folder in which files lie that COPY passes to the engine, and the engine to COPY.
func (e *Engine) CopyDir() string { return e.copies }

// Lake gives the lake's name.
func (e *Engine) Lake() string { return e.o.Lake }

// ExtensionDir gives the folder from which DuckDB's extensions are loaded, which is as trusted as the program.
func (e *Engine) ExtensionDir() string { return e.o.ExtensionDir }

// Created tells that Open made the lake.
func (e *Engine) Created() bool { return e.created }

// Generation counts the instances from 1.
func (e *Engine) Generation() uint64 { return e.generation.Load() }

// Note writes into the lock file where this process listens, for whoever tries to open the folder too.
func (e *Engine) Note(listen string) { e.lock.note(listen) }

// OnReplace adds a hook that runs on each new instance before anybody gets a connection of it: what a catalog installs.
func (e *Engine) OnReplace(f func(context.Context, *Engine) error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.hooks = append(e.hooks, f)
}

// Admin runs one statement on a private connection: bootstrap and maintenance. It is not bound by search_path.
func (e *Engine) Admin(ctx context.Context, sql string) error {
	e.mu.Lock()
	inst := e.boot
	e.mu.Unlock()
	return inst.apart(func(c *Conn) error {
		_, err := c.Exec(ctx, sql)
		return err
	})
}

// Shared tells whether other processes may change the lake at the same time.
func (e *Engine) Shared() bool { return e.o.shared() }

// Changes counts the statements that have ended and may have changed the lake. Where no other process shares the lake, nothing
// has changed as long as the count is the same.
func (e *Engine) Changes() uint64 { return e.changes.Load() }

// AdminConn leases a private connection without search_path and ConnInit; the caller closes it.
func (e *Engine) AdminConn(ctx context.Context) (*Conn, error) {
	e.mu.Lock()
	inst := e.boot
	e.mu.Unlock()
	if inst == nil {
		return nil, errClosed()
	}
	return inst.connect()
}

// Conn leases a connection: search_path and ConnInit are done. It waits while an instance is being replaced.
func (e *Engine) Conn(ctx context.Context) (*Conn, error) {
	inst, err := e.current(ctx)
	if err != nil {
		return nil, err
	}
	return inst.lease(ctx)
}

// current gives the instance of today, waiting for it if need be.
func (e *Engine) current(ctx context.Context) (*instance, error) {
	stop := context.AfterFunc(ctx, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.cond.Broadcast()
	})
	defer stop()
	e.mu.Lock()
	defer e.mu.Unlock()
	for e.cur == nil {
		switch {
		case e.closed:
			return nil, errClosed()
		case e.failed != nil:
			return nil, e.failed
		case ctx.Err() != nil:
			return nil, causeOf(ctx)
		}
		e.cond.Wait()
	}
	return e.cur, nil
}

func errClosed() *pgerr.Error {
	return pgerr.New(pgerr.CannotConnectNow, "the database system is shutting down").AsFatal()
}

// Close interrupts what runs, closes every connection and DuckDB, and gives the folder free. It may be called twice.
func (e *Engine) Close() error {
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return nil
	}
	e.closed = true
	for e.replacing {
		e.cond.Wait()
	}
	inst := e.boot
	e.cur, e.boot = nil, nil
	e.cond.Broadcast()
	e.mu.Unlock()
	if inst != nil {
		if !inst.close(shutdownPatience) {
			e.o.Log.Warn("the engine is left running: a call does not heed its interrupt")
		}
	}
	e.background.Wait()
	e.lock.release()
	return nil
}
