package copyio

import (
	"strings"

	"lakewire/internal/pgerr"
)

// Format is one of COPY's formats.
type Format uint8

// The formats.
const (
	Text Format = iota
	CSV
	Binary
	Parquet // a file: it is the engine's
	Arrow   // an IPC stream: it is made of such a file, or into one
)

// InFile tells the formats that this package does not read and write itself.
func (f Format) InFile() bool { return f == Parquet || f == Arrow }

// Header is what is done with a line of column names.
type Header uint8

// The choices of HEADER.
const (
	HeaderNone Header = iota
	HeaderLine
	HeaderMatch
)

// Option is an option of COPY as written, its name in lower case.
type Option struct {
	Name   string
	Has    bool // it has an argument
	Value  string
	Number bool // Value is one
	Star   bool // the argument is *
	List   []string
	Pos    int // where it stands in the client's text, in characters from 1
}

// Options are what the options of a COPY mean, with PostgreSQL's defaults filled in.
type Options struct {
	Format Format
	Freeze bool
	Header Header
	Delim  byte
	Null   string
	Quote  byte
	Escape byte

	ForceQuoteAll bool
	ForceQuote    []string
	ForceNotNull  []string
	ForceNull     []string
	Encoding      string // "" = the client's
}

// chosen is what was said, before the defaults.
type chosen struct {
	Options
	seen                       map[string]bool
	delim, null, quote, escape *string
}

// ParseOptions checks the options in PostgreSQL's order and with its words. from tells COPY FROM.
func ParseOptions(list []Option, from bool) (*Options, error) {
	c := &chosen{seen: map[string]bool{}}
	for i := range list {
		if err := c.take(&list[i], from); err != nil {
			return nil, err
		}
	}
	if err := c.settle(from); err != nil {
		return nil, err
	}
	return &c.Options, nil
}

func (c *chosen) take(o *Option, from bool) (err error) {
	if c.seen[o.Name] {
		return pgerr.New(pgerr.SyntaxError, "conflicting or redundant options").WithPosition(o.Pos)
	}
	c.seen[o.Name] = true
	switch o.Name {
	case "format":
		var v *string
		if v, err = o.text(); err != nil {
			return err
		}
		f, ok := map[string]Format{"text": Text, "csv": CSV, "binary": Binary, "parquet": Parquet, "arrow": Arrow}[*v]
		if !ok {
			return pgerr.Newf(pgerr.InvalidParameterValue, "COPY format \"%s\" not recognized", *v).WithPosition(o.Pos)
		}
		c.Format = f
	case "freeze":
		c.Freeze, err = o.boolean()
	case "delimiter":
		c.delim, err = o.text()
	case "null":
		c.null, err = o.text()
	case "header":
		c.Header, err = o.header(from)
	case "quote":
		c.quote, err = o.text()
	case "escape":
		c.escape, err = o.text()
	case "force_quote":
		if c.ForceQuoteAll = o.Star; !o.Star {
			c.ForceQuote, err = o.columns()
		}
	case "force_not_null":
		c.ForceNotNull, err = o.columns()
	case "force_null":
		c.ForceNull, err = o.columns()
	case "encoding":
		var v *string
		if v, err = o.text(); err != nil {
			return err
		}
		c.Encoding, err = encodingName(*v, o.Pos)
	default:
		return pgerr.Newf(pgerr.SyntaxError, "option \"%s\" not recognized", o.Name).WithPosition(o.Pos)
	}
	return err
}

// encodingName gives PostgreSQL's name of an encoding.
func encodingName(name string, pos int) (string, error) {
	known := encodingKeys[encodingKey(name)]
	switch {
	case known == "":
		return "", pgerr.New(pgerr.InvalidParameterValue, "argument to option \"encoding\" must be a valid encoding name").WithPosition(pos)
	case absent[known]:
		return "", pgerr.Unsupported("COPY in encoding \""+known+"\" is not supported", "Send and receive UTF8.")
	}
	return known, nil
}

func (o *Option) text() (*string, error) {
	if !o.Has {
		return nil, pgerr.Newf(pgerr.SyntaxError, "%s requires a parameter", o.Name)
	}
	v := o.Value
	switch {
	case o.Star:
		v = "*"
	case o.List != nil:
		v = strings.Join(o.List, ".")
	}
	return &v, nil
}

func (o *Option) boolean() (bool, error) {
	if !o.Has {
		return true, nil
	}
	switch v := strings.ToLower(o.Value); {
	case v == "true", v == "on", o.Number && v == "1":
		return true, nil
	case v == "false", v == "off", o.Number && v == "0":
		return false, nil
	}
	return false, pgerr.Newf(pgerr.SyntaxError, "%s requires a Boolean value", o.Name)
}

func (o *Option) header(from bool) (Header, error) {
	if o.Has && strings.EqualFold(o.Value, "match") {
		if !from {
			return 0, pgerr.New(pgerr.FeatureNotSupported, "cannot use \""+o.Value+"\" with HEADER in COPY TO")
		}
		return HeaderMatch, nil
	}
	switch b, err := o.boolean(); {
	case err != nil:
		return 0, pgerr.Newf(pgerr.SyntaxError, "%s requires a Boolean value or \"match\"", o.Name)
	case b:
		return HeaderLine, nil
	}
	return HeaderNone, nil
}

func (o *Option) columns() ([]string, error) {
	if o.List == nil {
		return nil, pgerr.Newf(pgerr.InvalidParameterValue, "argument to option \"%s\" must be a list of column names", o.Name).WithPosition(o.Pos)
	}
	return o.List, nil
}
