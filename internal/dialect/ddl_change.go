package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// Op is what a Change of ALTER TABLE does.
type Op uint8

// The changes.
const (
	OpNothing Op = iota // what means nothing on a lake: that the table is there is all that counts
	OpAddColumn
	OpDropColumn
	OpType
	OpDefault // "" drops it
	OpNotNull
	OpNull
	OpAddConstraint
	OpDropConstraint
	OpLayout
)

// Change is one of the actions of an ALTER TABLE. Types and expressions are the engine's.
type Change struct {
	Op          Op
	Name        string // of the column or constraint
	Missing     bool   // IF EXISTS, IF NOT EXISTS
	Cascade     bool
	Type        string
	Declared    string // the type as PostgreSQL writes it, where the engine forgets a part of it
	Default     string
	NotNull     bool
	Using       string // "" casts the column
	Constraints []Constraint
	Partition   string
	Sort        string
}

// alterText is an ALTER TABLE on its way.
type alterText struct {
	*parser
	st     *Statement
	action AlterTable
}

// alterChanges takes the changes of an ALTER TABLE, at whose first the parser stands.
func alterChanges(st *Statement, p *parser, stmt *pg.AlterTableStmt, name Name) error {
	t := &alterText{parser: p, st: st, action: AlterTable{Name: name, IfExists: stmt.MissingOk}}
	list := p.items()
	if len(list) != len(stmt.Cmds) {
		return p.unexpected()
	}
	for i, n := range stmt.Cmds {
		if err := t.change(n.GetAlterTableCmd(), list[i][0], list[i][1]); err != nil {
			return err
		}
	}
	st.Mutates = []Name{name}
	st.Mentions = append(st.Mentions, name)
	return st.define("ALTER TABLE", &t.action)
}

// items gives the first and last tokens of what stands between commas from here on, outside of brackets.
func (p *parser) items() (list [][2]int) {
	depth, from := 0, p.i
	for i := p.i; ; i++ {
		t := p.toks[i]
		if t.Kind == TokEOF {
			return append(list, [2]int{from, i - 1})
		}
		if t.Kind != TokPunct {
			continue
		}
		switch p.src[t.Start] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ',':
			if depth == 0 {
				list = append(list, [2]int{from, i - 1})
				from = i + 1
			}
		}
	}
}

func (t *alterText) change(cmd *pg.AlterTableCmd, from, to int) error {
	c := Change{Name: cmd.Name, Missing: cmd.MissingOk, Cascade: cmd.Behavior == pg.DropBehavior_DROP_CASCADE}
	var err error
	switch cmd.Subtype {
	case pg.AlterTableType_AT_AddColumn:
		err = t.addColumn(&c, cmd.Def.GetColumnDef(), from, to)
	case pg.AlterTableType_AT_DropColumn:
		c.Op = OpDropColumn
	case pg.AlterTableType_AT_AlterColumnType:
		err = t.alterType(&c, cmd.Def.GetColumnDef(), from, to)
	case pg.AlterTableType_AT_ColumnDefault:
		c.Op = OpDefault
		if cmd.Def != nil {
			c.Default, err = t.expression(t.after("default", from), to)
		}
	case pg.AlterTableType_AT_SetNotNull:
		c.Op = OpNotNull
	case pg.AlterTableType_AT_DropNotNull:
		c.Op = OpNull
	case pg.AlterTableType_AT_AddConstraint:
		var con Constraint
		c.Op = OpAddConstraint
		con, err = t.constraint(cmd.Def.GetConstraint(), from, to, "")
		if e := t.constantOnly(cmd.Def.GetConstraint().GetRawExpr(), "check constraint", false); e != nil {
			return e
		}
		c.Constraints = []Constraint{con}
	case pg.AlterTableType_AT_DropConstraint:
		c.Op = OpDropConstraint
	case pg.AlterTableType_AT_SetRelOptions:
		c.Op = OpLayout
		if c.Partition, c.Sort, err = layoutOf(cmd.Def.GetList().GetItems(), false); c.Partition == "" && c.Sort == "" {
			c.Op = OpNothing
		}
	case pg.AlterTableType_AT_AddIdentity:
		err = t.noIdentity(piece{from: from})
	case pg.AlterTableType_AT_AddInherit, pg.AlterTableType_AT_DropInherit:
		err = pgerr.Unsupported("table inheritance is not supported", "")
	case pg.AlterTableType_AT_AttachPartition, pg.AlterTableType_AT_DetachPartition, pg.AlterTableType_AT_DetachPartitionFinalize:
		err = pgerr.Unsupported("partitions as tables are not supported", "Declare PARTITION BY on the table itself: the lake lays out its files.")
	case pg.AlterTableType_AT_AddOf, pg.AlterTableType_AT_DropOf:
		err = pgerr.Unsupported("typed tables are not supported", "")
	case pg.AlterTableType_AT_EnableRowSecurity, pg.AlterTableType_AT_ForceRowSecurity:
		err = pgerr.Unsupported("row-level security is not supported", "Grant access to a view instead.")
	}
	if err != nil {
		return err
	}
	t.action.Changes = append(t.action.Changes, c)
	return nil
}

