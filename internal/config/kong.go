package config

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// Options are what kong needs to know to read settings through l: the layers below the flags, and help that names each
// flag's environment twin.
func (l *Layers) Options() []kong.Option {
	return []kong.Option{
		kong.Resolvers(l),
		kong.ValueFormatter(func(v *kong.Value) string {
			help := v.Help
			if v.Flag != nil && isSetting(v.Flag.Name) {
				help = strings.TrimSuffix(help, " ") + fmt.Sprintf(" ($%s)", EnvName(v.Flag.Name))
			}
			return help
		}),
	}
}

// CheckFlags refuses what was given on the command line but must not be.
func (l *Layers) CheckFlags() error {
	for _, f := range Fields() {
		if f.NoFlag && l.Origin(f.Name).Layer == "flag" {
			return fmt.Errorf("--%s: other users of this machine can read it on a command line; use %s or --%s-file", f.Name, f.Env, f.Name)
		}
	}
	return nil
}
