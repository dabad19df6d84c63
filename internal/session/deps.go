package session

import (
	"go.uber.org/zap"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/engine"
	"lakewire/internal/guard"
	"lakewire/internal/guc"
	"lakewire/internal/locks"
)

// Deps is what every session of a process shares. All fields but Log and the spool's are needed.
type Deps struct {
	Engine     *engine.Engine
	Translator *dialect.Translator
	Guard      *guard.Guard
	Base       *guc.Base
	Hub        *Hub                   // made by NewHub: notifications between sessions, and who is there
	Images     *catalog.Images        // of the lake, for pg_catalog
	Locks      locks.Table            // of the lake: locks.NewLocal, or what several processes share
	Lake       string                 // the catalog name under which the engine has attached the lake
	Superuser  func(user string) bool // nil: nobody is one
	Log        *zap.Logger

	SpoolMemory int64  // what one parked result may hold in memory before it spills; 0 = 8 MiB
	SpoolDir    string // where it spills; "" = the system's temporary directory

	// Rewriter is the command, with its first arguments, that reads a Parquet file and writes its rows into another (engine.Rewrite):
	// status 1 and a line on stderr tell what is wrong with it.
	Rewriter []string

	// Init gives the statements that tell a leased connection whose it is: catalog.SessionInit.
	Init func(user, db string, pid uint32, addr, server string) []string
}

const defaultSpoolMemory = 8 << 20

func (d *Deps) spoolMemory() int64 {
	if d.SpoolMemory > 0 {
		return d.SpoolMemory
	}
	return defaultSpoolMemory
}

func (d *Deps) log() *zap.Logger {
	if d.Log == nil {
		return zap.NewNop()
	}
	return d.Log
}
