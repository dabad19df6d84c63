// Package internal holds no code. Its test walks the import graph and keeps every arrow pointing down.
package internal
