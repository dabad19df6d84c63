package dialect

import "lakewire/internal/pgerr"

// joinAlias is an alias of a whole join, with what * is of the join.
type joinAlias struct{ name, list string }

// ruleJoinAlias makes a subquery of (a JOIN b …) AS x: the engine does not heed the alias.
func ruleJoinAlias(w *work) error {
	if w.tree == nil {
		return nil
	}
	list := map[string]string{}
	for _, a := range w.typed().joinAliases {
		if was, ok := list[a.name]; ok && was != a.list {
			return pgerr.Unsupported(`two joins with the alias "`+a.name+`" in one statement are not supported`, "Give them different aliases.")
		}
		list[a.name] = a.list
	}
	for i := 0; len(list) > 0 && i < len(w.p.toks); i++ {
		if !w.is(i, "(") || !w.isAny(i-1, "from", "join", ",", "(", "using") {
			continue
		}
		end := w.closing(i)
		at := end + 1
		if w.is(at, "as") {
			at++
		}
		if columns := list[w.name(at)]; columns != "" && w.joins(i, end) {
			w.surround(i+1, end-1, "SELECT "+columns+" FROM ", "")
		}
	}
	return nil
}

// joins tells whether a join stands between two brackets, in no others.
func (w *work) joins(open, end int) bool {
	if w.isAny(open+1, "select", "with", "values", "table") {
		return false
	}
	for i := open + 1; i < end; i++ {
		switch {
		case w.is(i, "("):
			i = w.closing(i)
		case w.is(i, "join"):
			return true
		}
	}
	return false
}
