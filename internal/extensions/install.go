package extensions

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Source is a place that extension binaries come from.
type Source interface {
	// Name says what it is, for messages.
	Name() string
	// Fetch puts the binary somewhere below scratch and tells where. What it brings is checked by the caller.
	Fetch(ctx context.Context, e Entry, scratch string) (path string, err error)
}

// Install makes every extension of the platform present and correct below dir. What is there and has the right hash is
// kept; the rest is taken from the first source that has exactly the pinned binary.
func Install(ctx context.Context, dir, platform string, sources []Source, say func(format string, args ...any)) error {
	list := For(platform)
	if len(list) == 0 {
		return fmt.Errorf("extensions.lock has no extensions for %s", platform)
	}
	for _, e := range list {
		if e.Verify(dir) == nil {
			say("%-16s %s: present\n", e.Name, platform)
			continue
		}
		from, err := fetch(ctx, e, dir, sources)
		if err != nil {
			return err
		}
		say("%-16s %s: installed from %s\n", e.Name, platform, from)
	}
	return nil
}

func fetch(ctx context.Context, e Entry, dir string, sources []Source) (from string, err error) {
	scratch, err := os.MkdirTemp("", "lakewire-extensions-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(scratch)
	var failures []error
	for _, s := range sources {
		path, err := s.Fetch(ctx, e, scratch)
		if err == nil {
			err = e.place(path, dir)
		}
		if err == nil {
			return s.Name(), nil
		}
		failures = append(failures, fmt.Errorf("%s: %w", s.Name(), err))
	}
	return "", fmt.Errorf("cannot get the DuckDB extension %s for %s:\n%w", e.Name, e.Platform, errors.Join(failures...))
}
