package dialect

import (
	"maps"
	"slices"
	"strings"
)

// rule is one translation. It looks at the tokens, and at the tree where there is one, and adds its edits. It is asked only
// where one of its words or kinds of tokens occurs.
type rule struct {
	apply func(*work) error
	words string // by spaces
	kinds []TokenKind
}

// rules are applied in this order. None sees the edits of another, and of two that overlap the earlier one in the text wins.
var rules = []rule{
	{ruleLabels, "select returning", nil},                                               // before those that take a label for a word of the grammar
	{ruleRegOutput, "", []TokenKind{TokIdent}},                                          // early: what it puts round an operand is outermost
	{ruleTypedOperators, "any some all in nullif distinct between", []TokenKind{TokOp}}, // as is what this one does
	{ruleMade, "create select", nil},
	{ruleOnePattern, "like", []TokenKind{TokOp}}, // before all that looks at patterns and their operators
	{ruleCountRows, "count", nil},
	{ruleFloat, "float", []TokenKind{TokFloat}},                                                        // early: others look at literals behind types
	{ruleTimes, "date time timetz timestamp timestamptz interval", []TokenKind{TokQuoted, TokUQuoted}}, // like ruleBytea
	{ruleTableOID, "tableoid", nil},
	{ruleGrammar, "symmetric normalize normalized uescape", nil},
	{ruleTyped, "cast", []TokenKind{TokString, TokEString, TokOp, TokCast, TokPunct}},
	{ruleInet, "", []TokenKind{TokIdent}},                                            // behind ruleTyped, whose casts to text stand outside of those to inet
	{ruleUntyped, "null", []TokenKind{TokString, TokEString, TokUString, TokDollar}}, // behind ruleTyped, which reads those of dates and times
	{ruleNow, keys(nowWords), nil},
	{ruleOverlaps, "overlaps", nil},
	{ruleRanks, keys(hypothetical), nil},
	{ruleLiterals, keys(simpleTypes), []TokenKind{TokQuoted, TokUQuoted}},
	{ruleBytea, "bytea", []TokenKind{TokQuoted, TokUQuoted}},                                // before ruleStrings, which takes what is left of the literals
	{ruleArrays, "", []TokenKind{TokString, TokEString, TokUString, TokNString, TokDollar}}, // before ruleStrings, which takes what is left of the literals
	{ruleStrings, "", []TokenKind{TokEString, TokUString, TokNString, TokDollar, TokUQuoted, TokBString, TokXString}},
	{ruleQualifiers, "pg_catalog information_schema lakewire", []TokenKind{TokQuoted, TokUQuoted}},
	{ruleOperatorSyntax, "operator", nil},
	{ruleCollate, "collate", nil},
	{ruleRegex, "", []TokenKind{TokOp}},
	{ruleLike, "like ilike", []TokenKind{TokOp}},
	{ruleRelationArguments, keys(nameReaders) + " " + keys(privilegeReaders), []TokenKind{TokQuoted}},
	{ruleWholeRows, "", []TokenKind{TokOp, TokPunct}},
	{ruleSystemColumns, keys(systemColumns), []TokenKind{TokQuoted}},
	{ruleReg, "regclass regtype regproc regprocedure regnamespace regrole regoper regoperator regconfig regdictionary regcollation", []TokenKind{TokQuoted, TokUQuoted}},
	{ruleOID, "oid", []TokenKind{TokQuoted, TokUQuoted}},
	{ruleSessionWords, keys(sessionWords), nil},
	{ruleRename, keys(renamed), []TokenKind{TokQuoted, TokUQuoted}},
	{ruleCalls, keys(keywordCalls) + " format", nil},
	{ruleLocking, "for", nil},
	{ruleFromFunction, keys(columnFunctions) + " " + keys(recordSets) + " ordinality rows", []TokenKind{TokQuoted, TokUQuoted}},
	{ruleFromScalar, "from", nil},
	{ruleJSONOperators, "", []TokenKind{TokOp}},
	{ruleJSONCasts, "json jsonb", []TokenKind{TokQuoted}},
	{ruleJSONCalls, keys(jsonAggregates) + " " + keys(jsonBuilders) + " " + keys(pathExtracts) + " json_object jsonb_object", []TokenKind{TokQuoted}},
	{ruleJSONRecords, "json_to_record jsonb_to_record json_to_recordset jsonb_to_recordset", nil},
	{ruleVectors, keys(vectorCalls), []TokenKind{TokPunct}},
	{ruleSubscripts, "array", []TokenKind{TokPunct}},
	{ruleRows, "row is", []TokenKind{TokCast, TokOp}},
	{ruleArrayCasts, "array", nil},
	{ruleJSONNumbers, "", []TokenKind{TokCast}},
	{ruleSets, keys(setFunctions) + " " + keys(tableCalls), []TokenKind{TokQuoted, TokUQuoted, TokPunct}},
	{ruleNumeric, "numeric decimal dec", nil},
	{ruleVarchar, "varchar character char bpchar nchar", nil},
	{ruleBlanks, "case coalesce greatest least min max array_agg", nil},
	{ruleSimilar, "similar", nil},
	{ruleRegexCalls, keys(regexCalls), []TokenKind{TokQuoted, TokUQuoted}},
	{ruleAny, "any some all", nil},
	{ruleOverriding, "overriding", nil},
	{ruleUsing, "using", nil},
	{ruleSample, "tablesample", nil},
	{ruleTies, "ties", nil},
	{ruleNoColumns, "select", nil},
	{ruleFits, "insert update merge", nil},
	{ruleReserved, keys(engineReserved), nil},
	{ruleExact, "avg case array union values coalesce greatest least numeric decimal dec to_number " + keys(exactCalls) + " " + keys(spreads), []TokenKind{TokOp, TokFloat, TokInt}},
	{ruleLag, "lag lead", nil},
	{ruleRowNotIn, "in", nil},
	{ruleFilter, "filter", nil},
	{ruleStars, "using natural", nil},
	{ruleInstead, "from", nil},
	{ruleCurrentOf, "current", nil},
	{ruleJoinAlias, "join", nil},
	{ruleGroupDistinct, "group", nil}, // what stands in its keys is edited before
	{ruleLift, "order group distinct ties over window " + keys(setFunctions) + " " + keys(tableCalls), []TokenKind{TokQuoted}}, // behind all that edits expressions
	{ruleSortKeys, "order distinct pg_attribute columns group union intersect except partition in", []TokenKind{TokQuoted}},
	{ruleColumnNames, "select values", nil}, // last: what it puts behind a column stands behind all else there
}

