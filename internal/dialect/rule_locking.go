package dialect

import "lakewire/internal/pgerr"

// RowLock is FOR UPDATE and its kin: which of a query's tables it locks, how, and what it does when others hold them.
type RowLock struct {
	Shared bool   // FOR SHARE, FOR KEY SHARE
	NoWait bool   // NOWAIT
	Words  string // as messages tell it: UPDATE, NO KEY UPDATE, SHARE, KEY SHARE
}

// ruleLocking takes FOR UPDATE and its kin out of the engine's text: the session locks the tables. What skips locked rows would
// have to know single ones.
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
			return pgerr.Unsupported("SKIP LOCKED is not supported", "FOR "+lock.Words+" locks whole tables here: use it without, or with NOWAIT.").
				WithPosition(w.p.position(w.tok(end + 1)))
		}
		w.drop(i, end)
		i = end
		if w.RowLock == nil || w.RowLock.Shared {
			w.RowLock = &lock
		}
	}
	return nil
}
