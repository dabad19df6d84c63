package dialect

import (
	"strings"

	"lakewire/internal/pgerr"
)

// hypothetical are the aggregates that tell where a row would stand, by what stands before it.
var hypothetical = words("rank", "dense_rank", "percent_rank", "cume_dist")

// ruleRanks writes rank(x) WITHIN GROUP (ORDER BY y) as a count of the rows before x: the engine has such ranks of windows
// alone.
func ruleRanks(w *work) error {
	for i := range w.p.toks {
		name := lower(w.name(i))
		if !hypothetical[name] || !w.is(i+1, "(") {
			continue
		}
		args, end := w.arguments(i + 1)
		if end < 0 || !w.is(end+1, "within") || !w.is(end+2, "group") || !w.is(end+3, "(") || !w.is(end+4, "order") || !w.is(end+5, "by") {
			continue
		}
		last := w.closing(end + 3)
		keys := w.sortKeys(end+6, last)
		if last < 0 || len(keys) != len(args) || len(args) == 0 {
			return pgerr.Unsupported(name+" with such an order is not supported", "Give as many arguments as there are sort keys.").WithPosition(w.p.position(w.tok(i)))
		}
		where := ""
		if w.is(last+1, "filter") && w.is(last+2, "(") && w.is(last+3, "where") {
			closing := w.closing(last + 2)
			where = "(" + w.text(stretch{last + 4, closing - 1}) + ") AND "
			last = closing
		}
		var before, same []string
		for k, key := range keys {
			x, y := "("+w.text(args[k])+")", "("+w.text(key.expr)+")"
			before = append(before, "("+strings.Join(append(append([]string(nil), same...), key.before(x, y)), " AND ")+")")
			same = append(same, y+" IS NOT DISTINCT FROM "+x)
		}
		less := "(" + strings.Join(before, " OR ") + ")"
		count := func(what, cond string) string {
			return "count(" + what + ") FILTER (WHERE " + where + cond + ")"
		}
		all := "count(*)"
		if where != "" {
			all = count("*", "true")
		}
		text := ""
		switch name {
		case "rank":
			text = "(" + count("*", less) + " + 1)"
		case "dense_rank":
			var ys []string
			for _, key := range keys {
				ys = append(ys, w.text(key.expr))
			}
			text = "(" + count("DISTINCT ("+strings.Join(append(ys, "1"), ", ")+")", less) + " + 1)"
		case "percent_rank":
			text = "coalesce(" + count("*", less) + "::DOUBLE / nullif(" + all + ", 0), 0)"
		case "cume_dist":
			text = "((" + count("*", "("+less+" OR ("+strings.Join(same, " AND ")+"))") + " + 1)::DOUBLE / (" + all + " + 1))"
		}
		w.replace(i, last, text)
	}
	return nil
}

// sortKey is one key of ORDER BY.
type sortKey struct {
	expr             stretch
	down, nullsFirst bool
}

// before is the condition under which y stands before x.
func (k sortKey) before(x, y string) string {
	op := " < "
	if k.down {
		op = " > "
	}
	if k.nullsFirst {
		return "coalesce(" + y + op + x + ", " + y + " IS NULL AND " + x + " IS NOT NULL)"
	}
	return "coalesce(" + y + op + x + ", " + y + " IS NOT NULL AND " + x + " IS NULL)"
}

// sortKeys reads the keys between tokens first and end.
func (w *work) sortKeys(first, end int) []sortKey {
	var out []sortKey
	depth, from := 0, first
	for k := first; k <= end; k++ {
		switch {
		case k == end, depth == 0 && w.is(k, ","):
			key, last := sortKey{}, k-1
			switch {
			case w.is(last, "first") && w.is(last-1, "nulls"):
				key.nullsFirst, last = true, last-2
			case w.is(last, "last") && w.is(last-1, "nulls"):
				last -= 2
				if w.is(last, "desc") {
					key.down, last = true, last-1
				}
			case w.is(last, "desc"):
				key.nullsFirst = true
			}
			switch {
			case w.is(last, "desc"):
				key.down, last = true, last-1
			case w.is(last, "asc"):
				last--
			}
			key.expr = stretch{from, last}
			out = append(out, key)
			from = k + 1
		case w.isAny(k, "(", "["):
			depth++
		case w.isAny(k, ")", "]"):
			depth--
		}
	}
	return out
}
