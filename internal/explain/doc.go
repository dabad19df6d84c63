// Package explain tells the engine's plans in the forms of PostgreSQL's EXPLAIN: text, JSON, XML and YAML, with the same
// keys, so that what reads PostgreSQL's plans reads these. What they tell is the engine's: its operators (under PostgreSQL's
// names where there is one), its estimates of rows, its times. It has no costs; a row that an operator gives counts 0.01,
// PostgreSQL's cpu_tuple_cost, and each operator's total has those below it.
//
// It must not know SQL, sessions or the engine.
package explain
