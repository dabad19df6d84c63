package pgtypes

func resolveOperator(name string, left, right OID, binary bool) (Call, Outcome) {
	if name == "!=" {
		name = "<>"
	}
	ops := resolver().operators[name]
	args := []OID{right}
	if binary {
		args = []OID{left, right}
	}
	var all []candidate
	for i := range ops {
		switch o := &ops[i]; {
		case binary && o.Left != 0:
			all = append(all, candidate{nil, []OID{o.Left, o.Right}, o.Ret})
		case !binary && o.Left == 0:
			all = append(all, candidate{nil, []OID{o.Right}, o.Ret})
		}
	}
	if len(all) == 0 {
		return Call{}, NoName
	}
	for _, a := range args {
		if a == 0 {
			return agreeOperator(all, args)
		}
	}
	if c, ok := exact(all, args); ok {
		return c, Found
	}
	return choose(all, args)
}

// exact finds the operator of just these types; an unknown literal is taken for what the other operand is.
func exact(all []candidate, args []OID) (Call, bool) {
	same := append([]OID(nil), args...)
	if len(args) == 2 {
		switch {
		case args[0] == OIDUnknown:
			same[0] = args[1]
		case args[1] == OIDUnknown:
			same[1] = args[0]
		}
	}
	for _, c := range all {
		if c.args[0] == same[0] && (len(same) == 1 || c.args[1] == same[1]) {
			return Call{nil, c.args, c.ret}, true
		}
	}
	return Call{}, false
}

// agreeOperator tells what all operators have in common that could take the operands: that a comparison is a boolean.
func agreeOperator(all []candidate, args []OID) (Call, Outcome) {
	var ret OID
	for _, c := range all {
		switch {
		case !takes(c, args):
		case IsPolymorphic(c.ret) || ret != 0 && ret != c.ret:
			return Call{}, Untold
		default:
			ret = c.ret
		}
	}
	if ret == 0 {
		return Call{}, Untold
	}
	return Call{nil, make([]OID, len(args)), ret}, Found
}
