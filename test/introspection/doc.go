// Package introspection compares the system catalogs of lakewire with a real PostgreSQL 15's on one schema: every relation with its
// columns and their types as RowDescription tells them, statements in the manner of the clients that ask them, and functions.
// Deviations are named where they are. It must not know lakewire's packages.
package introspection
