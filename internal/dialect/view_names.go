package dialect

import (
	"fmt"
	"strings"

	"lakewire/internal/pgtypes/datetime"
)

// A view's text is kept with marks where it hangs on who asks: the search path decides whether a relation's schema is written,
// and pretty printing leaves brackets out.
const (
	markSchema    = '\x01' // a schema's name follows, up to markSchemaEnd
	markSchemaEnd = '\x02'
	markPlain     = '\x03' // an opening bracket that pretty printing leaves out
	markPlainEnd  = '\x04'
	markPretty    = '\x05' // an opening bracket that only pretty printing has
	markPrettyEnd = '\x06'
)

// ViewText writes out the text that is kept of a view. visible tells whether the search path finds what a schema holds.
func ViewText(kept string, pretty bool, visible func(schema string) bool) string {
	var b strings.Builder
	for i := 0; i < len(kept); i++ {
		switch c := kept[i]; c {
		case markSchema:
			end := strings.IndexByte(kept[i:], markSchemaEnd)
			if end < 0 {
				return b.String()
			}
			if schema := kept[i+1 : i+end]; !visible(schema) {
				b.WriteString(Identifier(schema))
				b.WriteByte('.')
			}
			i += end
		case markPlain, markPretty:
			if pretty == (c == markPretty) {
				b.WriteByte('(')
			}
		case markPlainEnd, markPrettyEnd:
			if pretty == (c == markPrettyEnd) {
				b.WriteByte(')')
			}
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// quotedWords are PostgreSQL's key words that are not reserved, and yet are quoted where they are names.
var quotedWords = words("between", "bigint", "bit", "boolean", "char", "character", "coalesce", "dec", "decimal", "exists", "extract", "float",
	"greatest", "grouping", "inout", "int", "integer", "interval", "least", "national", "nchar", "none", "normalize", "nullif", "numeric", "out",
	"overlay", "position", "precision", "real", "row", "setof", "smallint", "substring", "time", "timestamp", "treat", "trim", "values", "varchar",
	"xmlattributes", "xmlconcat", "xmlelement", "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable",
	"authorization", "binary", "collation", "concurrently", "cross", "current_schema", "freeze", "full", "ilike", "inner", "is", "isnull", "join",
	"left", "like", "natural", "notnull", "outer", "overlaps", "right", "similar", "tablesample", "verbose")

// Identifier is quote_ident: a name in quotes where it needs them.
func Identifier(s string) string {
	plain := s != "" && !(s[0] >= '0' && s[0] <= '9')
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
	}
	if plain && !reserved[s] && !quotedWords[s] {
		return s
	}
	return quoteIdent(s)
}

// intervalText writes an interval as PostgreSQL's style postgres does.
func intervalText(v datetime.Value) string {
	var parts []string
	unit := func(n int64, name string) {
		if n == 0 {
			return
		}
		if n != 1 {
			name += "s"
		}
		sign := ""
		if n > 0 && len(parts) > 0 && strings.HasPrefix(parts[len(parts)-1], "-") {
			sign = "+"
		}
		parts = append(parts, fmt.Sprintf("%s%d %s", sign, n, name))
	}
	unit(int64(v.Months/12), "year")
	unit(int64(v.Months%12), "mon")
	unit(int64(v.Days), "day")
	if us := v.I; us != 0 || len(parts) == 0 {
		sign := ""
		if us < 0 {
			sign, us = "-", -us
		} else if len(parts) > 0 && strings.HasPrefix(parts[len(parts)-1], "-") {
			sign = "+"
		}
		text := fmt.Sprintf("%s%02d:%02d:%02d", sign, us/3600e6, us/60e6%60, us/1e6%60)
		if f := us % 1e6; f != 0 {
			text += "." + strings.TrimRight(fmt.Sprintf("%06d", f), "0")
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}
