// Package extensions knows the DuckDB extensions that lakewire needs: which builds are pinned, how they are fetched and
// checked, where they lie, and, in a release binary, how the ones it carries are unpacked.
//
// Its one job is that the engine finds, on any machine, exactly the binaries this version was tested with. It must not know
// DuckDB: installing from DuckDB's own repository is handed in as a Source by the command, since only engine speaks to it.
package extensions
