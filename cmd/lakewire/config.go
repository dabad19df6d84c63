package main

import (
	"fmt"

	"lakewire/internal/config"
)

type configCmd struct {
	Check configCheckCmd `cmd:"" help:"Say what is wrong with the settings, or nothing."`
	Print configPrintCmd `cmd:"" help:"Print every setting and where its value came from. Secrets are masked."`
}

type configCheckCmd struct{ config.Config }

// Run reads the password file too, since a missing one would only be noticed at the next start.
func (c *configCheckCmd) Run(std streams) error {
	if err := c.Config.Check(); err != nil {
		return err
	}
	if _, err := c.BootstrapPassword(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(std.out, "ok")
	return err
}

type configPrintCmd struct{ config.Config }

func (c *configPrintCmd) Run(std streams, layers *config.Layers) error {
	return c.Config.Print(std.out, layers)
}
