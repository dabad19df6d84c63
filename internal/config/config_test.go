package config

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"
)

// parse reads settings the way the commands do.
func parse(t *testing.T, environ []string, args ...string) (*Config, *Layers, error) {
	t.Helper()
	c, layers := &Config{}, NewLayers(environ)
	parser, err := kong.New(c, append(layers.Options(), kong.Name("test"))...)
	if err != nil {
		return nil, layers, err
	}
	if _, err = parser.Parse(args); err == nil {
		err = layers.CheckFlags()
	}
	return c, layers, err
}

func writeFile(t *testing.T, text string) string {
	path := filepath.Join(t.TempDir(), "lakewire.yaml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestFlagOverEnvironmentOverFileOverDefault(t *testing.T) {
	file := writeFile(t, "# comment\nlisten: 127.0.0.1:1\nlake: filelake\nmax-connections: 7\ndrain-timeout: 5min\n")
	env := []string{"LAKEWIRE_LISTEN=127.0.0.1:2", "LAKEWIRE_LAKE=envlake", "PATH=/bin"}
	c, l, err := parse(t, env, "--config", file, "--listen", "127.0.0.1:3")
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1:3", c.Listen)
	require.Equal(t, "envlake", c.Lake)
	require.Equal(t, 7, c.MaxConnections)
	require.Equal(t, 5*time.Minute, c.DrainTimeout.Std())
	require.Equal(t, "info", c.LogLevel)

	require.Equal(t, Origin{"flag", "--listen"}, l.Origin("listen"))
	require.Equal(t, Origin{"environment", "LAKEWIRE_LAKE"}, l.Origin("lake"))
	require.Equal(t, Origin{"file", file + ":4"}, l.Origin("max-connections"))
	require.Equal(t, Origin{Layer: "default"}, l.Origin("log-level"))
}

func TestTheEnvironmentNamesTheFile(t *testing.T) {
	file := writeFile(t, "lake: filelake\n")
	c, _, err := parse(t, []string{"LAKEWIRE_CONFIG=" + file})
	require.NoError(t, err)
	require.Equal(t, "filelake", c.Lake)
}

func TestWhatIsRefusedAndHow(t *testing.T) {
	for name, test := range map[string]struct {
		env  []string
		file string
		args []string
		want string
	}{
		"flag":            {args: []string{"--lisen", "x"}, want: `unknown flag --lisen, did you mean "--listen"?`},
		"environment":     {env: []string{"LAKEWIRE_MAX_CONNECTION=3"}, want: "unknown environment variable LAKEWIRE_MAX_CONNECTION, did you mean LAKEWIRE_MAX_CONNECTIONS?"},
		"environment far": {env: []string{"LAKEWIRE_QWERTY=3"}, want: "unknown environment variable LAKEWIRE_QWERTY (`lakewire config print` lists all)"},
		"key":             {file: "lake: a\nmax_connections: 3\n", want: "FILE:2: unknown key max_connections, did you mean max-connections?"},
		"key in file":     {file: "config: other.yaml\n", want: "FILE:1: unknown key config (`lakewire config print` lists all)"},
		"key twice":       {file: "lake: a\nlake: b\n", want: `FILE:2: lake stands in the file twice`},
		"nested":          {file: "tls:\n  mode: off\n", want: "FILE:1: tls takes a single value"},
		"list":            {file: "- a\n", want: "FILE:1: a settings file is a list of `name: value` lines"},
		"size":            {file: "memory-limit: 4\n", want: `FILE:1: memory-limit: "4" is not a size: write a number and a unit, such as 512MB, 4GB or 64MiB`},
		"size in env":     {env: []string{"LAKEWIRE_MEMORY_LIMIT=lots"}, want: `LAKEWIRE_MEMORY_LIMIT: memory-limit: "lots" is not a size: write a number and a unit, such as 512MB, 4GB or 64MiB`},
		"duration":        {env: []string{"LAKEWIRE_DRAIN_TIMEOUT=30"}, want: `LAKEWIRE_DRAIN_TIMEOUT: drain-timeout: "30" is not a duration: write a number and a unit, such as 500ms, 30s, 5min or 1h`},
		"enum":            {env: []string{"LAKEWIRE_TLS=on"}, want: `LAKEWIRE_TLS: tls: "on" is not one of off, self-signed, files`},
		"no file":         {args: []string{"--config", "/nowhere/x.yaml"}, want: "settings file /nowhere/x.yaml does not exist"},
		"password flag":   {args: []string{"--password", "x"}, want: "--password: other users of this machine can read it on a command line; use LAKEWIRE_PASSWORD or --password-file"},
	} {
		t.Run(name, func(t *testing.T) {
			args := test.args
			if test.file != "" {
				path := writeFile(t, test.file)
				args = append(args, "--config", path)
				test.want = string(bytes.ReplaceAll([]byte(test.want), []byte("FILE"), []byte(path)))
			}
			_, _, err := parse(t, test.env, args...)
			require.Error(t, err)
			require.Equal(t, test.want, Message(err))
		})
	}
}

func TestVariablesOfOthersAreLeftAlone(t *testing.T) {
	_, _, err := parse(t, []string{
		"LAKEWIRE_DSN=postgres://x", "LAKEWIRE_PORT=tcp://10.0.0.1:5432", "LAKEWIRE_PORT_5432_TCP_ADDR=10.0.0.1",
		"LAKEWIRE_SERVICE_HOST=10.0.0.1", "OTHER=1",
	})
	require.NoError(t, err)
	_, _, err = parse(t, []string{"LAKEWIRE_PORT=5433"})
	require.Error(t, err)
}

func TestPrintMasksSecretsAndNamesOrigins(t *testing.T) {
	c, l, err := parse(t, []string{"LAKEWIRE_PASSWORD=hunter2", "LAKEWIRE_CATALOG=postgres:host=db password=geheim user=u"}, "--lake", "x")
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, c.Print(&b, l))
	require.NotContains(t, b.String(), "hunter2")
	require.NotContains(t, b.String(), "geheim")
	require.Regexp(t, `(?m)^lake: +x +# flag --lake$`, b.String())
	require.Regexp(t, `(?m)^catalog: +"postgres:host=db password=\*{8} user=u" +# environment LAKEWIRE_CATALOG$`, b.String())
	require.Regexp(t, `(?m)^log-level: +info +# default$`, b.String())
}

