package session

import (
	"context"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
	"lakewire/internal/wire"
)

// verb runs a statement that is the session's own.
func (s *Session) verb(ctx context.Context, st *dialect.Statement, pl *plan, args *params, formats []int16) (*execution, error) {
	switch n := st.Node.(type) {
	case *dialect.Begin, *dialect.Commit, *dialect.Rollback:
		return tagged(s.transaction(ctx, st))
	case *dialect.Savepoint, *dialect.Release, *dialect.RollbackTo:
		return tagged(s.savepoints(ctx, st))
	case *dialect.SetTransaction:
		return tagged(st.Tag, s.setTransaction(n))
	case *dialect.Set:
		return tagged(st.Tag, s.setVerb(ctx, n))
	case *dialect.Reset:
		return tagged(st.Tag, s.resetVerb(ctx, n))
	case *dialect.Show:
		return s.show(st, n)
	case *dialect.Discard:
		return tagged(st.Tag, s.discard(ctx, n))
	case *dialect.Declare:
		return s.declare(ctx, st, n, pl, args)
	case *dialect.Fetch:
		return s.fetch(ctx, n, formats)
	case *dialect.CloseCursor:
		return s.closeCursor(st, n)
	case *dialect.Prepare:
		return tagged(st.Tag, s.prepareVerb(ctx, st, n))
	case *dialect.Execute:
		return s.executeVerb(ctx, st, n, args, formats)
	case *dialect.CreateExecute:
		return s.createExecute(ctx, st, n, args)
	case *dialect.Deallocate:
		return tagged(st.Tag, s.deallocate(n))
	case *dialect.Listen, *dialect.Unlisten, *dialect.Notify:
		return tagged(st.Tag, s.notifyVerb(st))
	case *dialect.Explain:
		return s.explain(ctx, n, pl, args)
	case *dialect.Lock:
		return tagged(st.Tag, s.lockVerb(ctx, n))
	case *dialect.Copy:
		return s.copyVerb(ctx, st, n)
	case *dialect.Define:
		return s.define(ctx, st, n)
	case *dialect.Vacuum:
		return tagged(st.Tag, s.vacuum(ctx, st, n))
	case *dialect.Checkpoint:
		return tagged(st.Tag, s.checkpoint(ctx, st))
	case *dialect.NoOp:
		if st.Kind == dialect.KindSetConstraints && s.tx.state == stIdle {
			s.notice(pgerr.Warningf(pgerr.NoActiveSqlTransaction, "SET CONSTRAINTS can only be used in transaction blocks"))
		}
		if n.Table != nil {
			if err := s.ready(ctx); err != nil {
				return nil, err
			}
			if (relations{s, ctx}).Relation(*n.Table) == nil {
				return nil, pgerr.Newf(pgerr.UndefinedTable, `relation "%s" does not exist`, *n.Table)
			}
		}
		if n.Notice != nil {
			s.notice(n.Notice)
		}
		return done(st.Tag), nil
	}
	return nil, pgerr.Unsupported(st.Tag+" is not supported", "")
}

func tagged(tag string, err error) (*execution, error) {
	if err != nil {
		return nil, err
	}
	return done(tag), nil
}

// verbFields gives the columns that a verb will return, without running it; nil for none.
func (s *Session) verbFields(st *dialect.Statement) []wire.Field {
	switch n := st.Node.(type) {
	case *dialect.Show:
		return s.showFields(n)
	case *dialect.Explain:
		return explainFields(n)
	case *dialect.Fetch:
		if q := s.portals[n.Cursor]; q != nil && !n.Move {
			return withFormats(s.portalFields(q), []int16{0})
		}
	case *dialect.Execute:
		if p := s.stmts[n.Name]; p != nil {
			return s.fieldsOf(p)
		}
	}
	return nil
}

func textField(name string) wire.Field {
	return wire.Field{Name: name, Desc: pgtypes.Of(pgtypes.OIDText)}
}

// texts is an execution that returns rows of text. Text looks the same in both formats.
func (s *Session) texts(tag string, fields []wire.Field, formats []int16, rows [][]string) *execution {
	return &execution{
		fields: withFormats(fields, formats),
		read: func(_ context.Context, max int64) (int64, error) {
			n := min(max, int64(len(rows)))
			send := rows[:n]
			rows = rows[n:]
			return n, s.textRows(send)
		},
		tag: func(int64) string { return tag },
	}
}

// show is SHOW.
func (s *Session) show(st *dialect.Statement, n *dialect.Show) (*execution, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var rows [][]string
	if n.Name == "" {
		for _, r := range s.set.ShowAll() {
			rows = append(rows, r[:])
		}
	} else {
		v, err := s.set.Show(n.Name)
		if err != nil {
			return nil, err
		}
		rows = [][]string{{v}}
	}
	return s.texts(st.Tag, s.showFields(n), nil, rows), nil
}

func (s *Session) showFields(n *dialect.Show) []wire.Field {
	if n.Name == "" {
		return []wire.Field{textField("name"), textField("setting"), textField("description")}
	}
	return []wire.Field{textField(s.set.CanonicalName(n.Name))}
}
