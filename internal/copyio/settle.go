package copyio

import (
	"strings"

	"lakewire/internal/pgerr"
)

// settle refuses what does not go together and fills in the defaults.
func (c *chosen) settle(from bool) error {
	csv := c.Format == CSV
	delim, null, quote, escape := "\t", "\\N", "\"", ""
	if csv {
		delim, null = ",", ""
	}
	for _, o := range []struct {
		said *string
		to   *string
	}{{c.delim, &delim}, {c.null, &null}, {c.quote, &quote}} {
		if o.said != nil {
			*o.to = *o.said
		}
	}
	escape = quote
	if c.escape != nil {
		escape = *c.escape
	}
	no := func(code pgerr.Code, msg string) error { return pgerr.New(code, msg) }
	const unfit, bad = pgerr.FeatureNotSupported, pgerr.InvalidParameterValue
	if c.Format.InFile() {
		for _, name := range []string{"delimiter", "null", "header", "quote", "escape", "force_quote", "force_not_null", "force_null"} {
			if c.seen[name] {
				return no(pgerr.SyntaxError, "cannot specify "+strings.ToUpper(name)+" in PARQUET or ARROW mode")
			}
		}
	}
	switch {
	case c.Format == Binary && c.delim != nil:
		return no(pgerr.SyntaxError, "cannot specify DELIMITER in BINARY mode")
	case c.Format == Binary && c.null != nil:
		return no(pgerr.SyntaxError, "cannot specify NULL in BINARY mode")
	case len(delim) != 1:
		return no(unfit, "COPY delimiter must be a single one-byte character")
	case delim == "\n" || delim == "\r":
		return no(bad, "COPY delimiter cannot be newline or carriage return")
	case strings.ContainsAny(null, "\r\n"):
		return no(bad, "COPY null representation cannot use newline or carriage return")
	case !csv && strings.Contains("\\.abcdefghijklmnopqrstuvwxyz0123456789", delim):
		return no(bad, "COPY delimiter cannot be \""+delim+"\"")
	case c.Format == Binary && c.Header != HeaderNone:
		return no(unfit, "cannot specify HEADER in BINARY mode")
	case !csv && c.quote != nil:
		return no(unfit, "COPY quote available only in CSV mode")
	case csv && len(quote) != 1:
		return no(unfit, "COPY quote must be a single one-byte character")
	case csv && delim == quote:
		return no(bad, "COPY delimiter and quote must be different")
	case !csv && c.escape != nil:
		return no(unfit, "COPY escape available only in CSV mode")
	case csv && len(escape) != 1:
		return no(unfit, "COPY escape must be a single one-byte character")
	case !csv && (c.ForceQuoteAll || c.ForceQuote != nil):
		return no(unfit, "COPY force quote available only in CSV mode")
	case from && (c.ForceQuoteAll || c.ForceQuote != nil):
		return no(unfit, "COPY force quote only available using COPY TO")
	case !csv && c.ForceNotNull != nil:
		return no(unfit, "COPY force not null available only in CSV mode")
	case !from && c.ForceNotNull != nil:
		return no(unfit, "COPY force not null only available using COPY FROM")
	case !csv && c.ForceNull != nil:
		return no(unfit, "COPY force null available only in CSV mode")
	case !from && c.ForceNull != nil:
		return no(unfit, "COPY force null only available using COPY FROM")
	case strings.Contains(null, delim):
		return no(unfit, "COPY delimiter must not appear in the NULL specification")
	case csv && strings.Contains(null, quote):
		return no(unfit, "CSV quote character must not appear in the NULL specification")
	}
	c.Delim, c.Null, c.Quote, c.Escape = delim[0], null, quote[0], escape[0]
	return nil
}
