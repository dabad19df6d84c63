// Package soak lets many clients write at once on a server that is killed again and again, records what they were told
// and saw, and has test/history judge it. It also runs the defects of DuckLake that lakewire is there to keep from its
// users, on bare DuckLake and here. Ninety seconds of it are in `make test`; `make soak` goes on for as long as it is told.
package soak
