package session

import (
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/engine"
)

// answers are what statements have answered that read nothing but an image of the catalog. The next session that asks the same of the same
// image has it without the engine, which takes milliseconds to plan and run the joins of a catalog query however few rows they find.
type answers struct {
	mu   sync.Mutex
	kept *lru.Cache[answerKey, *engine.Spool]
	held int64
}

// An answer is kept while it has no more than answerRows rows and answerBytes bytes, and all of them have no more than answersBytes.
const (
	answersMost  = 4096
	answerRows   = 1000
	answerBytes  = 64 << 10
	answersBytes = 8 << 20
)

// answerKey is all that an answer hangs on. The zero key is that of a statement whose answer must not be kept.
type answerKey struct {
	sql, image string
	sizes      int64
	path, zone string
	user       string
}

func newAnswers() *answers {
	a := &answers{}
	a.kept, _ = lru.NewWithEvict(answersMost, func(_ answerKey, s *engine.Spool) { a.held -= s.Held() })
	return a
}

// get gives a reader of an answer, nil where there is none.
func (a *answers) get(k answerKey) *engine.Spool {
	if k.sql == "" {
		return nil
	}
	if s, ok := a.kept.Get(k); ok {
		return s.Share()
	}
	return nil
}

func (a *answers) add(k answerKey, s *engine.Spool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.kept.Contains(k) {
		return
	}
	a.held += s.Held()
	a.kept.Add(k, s)
	for a.held > answersBytes {
		a.kept.RemoveOldest()
	}
}

// answerKey tells by what a statement's answer is found, once the connection sees its image. reads is what catalog.Reads tells of it.
func (s *Session) answerKey(st *dialect.Statement, reads bool, args *params) answerKey {
	if !reads || args != nil && len(args.oids) > 0 || s.private() || s.ec.live || s.ec.image == "" || !s.keeps(st) || !catalog.Steady(st.SQL) {
		return answerKey{}
	}
	sizes, made := s.d.Images.Sizes()
	if s.tx.open && !made.Before(s.tx.began) {
		return answerKey{} // the transaction sees those of before
	}
	return answerKey{sql: st.SQL, image: s.ec.image, sizes: sizes, path: s.ec.list, zone: s.ec.zone, user: s.user}
}

// keeper copies the rows of a statement as they are read, until there are too many.
type keeper struct {
	to   *answers
	key  answerKey
	rows *engine.Spool
}

// keeper gives what keeps a statement's rows, nil where they must not be kept.
func (s *Session) keeper(k answerKey, cols []engine.Column) *keeper {
	if k.sql == "" {
		return nil
	}
	return &keeper{to: s.d.Hub.answers, key: k, rows: engine.NewSpool(cols, everything, s.d.SpoolDir)}
}

// note takes a chunk and gives the keeper, nil when it has given up.
func (k *keeper) note(c *engine.Chunk) *keeper {
	if k == nil || k.rows.Rows()+int64(c.Len()) > answerRows || k.rows.Append(c) != nil || k.rows.Held() > answerBytes {
		k.drop()
		return nil
	}
	return k
}

// done keeps the answer: all rows have been read.
func (k *keeper) done() {
	if k != nil {
		k.to.add(k.key, k.rows.Share())
	}
}

func (k *keeper) drop() {
	if k != nil {
		k.rows.Close()
	}
}
