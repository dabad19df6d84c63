package session

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"lakewire/internal/dialect"
	"lakewire/internal/pgtypes"
)

// limit is a column of varchar(n) or char(n): field k of what comes in.
type limit struct {
	k, n int
	oid  pgtypes.OID
}

// fitted gives the columns as they go into the table, each of its declared type. Lengths of texts are looked at here, where the
// line is known; the rest is the engine's.
func (l *load) fitted(ctx context.Context, n *dialect.Copy, list []string) string {
	rel := relations{l.s, ctx}.Relation(n.Table)
	if rel == nil || len(rel.Columns) != len(l.all) {
		return "*"
	}
	out, asked := make([]string, len(list)), false
	for k, place := range l.places {
		c := rel.Columns[place]
		lead, tail := c.Fitting()
		switch {
		case lead == "":
			out[k] = list[k]
			continue
		case (c.Type == pgtypes.OIDVarchar || c.Type == pgtypes.OIDBpchar) && c.Mod > 4:
			l.fits = append(l.fits, limit{k, int(c.Mod) - 4, c.Type})
		}
		out[k], asked = lead+list[k]+tail, true
	}
	if !asked {
		return "*"
	}
	for k := range out {
		if out[k] != list[k] {
			out[k] += " AS " + list[k]
		}
	}
	return strings.Join(out, ", ")
}

// fit refuses texts that are too long for their columns. Blanks may be too many.
func (l *load) fit(f [][]byte) error {
	for _, c := range l.fits {
		if c.k >= len(f) || len(f[c.k]) <= c.n {
			continue
		}
		if text := bytes.TrimRight(f[c.k], " "); utf8.RuneCount(text) > c.n {
			return l.atColumn(dialect.TooLong(c.oid, c.n), l.names[c.k], f[c.k])
		}
	}
	return nil
}
