package dialect

import (
	"strconv"
	"strings"
	"unicode/utf8"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// fit is a value that goes into a column whose declared type says more than the engine's. first tells the first one of a
// row, which begins behind the row's bracket.
type fit struct {
	node  *pg.Node
	to    exprType
	first bool
}

// fitSource is the query of an INSERT, and the columns that it fills.
type fitSource struct {
	ins  *pg.InsertStmt
	cols []field
}

// ruleFits makes what goes into a column be of its declared type: a varchar(n) not too long, a timestamp(p) rounded, jsonb in
// its normal form. A literal that is too long is refused here.
func ruleFits(w *work) error {
	if w.tree == nil {
		return nil
	}
	for _, f := range w.typed().fits {
		if c := f.node.GetAConst(); c.GetIsnull() || c != nil && f.to.length() > 0 && c.GetSval() != nil {
			if err := w.fitLiteral(c, f.to); err != nil {
				return err
			}
			continue
		}
		if s, ok := w.assigned(f); ok {
			if lead, tail := f.to.fitting(w.typed().types[f.node]); lead != "" {
				w.wrap(s, lead, tail)
			}
		}
	}
	for _, f := range w.typed().sources {
		w.fitSource(f)
	}
	return nil
}

// length gives n of varchar(n) and char(n), 0 for other types.
func (x exprType) length() int {
	if (x.oid == pgtypes.OIDVarchar || x.oid == pgtypes.OIDBpchar) && x.mod > 4 {
		return int(x.mod) - 4
	}
	return 0
}

// fitting gives what is written round a value of type from for a column of type x, "" where nothing is.
func (x exprType) fitting(from exprType) (lead, tail string) {
	n := strconv.Itoa(x.length())
	switch x.oid {
	case pgtypes.OIDVarchar:
		if x.length() > 0 {
			return "lw_fit((", ")::VARCHAR, " + n + ")"
		}
	case pgtypes.OIDBpchar:
		if x.length() > 0 {
			return "lw_fit_char((", ")::VARCHAR, " + n + ")"
		}
	case pgtypes.OIDTime, pgtypes.OIDTimeTZ, pgtypes.OIDTimestamp, pgtypes.OIDTimestampTZ:
		if x.mod >= 0 && x.mod < 6 {
			to := timeTypes[x.oid]
			return "lw_" + strings.ToLower(to) + "_precision((", ")::" + to + ", " + strconv.Itoa(int(x.mod)) + ")"
		}
	case pgtypes.OIDInet, pgtypes.OIDCidr, pgtypes.OIDMacaddr:
		if from.oid != x.oid {
			return netTypes[x.oid] + "(", ")::VARCHAR)"
		}
	case pgtypes.OIDJSONB:
		if from.oid != pgtypes.OIDJSONB {
			return "lw_jsonb(", ")"
		}
	}
	return "", ""
}

// fits tells whether a column's declared type asks anything of the values that go into it.
func (c Column) fits() bool {
	lead, _ := exprType{oid: c.Type, mod: c.Mod}.fitting(untold)
	return lead != ""
}

// Fitting gives what is written round a value for the column, whatever it is; "" where nothing is.
func (c Column) Fitting() (lead, tail string) {
	return exprType{oid: c.Type, mod: c.Mod}.fitting(untold)
}

func (w *work) fitLiteral(c *pg.A_Const, to exprType) error {
	v, n := c.GetSval().GetSval(), to.length()
	if utf8.RuneCountInString(v) > n {
		short := string([]rune(v)[:n])
		if strings.Trim(v[len(short):], " ") != "" {
			return TooLong(to.oid, n)
		}
		v = short
	}
	if to.oid == pgtypes.OIDBpchar {
		v = strings.TrimRight(v, " ")
	}
	if i := w.tokenAt(c.Location); v != c.GetSval().GetSval() && w.tok(i).isString() {
		w.replace(i, i, quote(v))
	}
	return nil
}

// TooLong is the error of a text that does not go into varchar(n) or char(n).
func TooLong(oid pgtypes.OID, n int) error {
	return pgerr.Newf(pgerr.StringDataRightTruncation, "value too long for type %s(%d)", pgtypes.SQLName(oid), n)
}

// assigned gives the tokens of a value; false where they cannot be told, as of DEFAULT.
func (w *work) assigned(f fit) (stretch, bool) {
	at := location(f.node)
	if at < 0 {
		return stretch{}, false
	}
	s := stretch{first: w.tokenAt(at)}
	if w.tok(s.first).isString() && w.typedLiteral(s.first) {
		s.first = max(w.castOperand(s.first), 0)
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

// fitSource puts a query round the query of an INSERT.
func (w *work) fitSource(f fitSource) {
	var list, names []string
	asked := false
	for i, c := range f.cols {
		name := "c" + strconv.Itoa(i+1)
		lead, tail := c.fitting(untold)
		asked = asked || lead != ""
		list, names = append(list, lead+name+tail), append(names, name)
	}
	if !asked {
		return
	}
	first, last := w.insertSource(f.ins)
	if first < 0 || last < first {
		return
	}
	w.insert(first, "SELECT "+strings.Join(list, ", ")+" FROM (")
	w.insertAfter(last, asQuery+strings.Join(names, ", ")+")")
}

// insertSource finds the tokens of what an INSERT inserts.
func (w *work) insertSource(ins *pg.InsertStmt) (first, last int) {
	i := w.tokenAt(ins.Relation.Location) + 1
	for w.is(i, ".") {
		i += 2
	}
	if w.is(i, "as") {
		i++
	}
	if w.tok(i).isName() && ins.Relation.Alias != nil {
		i++
	}
	if w.is(i, "(") && len(ins.Cols) > 0 {
		i = w.closing(i) + 1
	}
	if w.is(i, "overriding") {
		i += 3
	}
	first = i
	for depth := 0; ; i++ {
		switch {
		case w.tok(i).Kind == TokEOF, depth == 0 && (w.isAny(i, ")", "returning") || w.is(i, "on") && w.is(i+1, "conflict")):
			return first, i - 1
		case w.isAny(i, "(", "["):
			depth++
		case w.isAny(i, ")", "]"):
			depth--
		}
	}
}
