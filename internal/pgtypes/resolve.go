package pgtypes

import "slices"

// Call is what a call or an operator resolves to.
type Call struct {
	Proc *Proc // nil for an operator, and for a cast that looks like a call
	Args []OID // the types that the arguments are converted to, as many as were given; 0 where that cannot be told
	Ret  OID   // 0 where it cannot be told
}

// Outcome is how a resolution ended.
type Outcome byte

// The outcomes.
const (
	Found     Outcome = iota
	NotFound          // no function or operator takes these types
	Ambiguous         // several do, and none is better
	NoName            // PostgreSQL has nothing of this name
	Untold            // types are missing
	Unsettled         // a polymorphic type that only unknown literals stand for
)

// candidate is one that takes the arguments, its types spread over them.
type candidate struct {
	proc *Proc
	args []OID
	ret  OID
}

// ResolveFunction finds the function that PostgreSQL would call. A type of 0 is one that is not known. names are those of
// the arguments that were named, "" for the others. variadic tells that the last argument was given as VARIADIC.
func ResolveFunction(name string, args []OID, names []string, variadic bool) (Call, Outcome) {
	procs := resolver().procs[name]
	if len(procs) == 0 {
		return Call{}, NoName
	}
	var all []candidate
	for i := range procs {
		if c, ok := spread(&procs[i], len(args), names, variadic); ok {
			all = append(all, c)
		}
	}
	if slices.Contains(args, 0) {
		return agree(all, args)
	}
	for _, c := range all {
		if slices.Equal(c.args, args) {
			return Call{c.proc, c.args, c.ret}, Found
		}
	}
	if to := ByTypname(name); to != 0 && len(args) == 1 && CanCoerce(args[0], to, Explicit) {
		return Call{nil, []OID{to}, to}, Found // int8('5') is a cast
	}
	return choose(all, args)
}

// spread lays a function's arguments over n given ones.
func spread(p *Proc, n int, names []string, variadic bool) (candidate, bool) {
	c := candidate{p, p.Args, p.Ret}
	if slices.ContainsFunc(names, func(s string) bool { return s != "" }) {
		return byNames(p, n, names)
	}
	switch {
	case variadic && p.Variadic == 0:
		return c, false
	case n == len(p.Args) && (p.Variadic == 0 || variadic):
		return c, true
	case p.Variadic != 0 && !variadic && n >= len(p.Args):
		c.args = slices.Clone(p.Args[:len(p.Args)-1])
		for len(c.args) < n {
			c.args = append(c.args, p.Variadic)
		}
		return c, true
	case n < len(p.Args) && n >= len(p.Args)-p.Defaults:
		c.args = p.Args[:n]
		return c, true
	}
	return c, false
}

func byNames(p *Proc, n int, names []string) (candidate, bool) {
	c := candidate{p, nil, p.Ret}
	for i := range n {
		at := i
		if i < len(names) && names[i] != "" {
			at = slices.Index(p.Names, names[i])
		}
		if at < 0 || at >= len(p.Args) {
			return c, false
		}
		c.args = append(c.args, p.Args[at])
	}
	return c, n >= len(p.Args)-p.Defaults
}

// agree tells what all candidates have in common that could take the arguments, some of which are not known.
func agree(all []candidate, args []OID) (Call, Outcome) {
	var call Call
	for _, c := range all {
		if !takes(c, args) {
			continue
		}
		switch {
		case IsPolymorphic(c.ret):
			return Call{}, Untold
		case call.Proc == nil:
			call = Call{c.proc, make([]OID, len(args)), c.ret}
		case call.Ret != c.ret:
			return Call{}, Untold
		}
	}
	if call.Proc == nil {
		return call, Untold
	}
	return call, Found
}

func takes(c candidate, args []OID) bool {
	for i, a := range args {
		if a != 0 && !CanCoerce(a, c.args[i], Implicit) {
			return false
		}
	}
	return true
}

// choose finds the best of several candidates.
func choose(all []candidate, args []OID) (Call, Outcome) {
	kept := all[:0:0]
	for _, c := range all {
		if takes(c, args) && consistent(args, c.args) {
			kept = append(kept, c)
		}
	}
	switch len(kept) {
	case 0:
		return Call{}, NotFound
	case 1:
	default:
		if kept = best(kept, args); len(kept) != 1 {
			return Call{}, Ambiguous
		}
	}
	c := kept[0]
	to, ret, ok := polymorph(args, c.args, c.ret)
	if !ok {
		if elem, _ := sameElement(args, c.args); elem == OIDUnknown {
			return Call{c.proc, c.args, 0}, Unsettled
		}
		return Call{}, NotFound
	}
	return Call{c.proc, to, ret}, Found
}
