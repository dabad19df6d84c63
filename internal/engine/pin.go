package engine

import (
	"strconv"
	"strings"

	bind "github.com/duckdb/duckdb-go-bindings"
)

// pinned is a bare connection that never runs a query. DuckLake keeps the descriptions that a query was bound to until the
// end of that query, on that connection: what a connection has only prepared on stays for as long as the connection does, even
// when the object cache has dropped it for want of memory.
//
// pin keeps the descriptions of this connection's snapshot until its transaction ends. It is called before each change of
// descriptions, the first time alone in the gate, with the connection's mutex held; without a transaction nothing outlives the statement. That
// it fails is no error: then the statement has only the cache to rely on, as all statements do in DuckLake.
func (c *Conn) pin() {
	if !c.block {
		return
	}
	if c.pinned == nil {
		base, ok := c.snapshot()
		if !ok {
			return
		}
		k, err := c.inst.connect()
		if err != nil {
			return
		}
		c.pinned, c.base = k, base
	}
	k := c.pinned
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.gone {
		return
	}
	// There is no such relation: that is found out after the descriptions have been loaded, and pinned.
	var raw bind.PreparedStatement
	bind.Prepare(k.raw, "SELECT 1 FROM "+quoteIdent(c.e.o.Lake)+".main."+quoteIdent(c.e.meta)+" AT (VERSION => "+c.base+")", &raw)
	bind.DestroyPrepare(&raw)
}

// snapshot gives the number of the snapshot that the connection's transaction reads.
func (c *Conn) snapshot() (string, bool) {
	var res bind.Result
	defer bind.DestroyResult(&res)
	c.queries++
	if bind.Query(c.raw, "SELECT id::BIGINT FROM ducklake_current_snapshot("+quoteLiteral(c.e.o.Lake)+")", &res) == bind.StateError {
		return "", false
	}
	chunk := bind.FetchChunk(res)
	if chunk.Ptr == nil {
		return "", false
	}
	defer bind.DestroyDataChunk(&chunk)
	var v Vector
	loadVector(&v, scalars[bind.TypeBigInt], bind.DataChunkGetVector(chunk, 0), int(bind.DataChunkGetSize(chunk)))
	if len(v.Int64s()) != 1 {
		return "", false
	}
	return strconv.FormatInt(v.Int64s()[0], 10), true
}

// unpin lets go of what pin kept.
func (c *Conn) unpin() {
	if c.pinned != nil {
		c.pinned.Close()
		c.pinned = nil
	}
}

// describes tells whether a statement changes the lake's descriptions; one that makes or drops something temporary does not.
func (st *Stmt) describes() bool {
	switch st.kind {
	case StmtCreate, StmtCreateFunc, StmtDrop, StmtAlter:
	default:
		return false
	}
	words := strings.Fields(strings.ToLower(st.sql[:min(len(st.sql), 200)]))
	for _, w := range words[:min(len(words), 6)] {
		if w == "temp" || w == "temporary" || strings.HasPrefix(w, "temp.") {
			return false
		}
	}
	return true
}

// begins tells whether a transaction statement opens a transaction.
func begins(sql string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(sql), " ")
	return strings.EqualFold(first, "begin") || strings.EqualFold(first, "start")
}
