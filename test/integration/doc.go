// Package integration proves the whole server as a process: TPC-H over the wire, memory, cancel, hostile texts, storms of
// clients, restarts and crashes. It must not import lakewire's packages; what the engine alone says is asked of DuckDB.
package integration
