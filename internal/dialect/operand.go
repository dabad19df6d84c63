package dialect

// operandEnd finds where the operand of LIKE and its kin ends that begins at token i: operators bind tighter than they do,
// comparisons and words do not. -1 when it cannot tell.
func (w *work) operandEnd(i int) int {
	for {
		for w.tok(i).Kind == TokOp { // signs
			i++
		}
		if i = w.primaryEnd(i); i < 0 {
			return -1
		}
		op := w.tok(i + 1)
		if op.Kind != TokOp || op.End-op.Start <= 2 && comparisons[op.text(w.Text)] {
			return i
		}
		i += 2
	}
}

var comparisons = words("=", "<", ">", "<=", ">=", "<>", "!=")

// primaryEnd finds the end of a name, call, literal or bracket with what is attached to it.
func (w *work) primaryEnd(i int) int {
	t := w.tok(i)
	switch {
	case w.is(i, "("):
		if i = w.closing(i); i < 0 {
			return -1
		}
	case t.isString(), t.Kind == TokParam, t.Kind == TokInt, t.Kind == TokFloat, w.isAny(i, "null", "true", "false"):
	case w.is(i, "case"):
		depth := 0
		for ; ; i++ {
			switch {
			case w.is(i, "case"):
				depth++
			case w.is(i, "end"):
				depth--
			case w.tok(i).Kind == TokEOF:
				return -1
			}
			if depth == 0 {
				break
			}
		}
	case w.is(i, "array") && w.is(i+1, "["):
	case w.isAny(i, "array", "exists", "row") && w.is(i+1, "("):
		if i = w.closing(i + 1); i < 0 {
			return -1
		}
	case w.isAny(i, "array", "not", "exists", "row", "any", "some", "all"):
		return -1
	case t.isName() && simpleTypes[w.name(i)] != 0 && w.typedEnd(i) > 0:
		i = w.typedEnd(i)
	case t.isName() && w.tok(i+1).isString():
		return -1
	case t.isName():
		for w.is(i+1, ".") && w.tok(i+2).isName() {
			i += 2
		}
		if w.is(i+1, "(") {
			if i = w.closing(i + 1); i < 0 {
				return -1
			}
		}
	default:
		return -1
	}
	for {
		switch {
		case w.tok(i+1).Kind == TokCast:
			if i = w.typeEnd(i + 2); i < 0 {
				return -1
			}
		case w.is(i+1, "["):
			depth := 0
			for k := i + 1; ; k++ {
				if w.is(k, "[") {
					depth++
				} else if w.is(k, "]") {
					if depth--; depth == 0 {
						i = k
						break
					}
				} else if w.tok(k).Kind == TokEOF {
					return -1
				}
			}
		case w.is(i+1, ".") && w.tok(i+2).isName():
			i += 2
		case w.is(i+1, "collate"):
			i += 2
		case w.is(i+1, "filter") && w.is(i+2, "("), w.is(i+1, "over") && w.is(i+2, "("):
			if i = w.closing(i + 2); i < 0 {
				return -1
			}
		case w.is(i+1, "over"):
			i += 2
		case w.is(i+1, "within") && w.is(i+3, "("):
			if i = w.closing(i + 3); i < 0 {
				return -1
			}
		case w.is(i+1, "at"):
			return -1
		default:
			return i
		}
	}
}

// typedEnd finds the end of a literal with its type before it, 0 where there is none.
func (w *work) typedEnd(i int) int {
	if c, ok := w.prefixCast(i); ok {
		return c.last
	}
	return 0
}

// typeEnd finds the end of the type that begins at token i, of one word or with brackets behind it.
func (w *work) typeEnd(i int) int {
	if n, ok := w.typeNameAt(i); ok {
		return n.last
	}
	if !w.tok(i).isName() {
		return -1
	}
	for w.is(i+1, ".") {
		i += 2
	}
	if w.is(i+1, "varying") {
		i++
	}
	if w.is(i+1, "(") {
		i = w.closing(i + 1)
	}
	for i > 0 && w.is(i+1, "[") && w.is(i+2, "]") {
		i += 2
	}
	return i
}
