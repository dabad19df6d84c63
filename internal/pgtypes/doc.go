// Package pgtypes knows types: PostgreSQL 15's pg_type as recorded data, and which PostgreSQL type stands for which
// engine type, as one table. It must not know values: how they are written is encode's job.
package pgtypes
