package dialect

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

var functionHints = map[string]Hint{
	"length": HintInt4, "char_length": HintInt4, "character_length": HintInt4, "octet_length": HintInt4,
	"bit_length": HintInt4, "position": HintInt4, "strpos": HintInt4, "array_length": HintInt4, "array_upper": HintInt4,
	"array_lower": HintInt4, "array_ndims": HintInt4, "cardinality": HintInt4, "array_position": HintInt4,
	"json_array_length": HintInt4, "jsonb_array_length": HintInt4, "extract": HintNum, "avg": HintAvg,
}

// hint tells PostgreSQL's type of an expression that is a plain call.
func hint(n *pg.Node) Hint {
	f := n.GetFuncCall()
	if f == nil {
		return HintNone
	}
	return functionHints[strings.TrimPrefix(dotted(f.Funcname), "pg_catalog.")]
}

// probe makes the text that is prepared only to learn the argument types of sum and avg.
func (w *work) probe() {
	if !w.ReturnsRows || w.SQL == "" || !slices.ContainsFunc(w.Functions, summing) {
		return
	}
	var edits []edit
	p := parser{src: w.SQL}
	for l := (Lexer{Src: w.SQL}); ; {
		t := l.Next()
		if t.Kind == TokEOF {
			break
		}
		if t.Kind == TokIdent && (p.is(t, "sum") || p.is(t, "avg")) && opens(w.SQL[t.End:]) {
			edits = append(edits, edit{t.Start, t.End, "min"})
		}
	}
	if len(edits) > 0 {
		w.Probe, _ = splice(w.SQL, edits)
	}
}

// summing tells whether a function is sum or avg.
func summing(f string) bool {
	f = f[strings.LastIndexByte(f, '.')+1:]
	return f == "sum" || f == "avg"
}

func opens(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\r\n")
	return rest != "" && rest[0] == '('
}
