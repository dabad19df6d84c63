// Command lakewire serves a DuckLake to PostgreSQL clients.
//
// This package is the top floor: it reads settings, wires the rooms below together, turns signals into shutdowns and
// errors into one line and an exit code. Nothing below it imports it.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"lakewire/internal/config"
	"lakewire/internal/extensions"
	"lakewire/internal/pgerr"
)

type cli struct {
	Serve      serveCmd      `cmd:"" help:"Serve the lake to PostgreSQL clients."`
	Config     configCmd     `cmd:"" help:"Check or print the settings that serve would use."`
	Extensions extensionsCmd `cmd:"" help:"Fetch and check the DuckDB extensions."`
	Demo       demoCmd       `cmd:"" help:"Fill the lake with example data."`
	Probe      probeCmd      `cmd:"" help:"Ask a running server whether it accepts connections (for health checks)."`
	Rewrite    rewriteCmd    `cmd:"" hidden:""`
	Version    versionCmd    `cmd:"" help:"Print the versions of lakewire, DuckDB and Go."`
}

// streams are where a command writes: stdout for what was asked for, stderr for everything else.
type streams struct{ out, err io.Writer }

func main() { os.Exit(run(os.Args[1:], os.Environ(), streams{os.Stdout, os.Stderr})) }

// run is the whole program. Every failure leaves by the same door: one line on stderr that names the cause, exit code 1.
func run(args, environ []string, std streams) (code int) {
	layers := config.NewLayers(environ)
	var c cli
	exited := false
	options := append(layers.Options(),
		kong.Name("lakewire"),
		kong.Description("A PostgreSQL server in front of a DuckLake."),
		kong.Writers(std.out, std.err),
		kong.Exit(func(status int) { exited, code = true, status }),
		kong.Bind(std, layers, reloader(func() (*config.Config, error) { return settings(args, environ) })),
		kong.Vars{"platform": extensions.Platform()},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	parser, err := kong.New(&c, options...)
	if err == nil {
		var ctx *kong.Context
		ctx, err = parser.Parse(args)
		if exited { // --help was answered
			return code
		}
		if err == nil {
			err = layers.CheckFlags()
		}
		if err == nil {
			err = ctx.Run()
		}
	}
	var silent *exitCode
	if errors.As(err, &silent) {
		return silent.code
	}
	if err != nil {
		fmt.Fprintln(std.err, "lakewire: "+oneLine(err))
		return 1
	}
	return 0
}

// oneLine words an error for the terminal: what happened, what is behind it, what to do.
func oneLine(err error) string {
	text := config.Message(err)
	var e *pgerr.Error
	if errors.As(err, &e) {
		text = e.Message
		if e.Detail != "" {
			text += ": " + e.Detail
		}
		if e.Hint != "" {
			text += " (" + e.Hint + ")"
		}
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }), "; ")
}

// settings reads a command line of serve without running it.
func settings(args, environ []string) (*config.Config, error) {
	layers := config.NewLayers(environ)
	var c cli
	parser, err := kong.New(&c, append(layers.Options(), kong.Vars{"platform": extensions.Platform()})...)
	if err != nil {
		return nil, err
	}
	if _, err := parser.Parse(args); err != nil {
		return nil, err
	}
	return &c.Serve.Config, nil
}

// exitCode ends the program with a code when everything worth saying has been said.
type exitCode struct{ code int }

func (e *exitCode) Error() string { return fmt.Sprintf("exit code %d", e.code) }
