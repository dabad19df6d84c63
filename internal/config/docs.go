package config

import (
	"bytes"
	"fmt"
	"strings"
)

const docsIntro = `<!-- Written by go generate ./internal/config from the struct; do not edit. -->
# Configuration

Every setting can be given four ways. The first one found wins:

1. a flag: ` + "`lakewire serve --max-connections 200`" + `
2. an environment variable: ` + "`LAKEWIRE_MAX_CONNECTIONS=200`" + `
3. a key in the YAML file that ` + "`--config`" + ` or ` + "`LAKEWIRE_CONFIG`" + ` names: ` + "`max-connections: 200`" + ` (a key is spelled as its flag)
4. the default

A flag, a key or a ` + "`LAKEWIRE_…`" + ` variable that does not exist is an error, with a suggestion where one is near. Not counted are
` + "`LAKEWIRE_DSN`" + `, which is for clients, and what Kubernetes sets for a Service named lakewire.
` + "`lakewire config check`" + ` says what is wrong with the settings; ` + "`lakewire config print`" + ` shows each value and where it came
from, with secrets masked.

Sizes are a number with kB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024). Times are a number with us, ms,
s, min, h or d. Only 0 needs no unit. Settings marked *reload* are read
again from the file on SIGHUP; a change of any other takes effect at the next start, and the log says so.
`

var groupTitles = map[string]string{
	"Listen": "Where clients come in", "Lake": "The lake", "Engine": "The engine", "Auth": "Authentication",
	"TLS": "Encryption", "Limit": "Limits and timeouts", "Log": "Log", "File": "The settings file",
}

// Docs renders docs/configuration.md.
func Docs() []byte {
	var b bytes.Buffer
	b.WriteString(docsIntro)
	group := ""
	for _, f := range Fields() {
		if f.Group != group {
			group = f.Group
			fmt.Fprintf(&b, "\n## %s\n", groupTitles[group])
		}
		fmt.Fprintf(&b, "\n### `%s`\n\n", f.Name)
		fmt.Fprintf(&b, "%s\n\n%s\n", f.Help, f.facts())
	}
	return b.Bytes()
}

func (f Field) facts() string {
	facts := []string{}
	if f.NoFlag {
		facts = append(facts, "no flag")
	} else {
		facts = append(facts, "flag `--"+f.Name+"`")
	}
	facts = append(facts, "environment `"+f.Env+"`")
	if f.NoFile {
		facts = append(facts, "not in the file")
	} else {
		facts = append(facts, "key `"+f.Name+"`")
	}
	kind := f.Type
	if f.Enum != nil {
		kind += " `" + strings.Join(f.Enum, "`, `") + "`"
	}
	facts = append(facts, kind)
	if f.Default == "" {
		facts = append(facts, "default: empty")
	} else {
		facts = append(facts, "default `"+f.Default+"`")
	}
	if f.Reload {
		facts = append(facts, "*reload*")
	}
	return strings.Join(facts, " · ")
}
