package dialect

// ruleLocking takes FOR UPDATE and its kin out of the engine's text: the session locks the tables.
func ruleLocking(w *work) error {
	for i := 0; i < len(w.p.toks); i++ {
		if !w.is(i, "for") {
			continue
		}
		end, lock := 0, RowLock{}
		switch {
		case w.is(i+1, "update"):
			end, lock.Words = i+1, "UPDATE"
		case w.is(i+1, "share"):
			end, lock.Words, lock.Shared = i+1, "SHARE", true
		case w.is(i+1, "no") && w.is(i+2, "key") && w.is(i+3, "update"):
			end, lock.Words = i+3, "NO KEY UPDATE"
		case w.is(i+1, "key") && w.is(i+2, "share"):
			end, lock.Words, lock.Shared = i+2, "KEY SHARE", true
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
			lock.NoWait = true
		case w.is(end+1, "skip") && w.is(end+2, "locked"):
			end += 2
		}
		w.drop(i, end)
		i = end
		if w.tree != nil {
			w.RowLock = w.typed().lock
			continue
		}
		lock.Tables = w.Relations
		if w.RowLock == nil || w.RowLock.Shared {
			w.RowLock = &lock
		}
	}
	return nil
}
