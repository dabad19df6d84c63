package session

import (
	"context"
	"errors"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/locks"
	"lakewire/internal/pgerr"
)

// Short INSERTs that are their own transactions, of any number of sessions, go into the lake in one commit: a commit costs
// milliseconds and a file for each table, and a row costs nothing beside it. Rows are joined, and not statements: what has to
// be computed, and what is wrong with a row, is left to the session's own INSERT. While one commit runs, the next rows gather.

// joined is one INSERT that waits for its commit. Its session does nothing else meanwhile.
type joined struct {
	s     *Session
	table string
	names []string // the columns that its rows fill
	in    [2]*encode.Intake
	rows  [][]joinField
	round *round
	over  chan error // one answer: nil, errAlone, or an error of the commit
}

// joinField is a value as the client gave it, nil for NULL.
type joinField struct {
	b      []byte
	format int16
}

// joinRowsMost is how many rows an INSERT that is joined may have, joinFieldsMost how many bytes a value.
const (
	joinRowsMost  = 32
	joinBytesMost = 64 << 10
)

// errAlone tells a session to run its INSERT by itself.
var errAlone = errors.New("not joined")

// join lets an INSERT's rows go into a commit with others'. false means that the INSERT is to be run as any other.
func (s *Session) join(ctx context.Context, st *dialect.Statement, args *params) (int64, bool, error) {
	if st.Kind != dialect.KindInsert || !st.Tree || st.ReturnsRows || !st.Writes || st.Steps != nil || len(st.Appends) != 1 ||
		len(st.Mutates) > 0 || !s.alone() || s.private() || s.set.CommitMessage() != "" {
		return 0, false, nil
	}
	g, ok := st.GivenRows(joinRowsMost)
	if !ok {
		return 0, false, nil
	}
	if err := s.ready(ctx); err != nil {
		return 0, false, err
	}
	if len(s.ec.schemas) == 0 {
		return 0, false, nil
	}
	for _, k := range s.lockKeys(ctx, st.Appends) {
		if err := s.lockKey(ctx, k, locks.RowExclusive, locks.Transaction); err != nil {
			return 0, false, err
		}
		s.locks.Note(k, locks.Appended)
	}
	t, err := s.joinTarget(ctx, st.Appends[0])
	if err != nil || t.cols == nil {
		return 0, false, nil // the INSERT itself tells why
	}
	w := s.joinRows(&t, g, args)
	if w == nil || w.long() {
		return 0, false, nil
	}
	w.s, w.table, w.over = s, t.table, make(chan error, 1)
	s.c.SetWait("IPC", "LakeCommit")
	err = s.d.Hub.joiner.wait(ctx, s.d, w)
	s.c.SetWait("", "")
	if err == errAlone {
		return 0, false, nil
	}
	return int64(len(w.rows)), err == nil, err
}

func (w *joined) long() bool {
	n := 0
	for _, row := range w.rows {
		for _, f := range row {
			n += len(f.b)
		}
	}
	return n > joinBytesMost
}

// key tells which INSERTs can be one: those that fill the same columns of one table.
func (w *joined) key() string { return w.table + "(" + strings.Join(w.names, "\x00") + ")" }

// put puts the rows into a batch; false leaves it as it was.
func (w *joined) put(b *engine.Batch) bool {
	from := b.N
	for _, row := range w.rows {
		for k, f := range row {
			if err := w.in[f.format&1].Put(b, b.N, k, f.b); err != nil {
				b.Forget(from, b.N+1)
				return false
			}
		}
		b.N++
	}
	return true
}

// authors are those whose rows are in one commit, as its extra information tells.
func authors(all []*joined) (names string, sig signature) {
	sig.Token = newToken()
	var roles []string
	for _, w := range all {
		a := author{Role: w.s.user, Application: w.s.set.ApplicationName(), Client: w.s.c.RemoteAddr().String(), Rows: len(w.rows)}
		if !slices.Contains(roles, a.Role) {
			roles = append(roles, a.Role)
		}
		at := slices.IndexFunc(sig.Joined, func(b author) bool { return b.Role == a.Role && b.Application == a.Application && b.Client == a.Client })
		if at < 0 {
			sig.Joined = append(sig.Joined, a)
		} else {
			sig.Joined[at].Rows += a.Rows
		}
	}
	if len(sig.Joined) == 1 {
		sig.Application, sig.Client, sig.Joined = sig.Joined[0].Application, sig.Joined[0].Client, nil
	}
	return strings.Join(roles, ", "), sig
}

// errWithdrawn is the answer to a session that has gone before the commit began.
var errWithdrawn = pgerr.New(pgerr.QueryCanceled, "canceling statement due to user request")
