package dialect

// ruleLocking takes FOR UPDATE and its kin out: on a snapshot there is nothing to lock.
func ruleLocking(w *work) error {
	for i := 0; i < len(w.p.toks); i++ {
		if !w.is(i, "for") {
			continue
		}
		end := 0
		switch {
		case w.isAny(i+1, "update", "share"):
			end = i + 1
		case w.is(i+1, "no") && w.is(i+2, "key") && w.is(i+3, "update"):
			end = i + 3
		case w.is(i+1, "key") && w.is(i+2, "share"):
			end = i + 2
		default:
			continue
		}
		if w.is(end+1, "of") {
			for end += 2; w.is(end+1, ",") || w.is(end+1, "."); {
				end += 2
			}
		}
		switch {
		case w.is(end+1, "nowait"):
			end++
		case w.is(end+1, "skip") && w.is(end+2, "locked"):
			end += 2
		}
		w.drop(i, end)
		i = end
	}
	return nil
}
