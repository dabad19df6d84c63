package dialect

import (
	"strconv"
	"strings"
	"unicode/utf8"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// place is where a value for a column stands.
type place int

const (
	inRow  place = iota // VALUES (…) and SET (…) = (…)
	inSet               // SET column = …
	inList              // INSERT … SELECT …
)

// fit is a value for a column of varchar(n). first tells the first one of a row, which begins behind the row's bracket.
type fit struct {
	node  *pg.Node
	n     int
	where place
	first bool
}

// ruleFits checks that what goes into a varchar(n) is not longer: a literal here, all else in the engine, which has no such
// type.
func ruleFits(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, f := range w.typed().fits {
		if c := f.node.GetAConst(); c != nil {
			if err := w.fitLiteral(c, f.n); err != nil {
				return err
			}
			continue
		}
		if s, ok := w.value(f); ok {
			w.insert(s.first, "lw_fit((")
			w.insertAfter(s.last, ")::VARCHAR, "+strconv.Itoa(f.n)+")")
		}
	}
	return nil
}

func (w *work) fitLiteral(c *pg.A_Const, n int) error {
	v := c.GetSval().GetSval()
	if utf8.RuneCountInString(v) <= n {
		return nil
	}
	short := string([]rune(v)[:n])
	if strings.Trim(v[len(short):], " ") != "" {
		return pgerr.Newf(pgerr.StringDataRightTruncation, "value too long for type character varying(%d)", n)
	}
	if i := w.tokenAt(c.Location); w.tok(i).isString() {
		w.replace(i, i, quote(short))
	}
	return nil
}

// value gives the tokens of a value; false where they cannot be told.
func (w *work) value(f fit) (stretch, bool) {
	at := location(f.node)
	if at < 0 {
		return stretch{}, false
	}
	s := stretch{first: w.tokenAt(at)}
	if f.where == inList { // what has one name or number: behind all else an alias may stand
		s.last = s.first
		if c := f.node.GetColumnRef(); c != nil {
			s.last += 2*len(c.Fields) - 2
		} else if f.node.GetParamRef() == nil {
			return s, false
		}
		return s, w.tok(s.last+1).Kind != TokCast
	}
	brackets := 0
	for w.is(s.first-1, "(") {
		s.first, brackets = s.first-1, brackets+1
	}
	if f.first && brackets > 0 {
		s.first++
	}
	depth := 0
	for k := s.first; ; k++ {
		switch {
		case w.isAny(k, "(", "[", "case"):
			depth++
			continue
		case depth > 0 && w.isAny(k, ")", "]", "end"):
			depth--
			continue
		case w.tok(k).Kind != TokEOF && (depth > 0 || !w.isAny(k, ",", ")", "where", "from", "returning", "when", ";")):
			continue
		}
		s.last = k - 1
		return s, depth == 0 && s.last >= s.first
	}
}
