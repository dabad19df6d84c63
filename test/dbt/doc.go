// Package dbt builds a dbt project with dbt-postgres on lakewire and on a real PostgreSQL 15, changes its seeds and builds it
// again, and compares what then stands in the tables. It must not know how either does it.
package dbt
