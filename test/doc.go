// Package test holds what proves lakewire from outside: a real PostgreSQL beside it (pgserver), the built server itself
// (lakeserver), the protocol scripts replayed on both (golden), the drivers people use (clients), whole-server behaviour
// (integration), what is never lost (soak, judged by history) and the ratios (bench). Nothing here may import lakewire's own packages: a test that knows the inside
// cannot say what a client sees.
package test
