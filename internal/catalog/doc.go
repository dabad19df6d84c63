// Package catalog makes the engine look like a PostgreSQL from inside: pg_catalog and information_schema as views, and
// PostgreSQL's functions, macros and type names, in a shim database behind the lake on the search path. It must not
// know sockets nor sessions: what is alive (activity, settings, cancelling) it asks of a Live.
package catalog
