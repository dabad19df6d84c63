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

// encodingName takes the encodings that are UTF-8 or a part of it: the only ones that clients of ours have.
func encodingName(name string, pos int) (string, error) {
	key := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 32
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
	switch {
	case key == "utf8" || key == "unicode":
		return "UTF8", nil
	case key == "sqlascii":
		return "SQL_ASCII", nil
	case encodings[key]:
		return "", pgerr.Unsupported("COPY in encoding \""+name+"\" is not supported", "Send and receive UTF8.")
	}
	return "", pgerr.New(pgerr.InvalidParameterValue, "argument to option \"encoding\" must be a valid encoding name").WithPosition(pos)
}

// encodings are PostgreSQL's names of the other encodings.
var encodings = func() map[string]bool {
	m := map[string]bool{}
	for _, n := range strings.Fields(`big5 eucjp euccn euckr euctw eucjis2004 gb18030 gbk johab koi8 koi8r koi8u latin1 latin2
		latin3 latin4 latin5 latin6 latin7 latin8 latin9 latin10 iso88591 iso88592 iso88593 iso88594 iso88595 iso88596
		iso88597 iso88598 iso88599 iso885910 iso885913 iso885914 iso885915 iso885916 muleinternal sjis shiftjis
		shiftjis2004 mskanji uhc abc tcvn tcvn5712 vscii alt win win866 win874 win932 win936 win949 win950 win1250 win1251
		win1252 win1253 win1254 win1255 win1256 win1257 win1258 windows866 windows874 windows932 windows936 windows949
		windows950 windows1250 windows1251 windows1252 windows1253 windows1254 windows1255 windows1256 windows1257
		windows1258`) {
		m[n] = true
	}
	return m
}()

func (o *Option) text() (*string, error) {
	if !o.Has {
		return nil, pgerr.Newf(pgerr.SyntaxError, "%s requires a parameter", o.Name)
	}
	v := o.Value
	switch {
	case o.Star:
		v = "*"
	case o.List != nil:
		v = strings.Join(o.List, ", ")
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
			return 0, pgerr.New(pgerr.FeatureNotSupported, "cannot use \"match\" with HEADER in COPY TO")
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
