// Package clients runs the drivers that people use against lakewire, and against a real PostgreSQL with the same
// programs, so that what they check is PostgreSQL's behaviour and not ours. A program prints one line a check.
package clients
