// Package bench measures lakewire against a real PostgreSQL on the same machine, in the same run, on the same data: what
// counts is the ratio. `make bench` runs it, or
//
//	go test ./test/bench -run '^$' -bench . [SF=0.1 in the environment for less data than scale factor 1]
//
// The table at the end names each measurement, both servers' numbers, their ratio and the bound that the ratio must keep;
// a bound that is broken fails the run.
package bench
