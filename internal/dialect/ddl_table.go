package dialect

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// tableText is a CREATE TABLE on its way: the engine's text comes of the edits, the rest is for the session.
type tableText struct {
	*parser
	st     *Statement
	stmt   *pg.CreateStmt
	temp   bool
	action CreateTable
	cols   []columnText
	own    []Constraint // of a temporary table, which the engine enforces itself
}

// createColumns takes CREATE TABLE with a list of columns, when PostgreSQL's grammar knows it.
func createColumns(st *Statement, p *parser, stmt *pg.CreateStmt, name Name, temp bool) error {
	t := &tableText{parser: p, st: st, stmt: stmt, temp: temp}
	t.action = CreateTable{Name: name, IfNotExists: stmt.IfNotExists, Types: map[string]string{}}
	if err := t.refused(); err != nil {
		return err
	}
	open := p.i
	list, closing := p.elements(open)
	if len(list) != len(stmt.TableElts) {
		return p.unexpected()
	}
	if err := t.readElements(list); err != nil {
		return err
	}
	if err := t.keys(); err != nil {
		return err
	}
	if err := t.tail(closing); err != nil {
		return err
	}
	if err := st.engine(KindCreateTable, "CREATE TABLE", p); err != nil {
		return err
	}
	a := t.action
	if temp || len(a.Likes) == 0 && len(a.Constraints) == 0 && len(a.Types) == 0 && a.Partition == "" && a.Sort == "" {
		if temp {
			st.Temp = &TempTable{name.Name, a.Types, t.own, onCommit(stmt.Oncommit)}
		}
		if len(a.Likes) > 0 {
			a.SQL, a.Temp, st.SQL, st.IfNotExists = st.SQL, st.Temp, "", nil
			err := st.define("CREATE TABLE", &a)
			st.Writes = false
			return err
		}
		return nil
	}
	a.SQL, st.SQL, st.IfNotExists = st.SQL, "", nil
	return st.define("CREATE TABLE", &a)
}

// refused names what a lake's table cannot be.
func (t *tableText) refused() error {
	switch {
	case t.stmt.Partbound != nil:
		return pgerr.Unsupported("partitions as tables are not supported", "Declare PARTITION BY on the table itself: the lake lays out its files.")
	case len(t.stmt.InhRelations) > 0:
		return pgerr.Unsupported("table inheritance is not supported", "Use LIKE to take over the columns, or a view with UNION ALL.")
	case t.stmt.OfTypename != nil:
		return pgerr.Unsupported("typed tables are not supported", "List the columns.")
	case len(t.stmt.TableElts) == 0:
		return pgerr.Unsupported("tables without columns are not supported", "Give the table a column.")
	case t.temp && t.stmt.Partspec != nil:
		return pgerr.Unsupported("partitioned temporary tables are not supported", "")
	}
	return nil
}

func (t *tableText) readElements(list [][2]int) error {
	kept := 0
	for i, n := range t.stmt.TableElts {
		from, to := list[i][0], list[i][1]
		gone := false
		switch x := n.Node.(type) {
		case *pg.Node_ColumnDef:
			c := t.column(x.ColumnDef, from, to)
			t.cols = append(t.cols, c)
			if err := t.readColumn(&c); err != nil {
				return err
			}
		case *pg.Node_Constraint:
			c, err := t.constraint(x.Constraint, from, to, "")
			if err == nil {
				err = t.constantOnly(x.Constraint.RawExpr, "check constraint", false)
			}
			if err != nil {
				return err
			}
			if gone = !t.temp; gone {
				t.action.Constraints = append(t.action.Constraints, c)
			} else {
				t.own = append(t.own, c)
			}
		case *pg.Node_TableLikeClause:
			l := x.TableLikeClause
			mark := "\"lw_like_" + strconv.Itoa(i) + "\""
			o := l.Options
			t.action.Likes = append(t.action.Likes, Like{Mark: mark, Table: Name{l.Relation.Catalogname, l.Relation.Schemaname, l.Relation.Relname},
				Comments: o&likeComments != 0, Checks: o&likeConstraints != 0, Defaults: o&likeDefaults != 0, Indexes: o&likeIndexes != 0})
			t.put(from, to, mark)
		}
		if gone { // with the comma before it, or behind it when it is the first
			switch {
			case kept > 0:
				t.cutOut(from-1, to)
			case i+1 < len(list):
				t.cutOut(from, to+1)
			default:
				t.cutOut(from, to)
			}
			continue
		}
		kept++
	}
	return nil
}

