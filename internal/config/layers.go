package config

import (
	"fmt"
	"os"
	"sort"
	"strings"

	"github.com/alecthomas/kong"
)

// Layers resolves settings that no flag gave: from the environment, else from the file that --config or LAKEWIRE_CONFIG
// names. It remembers who gave each value. It is a kong.Resolver; kong asks it only after the command line was read, so
// that a flag wins over both, and the defaults stand below.
type Layers struct {
	env     map[string]string // by flag name
	stray   []string          // LAKEWIRE_… variables that no setting answers to
	file    *file
	loaded  bool
	origins map[string]Origin
}

// Origin says who gave a value.
type Origin struct {
	Layer string // "default", "file", "environment" or "flag"
	Where string // "lakewire.yaml:3", "LAKEWIRE_LISTEN", "--listen", ""
}

// NewLayers takes an environment as os.Environ gives it.
func NewLayers(environ []string) *Layers {
	l := &Layers{env: map[string]string{}, origins: map[string]Origin{}}
	names := map[string]string{}
	for _, f := range Fields() {
		names[f.Env] = f.Name
	}
	for _, kv := range environ {
		name, value, _ := strings.Cut(kv, "=")
		if flag, ok := names[name]; ok {
			l.env[flag] = value
		} else if strings.HasPrefix(name, EnvPrefix) && !foreignEnv(name, value) {
			l.stray = append(l.stray, name)
		}
	}
	sort.Strings(l.stray)
	return l
}

// foreignEnv knows the variables that begin with our prefix but are not for the server: LAKEWIRE_DSN tells clients and
// examples where to connect, LAKEWIRE_BIN tells tests what to run, and Kubernetes plants LAKEWIRE_PORT=tcp://… and
// LAKEWIRE_SERVICE_… into every pod beside a Service called lakewire.
func foreignEnv(name, value string) bool {
	rest := strings.TrimPrefix(name, EnvPrefix)
	return rest == "DSN" || rest == "BIN" || strings.HasPrefix(rest, "SERVICE_") || strings.HasPrefix(rest, "PORT_") ||
		rest == "PORT" && strings.Contains(value, "://")
}

// Validate is part of kong.Resolver. The environment is checked here, whatever command runs, so that a mistyped variable
// is never silently without effect.
func (l *Layers) Validate(*kong.Application) error {
	if len(l.stray) == 0 {
		return nil
	}
	var known []string
	for _, f := range Fields() {
		known = append(known, f.Env)
	}
	return unknown("environment variable", l.stray[0], known)
}

// Resolve is part of kong.Resolver.
func (l *Layers) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if err := l.load(ctx); err != nil {
		return nil, layerError{err}
	}
	if v, ok := l.env[flag.Name]; ok && isSetting(flag.Name) {
		l.origins[flag.Name] = Origin{"environment", EnvName(flag.Name)}
		return l.checked(flag, v)
	}
	if l.file != nil {
		if e, ok := l.file.entries[flag.Name]; ok {
			l.origins[flag.Name] = Origin{"file", fmt.Sprintf("%s:%d", l.file.path, e.line)}
			return l.checked(flag, e.value)
		}
	}
	return nil, nil
}

// checked refuses a value outside an enumeration and one that does not parse, naming the place it stands in, which kong
// would not.
func (l *Layers) checked(flag *kong.Flag, value string) (any, error) {
	for _, f := range Fields() {
		if f.Name == flag.Name {
			if err := f.check(value); err != nil {
				return nil, layerError{&Error{Where: l.origins[flag.Name].Where, Err: err}}
			}
		}
	}
	return value, nil
}

// load reads the settings file once, when the command line has said which.
func (l *Layers) load(ctx *kong.Context) error {
	if l.loaded {
		return nil
	}
	l.loaded = true
	path := l.env["config"]
	for _, p := range ctx.Path {
		if p.Flag == nil {
			continue
		}
		l.origins[p.Flag.Name] = Origin{"flag", "--" + p.Flag.Name}
		if p.Flag.Name == "config" {
			path = ctx.FlagValue(p.Flag).(string)
		}
	}
	if path == "" {
		return nil
	}
	f, err := readFile(path, os.ReadFile)
	if err != nil {
		return err
	}
	l.file = f
	return nil
}

// Origin tells who gave a setting its value.
func (l *Layers) Origin(name string) Origin {
	if o, ok := l.origins[name]; ok {
		return o
	}
	return Origin{Layer: "default"}
}

func isSetting(name string) bool {
	for _, f := range Fields() {
		if f.Name == name {
			return true
		}
	}
	return false
}