// ruleSet is a set of rules: a bit for each.
type ruleSet [2]uint64

func (s *ruleSet) add(i int) { s[i>>6] |= 1 << (i & 63) }

func (s *ruleSet) merge(o ruleSet) {
	s[0] |= o[0]
	s[1] |= o[1]
}

func (s *ruleSet) has(i int) bool { return s[i>>6]&(1<<(i&63)) != 0 }

// What each word, and each kind, sets going.
var (
	wordRules = map[string]ruleSet{}
	kindRules [TokOther + 1]ruleSet
)

func init() {
	if len(rules) > 128 {
		panic("dialect: more rules than bits")
	}
	for i, r := range rules {
		for _, w := range strings.Fields(r.words) {
			set := wordRules[w]
			set.add(i)
			wordRules[w] = set
		}
		for _, k := range r.kinds {
			kindRules[k].add(i)
		}
	}
}

func keys[V any](m map[string]V) string { return strings.Join(slices.Collect(maps.Keys(m)), " ") }

// translate applies the rules that the tokens ask for.
func (w *work) translate() error {
	var asked ruleSet
	for k, t := range w.p.toks {
		if t.Kind == TokInt || t.Kind == TokFloat {
			if err := w.junk(k); err != nil {
				return err
			}
		}
		asked.merge(kindRules[t.Kind])
		if n := t.End - t.Start; t.Kind == TokIdent && n >= 2 && n <= 32 {
			if set, ok := wordRules[lower(t.text(w.Text))]; ok {
				asked.merge(set)
			}
		}
	}
	for i, r := range rules {
		if !asked.has(i) {
			continue
		}
		if err := r.apply(w); err != nil {
			return err
		}
	}
	w.putLifted()
	return nil
}
