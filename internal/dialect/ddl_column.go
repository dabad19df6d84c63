package dialect

import (
	"sort"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// columnText is a column's definition in the client's text: its type, and what stands behind, piece by piece. The tree tells
// where the pieces begin; each goes on to the next.
type columnText struct {
	def              *pg.ColumnDef
	typeFrom, typeTo int // tokens
	pieces           []piece
	to               int // its last token
}

// piece is one constraint of a column, DEFAULT and COLLATE among them, which has no node.
type piece struct {
	node     *pg.Constraint
	from, to int // tokens
}

// tokenAt gives the index of the token that begins at a byte.
func (p *parser) tokenAt(at int32) int {
	return sort.Search(len(p.toks), func(i int) bool { return p.toks[i].Start >= int(at) })
}

// column takes apart the definition that begins at the token from, the column's name, and ends with the token to.
func (p *parser) column(def *pg.ColumnDef, from, to int) columnText {
	c := columnText{def: def, typeFrom: from + 1, to: to}
	for _, n := range def.Constraints {
		c.pieces = append(c.pieces, piece{node: n.GetConstraint(), from: p.tokenAt(n.GetConstraint().Location)})
	}
	if def.CollClause != nil {
		c.pieces = append(c.pieces, piece{from: p.tokenAt(def.CollClause.Location)})
	}
	sort.SliceStable(c.pieces, func(i, j int) bool { return c.pieces[i].from < c.pieces[j].from })
	c.typeTo = to
	for i := range c.pieces {
		c.pieces[i].to = to
		if i > 0 {
			c.pieces[i-1].to = c.pieces[i].from - 1
		} else {
			c.typeTo = c.pieces[0].from - 1
		}
	}
	for k := c.typeFrom; k <= c.typeTo; k++ { // STORAGE x and COMPRESSION x stand before the first constraint
		if p.is(p.toks[k], "storage") || p.is(p.toks[k], "compression") {
			c.typeTo = k - 1
		}
	}
	return c
}

// elements gives the items between the bracket at the token open and its closing one, which is told too: first and last token
// of each.
func (p *parser) elements(open int) (list [][2]int, closing int) {
	depth, from := 0, open+1
	for i := open; i < len(p.toks); i++ {
		t := p.toks[i]
		if t.Kind != TokPunct {
			continue
		}
		switch p.src[t.Start] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				if i > from {
					list = append(list, [2]int{from, i - 1})
				}
				return list, i
			}
		case ',':
			if depth == 1 {
				list = append(list, [2]int{from, i - 1})
				from = i + 1
			}
		}
	}
	return list, len(p.toks) - 1
}

// slice gives the text of the tokens from i up to and with j.
func (p *parser) slice(i, j int) string {
	if j < i {
		return ""
	}
	return p.src[p.toks[i].Start:p.toks[j].End]
}

// cutOut takes the tokens from i up to and with j out of the text.
func (p *parser) cutOut(i, j int) {
	p.edits = append(p.edits, edit{p.toks[i].Start, p.toks[j].End, ""})
}

// put puts a text in the place of the tokens from i up to and with j.
func (p *parser) put(i, j int, text string) {
	p.edits = append(p.edits, edit{p.toks[i].Start, p.toks[j].End, text})
}
