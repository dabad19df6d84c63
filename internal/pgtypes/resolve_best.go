package pgtypes

import "slices"

// best narrows candidates down as PostgreSQL does ("Function Type Resolution" in its manual): by exact matches, by preferred
// types, then by what unknown literals may be.
func best(all []candidate, args []OID) []candidate {
	all = most(all, func(c candidate) (n int) {
		for i, a := range args {
			if a != OIDUnknown && c.args[i] == a {
				n++
			}
		}
		return n
	})
	if len(all) == 1 {
		return all
	}
	unknown := 0
	all = most(all, func(c candidate) (n int) {
		for i, a := range args {
			if a != OIDUnknown && (c.args[i] == a || preferredIn(CategoryOf(a), c.args[i])) {
				n++
			}
		}
		return n
	})
	for _, a := range args {
		if a == OIDUnknown {
			unknown++
		}
	}
	if len(all) == 1 || unknown == 0 {
		return all
	}
	if byCategory := literals(all, args); len(byCategory) > 0 {
		if all = byCategory; len(all) == 1 {
			return all
		}
	}
	return lastGasp(all, args, unknown)
}

// most keeps the candidates with the highest count.
func most(all []candidate, count func(candidate) int) []candidate {
	high := -1
	var kept []candidate
	for _, c := range all {
		switch n := count(c); {
		case n > high:
			high, kept = n, append(kept[:0:0], c)
		case n == high:
			kept = append(kept, c)
		}
	}
	return kept
}

// literals decides for each unknown literal which category it is of: that of strings where a candidate takes one, else what all
// candidates agree on.
func literals(all []candidate, args []OID) []candidate {
	category := make([]byte, len(args))
	preferred := make([]bool, len(args))
	for i, a := range args {
		if a != OIDUnknown {
			continue
		}
		conflict := false
		for _, c := range all {
			cat, pref := CategoryOf(c.args[i]), IsPreferred(c.args[i])
			switch {
			case category[i] == 0:
				category[i], preferred[i] = cat, pref
			case cat == category[i]:
				preferred[i] = preferred[i] || pref
			case cat == 'S':
				category[i], preferred[i] = cat, pref
			default:
				conflict = true
			}
		}
		if conflict && category[i] != 'S' {
			return nil
		}
	}
	var kept []candidate
	for _, c := range all {
		fits := true
		for i, a := range args {
			if a == OIDUnknown {
				fits = fits && CategoryOf(c.args[i]) == category[i] && (!preferred[i] || IsPreferred(c.args[i]))
			}
		}
		if fits {
			kept = append(kept, c)
		}
	}
	return kept
}

// lastGasp takes the unknown literals for what all the other arguments are, if they are all of one type.
func lastGasp(all []candidate, args []OID, unknown int) []candidate {
	if unknown == len(args) {
		return all
	}
	var known OID
	for _, a := range args {
		switch {
		case a == OIDUnknown:
		case known == 0:
			known = a
		case known != a:
			return all
		}
	}
	same := slices.Repeat([]OID{known}, len(args))
	var kept []candidate
	for _, c := range all {
		if _, _, ok := polymorph(same, c.args, c.ret); ok && takes(c, same) {
			kept = append(kept, c)
		}
	}
	if len(kept) == 1 {
		return kept
	}
	return all
}