// The bits of TableLikeClause's options.
const (
	likeComments    = 1 << 0
	likeConstraints = 1 << 2
	likeDefaults    = 1 << 3
	likeIndexes     = 1 << 6
)

// readColumn takes out of a column's text what the lake cannot hold.
func (t *tableText) readColumn(c *columnText) error {
	if name := lastName(c.def.TypeName.Names); !t.temp || strangers[name] == "" {
		declared, err := t.columnType(c.def.TypeName, c.typeFrom, c.typeTo)
		if err != nil {
			return err
		}
		if declared != "" {
			t.action.Types[c.def.Colname] = declared
		}
	}
	if err := t.contradiction(c, t.action.Name.Name); err != nil {
		return err
	}
	for i, piece := range c.pieces {
		if piece.node == nil {
			continue // COLLATE has its rule
		}
		switch k := piece.node.Contype; k {
		case pg.ConstrType_CONSTR_PRIMARY, pg.ConstrType_CONSTR_UNIQUE, pg.ConstrType_CONSTR_FOREIGN, pg.ConstrType_CONSTR_CHECK:
			con, err := t.constraint(piece.node, piece.from, piece.to, c.def.Colname)
			if err != nil {
				return err
			}
			if t.temp {
				t.own = append(t.own, con)
				continue
			}
			for _, next := range c.pieces[i+1:] {
				if next.node == nil {
					break
				}
				con.attribute(next.node.Contype)
			}
			t.action.Constraints = append(t.action.Constraints, con)
			t.cutOut(piece.from, piece.to)
		case pg.ConstrType_CONSTR_ATTR_DEFERRABLE, pg.ConstrType_CONSTR_ATTR_DEFERRED, pg.ConstrType_CONSTR_ATTR_NOT_DEFERRABLE, pg.ConstrType_CONSTR_ATTR_IMMEDIATE:
			t.cutOut(piece.from, piece.to)
		case pg.ConstrType_CONSTR_GENERATED:
			return t.noGenerated(piece)
		case pg.ConstrType_CONSTR_IDENTITY:
			return t.noIdentity(piece)
		}
	}
	return nil
}

func (p *parser) noGenerated(at piece) error {
	return pgerr.Unsupported("generated columns are not supported", "Compute the column in a view, or give its value when you write.").
		WithPosition(p.position(p.toks[at.from]))
}

func (p *parser) noIdentity(at piece) error {
	return pgerr.Unsupported("identity columns are not supported: there are no sequences to count with",
		"Give the values yourself: max(id) + row_number() over (), or uuid DEFAULT gen_random_uuid().").WithPosition(p.position(p.toks[at.from]))
}

// keys makes the columns of the primary key NOT NULL, which is enforced.
func (t *tableText) keys() error {
	primary := 0
	for _, con := range t.action.Constraints {
		if con.Kind != "p" {
			continue
		}
		if primary++; primary > 1 {
			return pgerr.Newf(pgerr.InvalidTableDefinition, `multiple primary keys for table "%s" are not allowed`, t.action.Name.Name).WithPosition(con.At)
		}
		for _, name := range con.Columns {
			for _, c := range t.cols {
				if c.def.Colname == name && !c.notNull() {
					end := t.toks[c.to].End
					t.edits = append(t.edits, edit{end, end, " NOT NULL"})
				}
			}
		}
	}
	return nil
}

// notNull tells whether NOT NULL stands behind the column.
func (c *columnText) notNull() bool {
	for _, p := range c.pieces {
		if p.node != nil && p.node.Contype == pg.ConstrType_CONSTR_NOTNULL {
			return true
		}
	}
	return false
}

// tail reads what stands behind the columns, none of which the engine takes.
func (t *tableText) tail(closing int) error {
	if err := t.layout(t.stmt.Options); err != nil {
		return err
	}
	if t.stmt.Partspec != nil {
		if err := t.partition(t.stmt.Partspec); err != nil {
			return err
		}
	}
	switch t.stmt.Oncommit {
	case pg.OnCommitAction_ONCOMMIT_DROP, pg.OnCommitAction_ONCOMMIT_DELETE_ROWS:
		if !t.temp {
			return pgerr.New(pgerr.InvalidTableDefinition, "ON COMMIT can only be used on temporary tables")
		}
	}
	if last := len(t.toks) - 2; last > closing {
		t.cutOut(closing+1, last)
	}
	return nil
}

func onCommit(a pg.OnCommitAction) OnCommit {
	switch a {
	case pg.OnCommitAction_ONCOMMIT_DELETE_ROWS:
		return OnCommitDelete
	case pg.OnCommitAction_ONCOMMIT_DROP:
		return OnCommitDrop
	}
	return OnCommitKeep
}
