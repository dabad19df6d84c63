package session

import (
	"bytes"
	"context"
	"slices"
	"unicode/utf8"

	"lakewire/internal/dialect"
	"lakewire/internal/encode"
	"lakewire/internal/pgtypes"
)

// limit is a column of varchar(n) or char(n): field k of what comes in.
type limit struct {
	k, n int
	oid  pgtypes.OID
}

// declared gives the columns that come in as they were declared, nil where that cannot be told.
func (l *load) declared(ctx context.Context, n *dialect.Copy) []dialect.Column {
	rel := relations{l.s, ctx}.Relation(n.Table)
	if rel == nil || len(rel.Columns) != len(l.all) {
		return nil
	}
	out := make([]dialect.Column, len(l.places))
	for k, place := range l.places {
		out[k] = rel.Columns[place]
	}
	return out
}

// fitted gives the columns of the list as they go into the table, each of its declared type. Lengths of texts are looked at here,
// where the line is known; the rest is the engine's, but for what the intake has seen to.
func (l *load) fitted(declared []dialect.Column, list []string) []string {
	out := slices.Clone(list)
	for k, c := range declared {
		lead, tail := c.Fitting()
		if lead == "" || l.in != nil && encode.Takes(c.Type) {
			continue
		}
		if (c.Type == pgtypes.OIDVarchar || c.Type == pgtypes.OIDBpchar) && c.Mod > 4 {
			l.fits = append(l.fits, limit{k, int(c.Mod) - 4, c.Type})
		}
		out[k] = lead + list[k] + tail + " AS " + list[k]
	}
	return out
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
