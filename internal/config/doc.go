// Package config is lakewire's settings: one typed struct with one default each, read from flags, the environment and a
// YAML file, and checked whole before anything starts.
//
// Its one job is to answer "which value, and who said so". It must not know what a setting does: it opens no socket, no
// lake and no log. docs/configuration.md is written from the struct in this package (go generate), and a test holds the
// two together.
package config

//go:generate go run ../../scripts/gendocs -o ../../docs/configuration.md