func TestPrintedSettingsCanBeReadBack(t *testing.T) {
	c, l, err := parse(t, nil, "--memory-limit", "1536MiB", "--drain-timeout", "90s", "--dir", "a # b")
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, c.Print(&b, l))
	text := regexpLine(b.String(), "config:", "password:")
	again, _, err := parse(t, nil, "--config", writeFile(t, text))
	require.NoError(t, err)
	again.Config = ""
	require.Equal(t, c, again)
}

func TestCheckNamesEveryFault(t *testing.T) {
	c, _, err := parse(t, nil, "--listen", "0.0.0.0:5432", "--auth", "trust", "--tls", "files", "--max-connections", "0")
	require.NoError(t, err)
	err = c.Check()
	require.ErrorContains(t, err, "trust lets anyone in")
	require.ErrorContains(t, err, "files needs both tls-cert and tls-key")
	require.ErrorContains(t, err, "max-connections")

	c, _, err = parse(t, nil)
	require.NoError(t, err)
	require.NoError(t, c.Check())
}

func TestDocsAreCurrent(t *testing.T) {
	have, err := os.ReadFile("../../docs/configuration.md")
	require.NoError(t, err)
	require.Equal(t, string(Docs()), string(have), "run go generate ./internal/config")
}

func regexpLine(text string, drop ...string) string {
	var kept []byte
	for _, line := range bytes.SplitAfter([]byte(text), []byte("\n")) {
		keep := true
		for _, d := range drop {
			keep = keep && !bytes.HasPrefix(line, []byte(d))
		}
		if keep {
			kept = append(kept, line...)
		}
	}
	return string(kept)
}
