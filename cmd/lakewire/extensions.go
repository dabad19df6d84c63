package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"lakewire/internal/engine"
	"lakewire/internal/extensions"
)

type extensionsCmd struct {
	Install extensionsInstallCmd `cmd:"" help:"Fetch the pinned DuckDB extensions and check their SHA-256. What is there and right is kept."`
	Verify  extensionsVerifyCmd  `cmd:"" help:"Compare a folder of extensions with the lock file."`
	Stage   extensionsStageCmd   `cmd:"" hidden:"" help:"Compress a platform's extensions for the release build to embed."`
}

type extensionsInstallCmd struct {
	Into     string `default:".cache/extensions" placeholder:"DIR" help:"Folder to install into; give the same to serve as --extension-dir."`
	Platform string `default:"${platform}" help:"DuckDB's name of the platform, such as linux_arm64."`
	Python   string `default:"python3" help:"Python whose pip fetches the wheels where DuckDB's own repository cannot be reached."`
}

// Run asks DuckDB's own repository first, and the wheels on PyPI where that is out of reach or has another build.
func (c *extensionsInstallCmd) Run(std streams) error {
	sources := []extensions.Source{extensions.PyPI{Python: c.Python}}
	if c.Platform == extensions.Platform() { // DuckDB installs only for the machine it runs on
		sources = append([]extensions.Source{&duckdbRepository{}}, sources...)
	}
	return extensions.Install(context.Background(), c.Into, c.Platform, sources, func(format string, args ...any) {
		fmt.Fprintf(std.err, format, args...)
	})
}

// duckdbRepository is DuckDB's INSTALL. Once it could not be reached it is not asked again: each try waits for a network
// timeout.
type duckdbRepository struct{ failed error }

func (*duckdbRepository) Name() string { return "DuckDB's repository" }

func (r *duckdbRepository) Fetch(ctx context.Context, e extensions.Entry, scratch string) (string, error) {
	if r.failed != nil {
		return "", r.failed
	}
	if r.failed = engine.InstallExtension(ctx, scratch, e.Name); r.failed != nil {
		return "", r.failed
	}
	return filepath.Join(extensions.Folder(scratch, e.Platform), e.File()), nil
}

type extensionsVerifyCmd struct {
	Dir string `arg:"" default:".cache/extensions" help:"Folder to look in."`
}

func (c *extensionsVerifyCmd) Run(std streams) error {
	for _, e := range extensions.For(extensions.Platform()) {
		if err := e.Verify(c.Dir); err != nil {
			return err
		}
		fmt.Fprintf(std.out, "%s %s\n", e.SHA256, e.File())
	}
	return nil
}

type extensionsStageCmd struct {
	From     string `default:".cache/extensions"`
	To       string `default:"internal/extensions/staging"`
	Platform string `default:"${platform}"`
}

func (c *extensionsStageCmd) Run() error {
	if err := os.MkdirAll(c.To, 0o755); err != nil {
		return err
	}
	return extensions.Stage(c.From, c.Platform, c.To)
}
