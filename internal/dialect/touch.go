package dialect

// readTokens takes from the tokens what a statement touches that has no tree: too much rather than too little. Every
// name before a bracket is a function, every other name might be a relation's, every string behind FROM a file's.
func (w *work) readTokens() {
	type level struct{ from, call bool }
	stack := []level{{}}
	toks := w.p.toks
	if w.bulk() {
		toks = toks[:min(len(toks), w.p.i+1)] // of a bulk insert, the target stands in front; its values may call
		w.calls(w.p.i)
	}
	for i := 0; i < len(toks); i++ {
		t := toks[i]
		top := &stack[len(stack)-1]
		switch {
		case t.Kind == TokPunct:
			switch w.Text[t.Start] {
			case '(', '[', '{':
				stack = append(stack, level{call: i > 0 && w.isAny(i-1, "extract", "trim", "substring", "overlay", "position")})
			case ')', ']', '}':
				if len(stack) > 1 {
					stack = stack[:len(stack)-1]
				}
			}
		case t.isString():
			if v, ok := literal(w.Text, t); ok && !top.call && (top.from && w.is(i-1, ",") ||
				w.isAny(i-1, "from", "join", "table", "into", "update", "describe", "desc", "summarize", "pivot", "unpivot", "show", "using")) {
				w.Strings = append(w.Strings, v)
			}
		case t.isName():
			j := i
			for w.is(j+1, ".") && w.tok(j+2).isName() {
				j += 2
			}
			word := ""
			if t.Kind == TokIdent {
				word = lower(t.text(w.Text))
			}
			if i == j {
				switch word {
				case "from", "join":
					top.from = true
				case "select", "where", "group", "order", "having", "limit", "on", "using", "set":
					top.from = false
				case "insert", "update", "delete", "merge":
					w.Writes = w.Writes || i > 0 && w.is(i-1, "(")
					w.TargetsUnknown = w.TargetsUnknown || i > 0 && w.is(i-1, "(")
				}
			}
			if !w.is(j+1, "(") {
				if i < j || !syntaxWords[word] {
					n := w.chain(i, j)
					w.Mentions = append(w.Mentions, n)
					w.Relations = append(w.Relations, n)
				}
			} else if !(i == j && syntaxWords[word]) && !w.isAny(i-1, "into", "table", "view", "macro", "function") {
				w.Functions = append(w.Functions, w.path(i, j))
				if w.isAny(i-1, "from", "join", "lateral") || top.from && w.is(i-1, ",") {
					w.TableFunctions = append(w.TableFunctions, lower(w.name(j)))
				}
			}
			i = j
		}
	}
}

// calls notes the functions from a token on.
func (w *work) calls(from int) {
	for i := from; i+1 < len(w.p.toks); i++ {
		if !w.p.toks[i].isName() || !w.is(i+1, "(") {
			continue
		}
		k := i
		for k > 1 && w.is(k-1, ".") && w.tok(k-2).isName() {
			k -= 2
		}
		if t := w.p.toks[i]; k == i && t.Kind == TokIdent && syntaxWords[lower(t.text(w.Text))] {
			continue
		}
		w.Functions = append(w.Functions, w.path(k, i))
	}
}

// chain gives the name made of the tokens i, i+2, … j.
func (w *work) chain(i, j int) Name {
	n := Name{Name: w.name(j)}
	if j-2 >= i {
		n.Schema = w.name(j - 2)
	}
	if j-4 >= i {
		n.Catalog = w.name(j - 4)
	}
	return n
}

// path joins the names from i to j by dots, lower case.
func (w *work) path(i, j int) string {
	s := lower(w.name(i))
	for i += 2; i <= j; i += 2 {
		s += "." + lower(w.name(i))
	}
	return s
}

// volatile are the words after which the same statement may give another result.
var volatile = words("random", "gen_random_uuid", "uuid", "uuidv4", "uuidv7", "now", "current_timestamp", "current_time",
	"current_date", "localtime", "localtimestamp", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday",
	"nextval", "setseed", "limit", "fetch", "sample", "tablesample", "any_value", "first", "last", "arbitrary", "offset",
	"get_current_timestamp", "today", "txid_current", "pg_backend_pid", "row_number", "string_agg", "array_agg", "list", "currval")

// deterministic decides whether a write may be replayed: no volatile word stands in it.
func (w *work) deterministic() {
	w.Deterministic = true
	for _, t := range w.p.toks {
		if t.Kind == TokIdent && t.End-t.Start >= 3 && volatile[lower(t.text(w.Text))] || t.Kind == TokQuoted && volatile[ident(w.Text, t)] {
			w.Deterministic = false
			return
		}
	}
}
