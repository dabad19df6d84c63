// Package soak lets many clients write at once on a server that is killed again and again, whose catalog restarts, whose object
// store stalls and whose disk is full; it records what they were told and saw, and has test/history judge it. It also runs the
// defects of DuckLake that lakewire is there to keep from its users, on bare DuckLake and here. Some seconds of each are in
// `make test`; `make soak` goes on for as long as it is told.
package soak
