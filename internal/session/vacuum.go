package session

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"lakewire/internal/catalog"
	"lakewire/internal/dialect"
	"lakewire/internal/locks"
	"lakewire/internal/pgerr"
)

// What VACUUM takes on. Files that are larger than smallFile are not put together with others but by FULL: each VACUUM would write
// them anew. FULL knows no small files but those below the size that DuckLake aims at, and takes the last deleted row out.
const (
	smallFile = 64 << 20
	fullFile  = 512 << 20
	wornFile  = 0.2
	atOnce    = 4 // files that one commit makes of small ones at most: what a cancel loses, and a crash
)

// vacuum is VACUUM, and ANALYZE, which has nothing to do: the lake keeps its statistics with its files.
func (s *Session) vacuum(ctx context.Context, st *dialect.Statement, n *dialect.Vacuum) error {
	if !n.Only {
		if err := s.ownCommits(st.Tag); err != nil {
			return err
		}
	}
	if err := s.ready(ctx); err != nil {
		return err
	}
	var list []*relation
	for _, t := range n.Tables {
		r, err := s.vacuumed(ctx, t, n.Only)
		if err != nil {
			return err
		}
		if r != nil {
			list = append(list, r)
		}
	}
	if n.Only {
		return nil
	}
	v := &vacuumer{s: s, n: n, small: smallFile, worn: wornFile}
	if n.Full {
		v.small, v.worn = fullFile, 0
	}
	if len(n.Tables) == 0 {
		return v.run(ctx, "", "")
	}
	for _, r := range list {
		if err := v.run(ctx, r.schema, r.name); err != nil {
			return err
		}
	}
	return nil
}

// ownCommits refuses what commits by itself where it would be a part of the client's transaction.
func (s *Session) ownCommits(tag string) error {
	if s.tx.state != stIdle && (s.tx.state != stImplicit || !s.final || s.tx.open) {
		return pgerr.Newf(pgerr.ActiveSqlTransaction, "%s cannot run inside a transaction block", tag)
	}
	return nil
}

// vacuumed looks for a table of VACUUM or ANALYZE; nil is one that there is nothing to do to.
func (s *Session) vacuumed(ctx context.Context, t dialect.VacuumTable, analyze bool) (*relation, error) {
	if catalog.Relation(t.Name.Schema, t.Name.Name) != nil {
		return nil, nil
	}
	if t.Name.Schema != "" && t.Name.Catalog != "temp" && !strings.HasPrefix(t.Name.Schema, "pg_temp") {
		if is, err := s.hasSchema(ctx, t.Name.Schema); err != nil {
			return nil, err
		} else if !is {
			return nil, pgerr.Newf(pgerr.InvalidSchemaName, `schema "%s" does not exist`, t.Name.Schema)
		}
	}
	r, err := s.found(ctx, t.Name)
	if err != nil {
		return nil, err
	}
	if r.view {
		verb := "vacuum"
		if analyze {
			verb = "analyze"
		}
		s.notice(pgerr.Warningf(pgerr.Warning, `skipping "%s" --- cannot %s non-tables or special system tables`, r.name, verb))
		return nil, nil
	}
	seen := map[string]bool{}
	for _, c := range t.Columns {
		switch {
		case r.column(c) == nil:
			return nil, pgerr.Newf(pgerr.UndefinedColumn, `column "%s" of relation "%s" does not exist`, c, r.name)
		case seen[strings.ToLower(c)]:
			return nil, pgerr.Newf(pgerr.DuplicateColumn, `column "%s" of relation "%s" appears more than once`, c, r.name)
		}
		seen[strings.ToLower(c)] = true
	}
	if r.temp {
		return nil, nil
	}
	return r, nil
}

// vacuumer writes tables' files anew: each table under its lock, which keeps away who changes or drops its rows but not who
// appends, in transactions of its own.
type vacuumer struct {
	s     *Session
	n     *dialect.Vacuum
	small int64
	worn  float64
}

// run does what is to be done to one table, or with an empty name to all. A look at the metadata tells which need it.
func (v *vacuumer) run(ctx context.Context, schema, name string) error {
	all, err := v.s.d.Images.Upkeep(ctx, schema, name, v.small, v.worn)
	if err != nil {
		return err
	}
	if err := v.s.lockKey(ctx, locks.Files, locks.AccessShare, locks.Session); err != nil {
		return err
	}
	defer v.s.locks.Unlock(locks.Files, locks.AccessShare)
	for _, u := range all {
		if u.Busy() || name != "" || v.n.Verbose {
			if err := v.table(ctx, u); err != nil {
				return err
			}
		}
	}
	return nil
}

