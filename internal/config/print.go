package config

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"text/tabwriter"
)

// Print writes every setting with the layer and the place its value came from. Secrets are masked.
func (c *Config) Print(w io.Writer, l *Layers) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range Fields() {
		o := l.Origin(f.Name)
		from := o.Layer
		if o.Where != "" {
			from += " " + o.Where
		}
		fmt.Fprintf(tw, "%s:\t%s\t# %s\n", f.Name, quote(f.masked(c)), from)
	}
	return tw.Flush()
}

func (f Field) masked(c *Config) string {
	v := f.value(c)
	switch {
	case v == "":
		return v
	case f.Secret == "value":
		return "********"
	case f.Secret == "dsn":
		return MaskDSN(v)
	}
	return v
}

var (
	keywordPassword = regexp.MustCompile(`(?i)(password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&]+)`)
	urlPassword     = regexp.MustCompile(`(://[^/@:\s]*:)[^@\s]*@`)
)

// MaskDSN hides the passwords in a connection string of either form.
func MaskDSN(dsn string) string {
	return urlPassword.ReplaceAllString(keywordPassword.ReplaceAllString(dsn, "${1}********"), "${1}********@")
}

// quote makes a value safe to paste back into the YAML file.
func quote(v string) string {
	if v == "" || strings.ContainsAny(v, "#:{}[],&*!|>'\"%@`\n ") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(v) + `"`
	}
	return v
}
