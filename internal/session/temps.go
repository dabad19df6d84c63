package session

import (
	"context"
	"maps"
	"slices"
	"strings"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
)

// temp is a temporary table or view: what the engine does not keep of it. It is not changed once it is in a temps.
type temp struct {
	oid     int64 // for as long as it lives, whatever its name
	name    string
	view    bool
	comment string
	kept    kept
}

// temps are the session's temporary relations by their names in small letters. What a transaction makes of them is a new one, so
// that its end, and ROLLBACK TO, go back by taking the old one. One that is in it and not in the engine has been dropped.
type temps map[string]*temp

// The OIDs of temporary relations lie apart from those of the lake; each leaves room for the types of its rows.
const (
	firstTempOID = 0x90000000
	tempOIDs     = 0x20000000
)

// setTemps notes what has become of the temporary relations.
func (s *Session) setTemps(change func(temps)) {
	if !s.alone() && !s.tx.tempsKept {
		s.tx.temps, s.tx.tempsKept = s.ownTemps, true
	}
	all := maps.Clone(s.ownTemps)
	if all == nil {
		all = temps{}
	}
	change(all)
	s.ownTemps = all
	s.tempsAt++
}

// backTemps takes what a transaction has made of the temporary relations back.
func (s *Session) backTemps(to temps) {
	s.ownTemps = to
	s.tempsAt++
}

// newTemp notes that a statement has made a temporary relation.
func (s *Session) newTemp(r *relation) {
	s.lastTemp = (s.lastTemp + 4) % tempOIDs
	oid := firstTempOID + s.lastTemp
	s.setTemps(func(all temps) {
		all[strings.ToLower(r.name)] = &temp{oid: oid, name: r.name, view: r.view, comment: r.comment, kept: r.kept}
	})
}

// keepTemp remembers what is kept with a temporary relation.
func (s *Session) keepTemp(r *relation) {
	was := s.ownTemps[strings.ToLower(r.name)]
	if was == nil {
		s.newTemp(r)
		return
	}
	s.setTemps(func(all temps) {
		all[strings.ToLower(r.name)] = &temp{oid: was.oid, name: was.name, view: was.view, comment: r.comment, kept: r.kept}
	})
}

// renameTemp lets what is kept follow a temporary relation to its new name.
func (s *Session) renameTemp(from, to string) {
	was := s.ownTemps[strings.ToLower(from)]
	s.setTemps(func(all temps) {
		delete(all, strings.ToLower(from))
		if was != nil {
			is := *was
			is.name = to
			all[strings.ToLower(to)] = &is
		}
	})
}

// tempMade notes the temporary relation that a statement has made, and what the engine does not keep of it.
func (s *Session) tempMade(st *dialect.Statement) {
	names := append(slices.Clone(st.Mutates), st.Appends...)
	if len(names) != 1 || s.passed || st.Kind != dialect.KindCreateTable && st.Kind != dialect.KindCreateTableAs && st.Kind != dialect.KindCreateView {
		return
	}
	r := &relation{temp: true, name: names[0].Name, view: st.Kind == dialect.KindCreateView}
	if t := st.Temp; t != nil {
		r.kept.Types = t.Types
		for _, c := range t.Constraints {
			r.kept.Constraints = append(r.kept.Constraints, s.ownConstraint(r, c))
		}
		if t.OnCommit != dialect.OnCommitKeep {
			s.onCommit = append(s.onCommit, t)
		}
	}
	if m := st.Made; m != nil {
		r.made(m)
	}
	s.newTemp(r)
}

// tempWithIndex gives the temporary table that an index belongs to, nil for none.
func (s *Session) tempWithIndex(ctx context.Context, name string) (*relation, error) {
	for _, t := range s.ownTemps {
		r := &relation{temp: true, name: t.name, kept: t.kept}
		if i := r.constraint(name); i >= 0 && strings.Contains("puin", r.kept.Constraints[i].Kind) && s.hasTemp(ctx, t.name) {
			return s.relation(ctx, dialect.Name{Schema: "pg_temp", Name: t.name})
		}
	}
	return nil, nil
}

// ownConstraint gives a constraint of a temporary table, which the engine enforces, as PostgreSQL lists it.
func (s *Session) ownConstraint(r *relation, c dialect.Constraint) dialect.Constraint {
	if c.Name == "" {
		c.Name = r.freeName(&c)
	}
	if c.Kind != "f" {
		return c
	}
	c.RefSchema = catalog.TempSchema
	if len(c.RefColumns) == 0 {
		to := &r.kept
		if t := s.ownTemps[strings.ToLower(c.RefTable)]; t != nil && !strings.EqualFold(c.RefTable, r.name) {
			to = &t.kept
		}
		c.RefColumns = to.primary()
	}
	return c
}

// tempIdentity tells how clients know a temporary relation again. Its columns are numbered as the engine has them now.
func (s *Session) tempIdentity(name string) catalog.Identity {
	t := s.ownTemps[strings.ToLower(name)]
	if t == nil {
		return catalog.Identity{}
	}
	return catalog.Identity{OID: uint32(t.oid), Numbers: catalog.InOrder()}
}

// ownRelations gives the temporary relations to the catalog.
func (s *Session) ownRelations(ctx context.Context) ([]catalog.Own, error) {
	var out []catalog.Own
	for _, key := range slices.Sorted(maps.Keys(s.ownTemps)) {
		t := s.ownTemps[key]
		if !s.hasTemp(ctx, t.name) {
			continue
		}
		r := &relation{temp: true, name: t.name, comment: t.comment, kept: t.kept}
		r.kept.Types = t.kept.types()
		cols, err := s.columnsOf(ctx, r.sql(s.d.Lake))
		if err != nil {
			return nil, err
		}
		own := catalog.Own{OID: t.oid, Name: t.name, View: t.view, Text: r.fullComment()}
		for _, c := range cols {
			if t.view {
				c.def, c.notNull = "", false // they are the table's
			}
			own.Columns = append(own.Columns, catalog.OwnColumn{Name: c.name, Type: c.typ, Default: c.def, NotNull: c.notNull})
		}
		out = append(out, own)
	}
	return out, nil
}

// endTemps does what ON COMMIT of the temporary tables says, in the transaction that ends.
func (s *Session) endTemps(ctx context.Context) error {
	for _, t := range slices.Clone(s.onCommit) {
		gone := !s.hasTemp(ctx, t.Name) // it was dropped, or its making was rolled back
		sql := "DELETE FROM temp.main." + ident(t.Name)
		if t.OnCommit == dialect.OnCommitDrop {
			sql = "DROP TABLE temp.main." + ident(t.Name)
		}
		if !gone {
			if _, err := s.ec.Exec(ctx, sql); err != nil {
				return err
			}
		}
		if gone || t.OnCommit == dialect.OnCommitDrop {
			s.onCommit = slices.DeleteFunc(s.onCommit, func(o *dialect.TempTable) bool { return o == t })
			s.d.Hub.ddl.Add(1)
			s.tempsAt++
		}
	}
	return nil
}