// table locks a table and works on it.
func (v *vacuumer) table(ctx context.Context, u catalog.Upkeep) error {
	key, mode := locks.Of(strings.ToLower(u.Schema), strings.ToLower(u.Name)), locks.ShareUpdateExclusive
	if v.n.Full {
		mode = locks.AccessExclusive
	}
	full := u.Schema + "." + u.Name
	v.info(`vacuuming "%s.%s"`, v.s.d.Lake, full)
	if v.n.SkipLocked {
		if !v.s.locks.Try(key, mode, locks.Session) {
			v.s.notice(pgerr.Warningf(pgerr.LockNotAvailable, `skipping vacuum of "%s" --- lock not available`, u.Name))
			return nil
		}
	} else if err := v.s.lockKey(ctx, key, mode, locks.Session); err != nil {
		return err
	}
	defer v.s.locks.Unlock(key, mode)
	now, err := v.s.d.Images.Upkeep(ctx, u.Schema, u.Name, v.small, v.worn)
	if err != nil {
		return err
	}
	if len(now) == 0 {
		return nil // it has gone meanwhile
	}
	u = now[0]
	if u.Worn > 0 {
		// To write such a file anew would make the damage last.
		if bad, err := v.s.d.Images.Anomalies(ctx, u.Schema, u.Name); err != nil {
			return err
		} else if len(bad) > 0 {
			v.s.notice(damage(bad[0]))
			return nil
		}
	}
	target := literal(v.s.d.Lake) + ", " + literal(u.Name) + ", schema => " + literal(u.Schema)
	if u.Inlined {
		flush := "ducklake_flush_inlined_data(" + literal(v.s.d.Lake) + ", schema_name => " + literal(u.Schema) + ", table_name => " + literal(u.Name) + ")"
		if _, _, err := v.commit(ctx, key, flush, true); err != nil {
			return err
		}
	}
	if u.Worn > 0 {
		from, to, err := v.commit(ctx, key, "ducklake_rewrite_data_files("+target+", delete_threshold => "+strconv.FormatFloat(v.worn, 'g', -1, 64)+")", false)
		if err != nil {
			return err
		}
		v.info(`"%s": wrote %d files with deleted rows anew as %d`, full, from, to)
	}
	// Who appends meanwhile makes new small files; they are the next VACUUM's.
	for rounds := int64(0); u.Small > 1 && rounds < u.Small; rounds++ {
		from, to, err := v.commit(ctx, key, fmt.Sprintf("ducklake_merge_adjacent_files(%s, max_compacted_files => %d, max_file_size => %d)", target, atOnce, v.small), false)
		if err != nil {
			return err
		}
		if from == 0 {
			break
		}
		v.info(`"%s": put %d files together as %d`, full, from, to)
	}
	v.info(`finished vacuuming "%s.%s"`, v.s.d.Lake, full)
	return nil
}

// info is what VERBOSE says.
func (v *vacuumer) info(format string, args ...any) {
	if v.n.Verbose {
		e := pgerr.Noticef(format, args...)
		e.Severity = pgerr.SeverityInfo
		v.s.c.Notice(e)
	}
}

// commit runs one of DuckLake's functions in a transaction of ours, and tells how many files it has read and made. Where another
// DuckLake client commits to the table at the same time it is run again.
func (v *vacuumer) commit(ctx context.Context, key locks.Key, call string, inTurn bool) (from, to int64, err error) {
	for try := 1; ; try++ {
		from, to, err = v.once(ctx, key, call, inTurn)
		if err == nil {
			return from, to, nil
		}
		v.s.undo()
		v.s.release()
		if try == v.s.d.tries() || !pgerr.Is(err, pgerr.TRSerializationFailure) || ctx.Err() != nil {
			return 0, 0, err
		}
	}
}

func (v *vacuumer) once(ctx context.Context, key locks.Key, call string, inTurn bool) (from, to int64, err error) {
	s := v.s
	if inTurn {
		// A flush locks rows in the catalog for which others would wait at their commit.
		if err := s.takeTurn(ctx); err != nil {
			return 0, 0, err
		}
	}
	s.locks.Snapshot()
	if _, err := s.ec.Exec(ctx, "BEGIN"); err != nil {
		return 0, 0, err
	}
	rows, err := s.ec.Rows(ctx, "SELECT * FROM "+call)
	if err != nil {
		return 0, 0, err
	}
	if len(rows) == 0 {
		s.undo()
		s.release()
		return 0, 0, nil
	}
	for _, r := range rows {
		if len(r) == 4 { // schema, table, files processed and created
			a, _ := r[2].(int64)
			b, _ := r[3].(int64)
			from, to = from+a, to+b
		}
	}
	err = s.commitEngine(ctx, true)
	s.d.Hub.giveUp() // also where nobody knows whether it has been
	if err != nil {
		return 0, 0, err
	}
	s.locks.Note(key, locks.Compacted)
	s.locks.Committed()
	return from, to, nil
}
