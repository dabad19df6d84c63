package dialect

import "strings"

// jsonOperators are PostgreSQL's json operators under names of our own: the engine's parser binds -> and ->> more loosely than
// = and AND, and lacks the others. Their precedence is that of any operator.
var jsonOperators = map[string]string{
	"->": "@->", "->>": "@->>", "#>": "@|>", "#>>": "@|>>", "#-": "@|-", "?": "@&", "?|": "@&|", "?&": "@&&", "@?": "@|~", "@@": "@@",
}

// lambdaFunctions are the engine's functions in whose arguments -> makes a lambda.
var lambdaFunctions = words("list_transform", "list_filter", "list_reduce", "list_apply", "apply", "filter", "reduce",
	"array_transform", "array_filter", "array_reduce", "array_apply")

// ruleJSONOperators renames the json operators, where PostgreSQL's grammar knows the statement.
func ruleJSONOperators(w *work) error {
	if w.tree == nil {
		return nil
	}
	for i, t := range w.p.toks {
		if t.Kind != TokOp || t.End-t.Start > 3 {
			continue
		}
		to, ok := jsonOperators[t.text(w.Text)]
		if !ok || !w.operand(i-1) || w.is(i, "->") && w.lambda(i) || w.isAny(i, "->", "->>") && w.enginePath(i+1) {
			continue
		}
		if next := w.tok(i + 1); next.Kind == TokOp && next.Start == t.End {
			to += " " // j->-1: with a character like @ in it, an operator may end in a sign
		}
		w.replace(i, i, to)
	}
	return nil
}

// lambda tells whether the arrow at token i makes a lambda.
func (w *work) lambda(i int) bool {
	open := w.opening(i)
	for open > 0 && !lambdaFunctions[lower(w.name(open-1))] {
		open = w.opening(open)
	}
	return open > 0 && (w.is(i-2, ",") || w.is(i-1, ")") && w.is(w.matching(i-1)-1, ","))
}

// enginePath tells whether token i is a path of the engine's own: '$.a', which nobody takes for a key.
func (w *work) enginePath(i int) bool {
	if !w.tok(i).isString() {
		return false
	}
	s, ok := literal(w.Text, w.tok(i))
	return ok && (s == "$" || strings.HasPrefix(s, "$.") || strings.HasPrefix(s, "$["))
}

// ruleJSONCasts turns x::json, CAST(x AS jsonb) and jsonb 'x' into calls of the shim's functions, which check the text and
// give a jsonb its form.
func ruleJSONCasts(w *work) error {
	if w.tree == nil {
		return nil
	}
	for i := range w.p.toks {
		switch {
		case w.tok(i).Kind == TokCast:
			k := w.jsonTypeAt(i + 1)
			if k < 0 {
				continue
			}
			from := w.operandStart(i - 1)
			if from < 0 {
				continue
			}
			w.insert(from, "lw_"+lower(w.name(k))+"(")
			if w.replace(i, k, ")"); w.tok(i-1).Kind == TokParam {
				w.edits[len(w.edits)-1].repl = "::JSON)"
			}
		case w.is(i, "as"):
			k := w.jsonTypeAt(i + 1)
			open := w.opening(i)
			if k < 0 || !w.is(k+1, ")") || !w.is(open-1, "cast") {
				continue
			}
			w.replace(open-1, open-1, "lw_"+lower(w.name(k)))
			param := ""
			if w.tok(i-1).Kind == TokParam {
				param = "::JSON"
			}
			w.edits = append(w.edits, edit{w.tok(i).Start, w.tok(k).End, param})
		default:
			if k := w.jsonTypeAt(i); k == i && w.tok(i+1).isString() && !w.isType(i) {
				w.insert(i+1, "(")
				w.insertAfter(i+1, ")")
				w.replace(i, i, "lw_"+lower(w.name(i)))
			}
		}
	}
	return nil
}

// jsonTypeAt gives the index of the type's last token when json or jsonb stands at i, else -1.
func (w *work) jsonTypeAt(i int) int {
	if lower(w.name(i)) == "pg_catalog" && w.is(i+1, ".") {
		i += 2
	}
	if w.tok(i).isName() && (lower(w.name(i)) == "json" || lower(w.name(i)) == "jsonb") && !w.isAny(i+1, "[", "(", ".", "array") {
		return i
	}
	return -1
}