// after gives the token behind a word.
func (p *parser) after(word string, from int) int {
	for i := from; i < len(p.toks); i++ {
		if p.is(p.toks[i], word) {
			return i + 1
		}
	}
	return from
}

func (t *alterText) addColumn(c *Change, def *pg.ColumnDef, from, to int) error {
	from++
	for t.is(t.toks[from], "column") && t.toks[from].Kind == TokIdent && t.toks[from+1].isName() {
		from++
	}
	if t.is(t.toks[from], "if") && t.is(t.toks[from+1], "not") && t.is(t.toks[from+2], "exists") {
		from += 3
	}
	text := t.column(def, from, to)
	c.Op, c.Name = OpAddColumn, def.Colname
	err := t.contradiction(&text, t.action.Name.Name)
	if err != nil {
		return err
	}
	if c.Type, c.Declared, err = t.typeText(def.TypeName, text.typeFrom, text.typeTo); err != nil {
		return err
	}
	for i, piece := range text.pieces {
		if piece.node == nil {
			continue
		}
		switch piece.node.Contype {
		case pg.ConstrType_CONSTR_NOTNULL:
			c.NotNull = true
		case pg.ConstrType_CONSTR_DEFAULT:
			if c.Default, err = t.expression(t.after("default", piece.from), piece.to); err != nil {
				return err
			}
		case pg.ConstrType_CONSTR_GENERATED:
			return t.noGenerated(piece)
		case pg.ConstrType_CONSTR_IDENTITY:
			return t.noIdentity(piece)
		case pg.ConstrType_CONSTR_PRIMARY, pg.ConstrType_CONSTR_UNIQUE, pg.ConstrType_CONSTR_FOREIGN, pg.ConstrType_CONSTR_CHECK:
			con, err := t.constraint(piece.node, piece.from, piece.to, def.Colname)
			if err != nil {
				return err
			}
			for _, next := range text.pieces[i+1:] {
				if next.node == nil {
					break
				}
				con.attribute(next.node.Contype)
			}
			c.NotNull = c.NotNull || con.Kind == "p"
			c.Constraints = append(c.Constraints, con)
		}
	}
	return nil
}

func (t *alterText) alterType(c *Change, def *pg.ColumnDef, from, to int) error {
	c.Op = OpType
	i := t.after("type", from+2)
	end := to
	for k, depth := i, 0; k <= to; k++ {
		switch {
		case t.is(t.toks[k], "("):
			depth++
		case t.is(t.toks[k], ")"):
			depth--
		case depth == 0 && t.is(t.toks[k], "using"):
			using, err := t.expression(k+1, to)
			if err != nil {
				return err
			}
			c.Using, end = using, min(end, k-1)
		case depth == 0 && t.is(t.toks[k], "collate"):
			end = min(end, k-1)
		}
	}
	var err error
	c.Type, c.Declared, err = t.typeText(def.TypeName, i, end)
	return err
}

// typeText gives the engine's text of a type, and what the engine forgets of it.
func (t *alterText) typeText(n *pg.TypeName, from, to int) (text, declared string, err error) {
	const lead, tail = "CREATE TABLE x (y ", ")"
	in, err := nested(t.st, lead+t.slice(from, to)+tail, t.toks[from].Start, len(lead))
	if err != nil {
		return "", "", err
	}
	if in.Kind == KindRefused {
		return "", "", in.Err
	}
	text = in.SQL
	if d, ok := in.Node.(*Define); ok {
		a := d.Actions[0].(*CreateTable)
		text, declared = a.SQL, a.Types["y"]
	}
	return strings.TrimSuffix(strings.TrimPrefix(text, lead), tail), declared, nil
}

// expression gives the engine's text of an expression, whose calls the guard shall see.
func (t *alterText) expression(from, to int) (string, error) {
	const lead = "SELECT "
	in, err := nested(t.st, lead+t.slice(from, to), t.toks[from].Start, len(lead))
	if err != nil {
		return "", err
	}
	if in.Kind == KindRefused {
		return "", in.Err
	}
	t.st.Functions = append(t.st.Functions, in.Functions...)
	t.st.TableFunctions = append(t.st.TableFunctions, in.TableFunctions...)
	t.st.Mentions = append(t.st.Mentions, in.Mentions...)
	t.st.Relations = append(t.st.Relations, in.Relations...)
	t.st.Strings = append(t.st.Strings, in.Strings...)
	return strings.TrimPrefix(in.SQL, lead), nil
}
