package session

import (
	"context"
	"slices"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// alteration is a table on its way from what it is to what ALTER TABLE makes of it. Each change says what it does to the
// columns, and how the lake does that by itself, if it can. When one of the changes cannot be done so, the table is written
// anew in its new form, once for all of them.
type alteration struct {
	*definer
	was, r  *relation
	from    map[string]string // for the new columns: the expression over the old ones
	native  []string          // the lake's own statements
	rewrite bool
	checks  []string        // columns that must hold no NULL, by their new names
	keep    bool            // what is kept has changed
	afresh  map[string]bool // the columns that were added
	layout  [2]string
}

func (d *definer) alterTable(ctx context.Context, a *dialect.AlterTable) error {
	r, err := d.subject(ctx, a.Name, a.IfExists)
	if r == nil || err != nil {
		return err
	}
	if r.view && !slices.ContainsFunc(a.Changes, func(c dialect.Change) bool { return c.Op == dialect.OpNothing }) {
		return pgerr.Newf(pgerr.WrongObjectType, `ALTER action cannot be performed on relation "%s"`, r.name).WithDetail("This operation is not supported for views.")
	}
	t := &alteration{definer: d, was: r, r: r.clone(), from: map[string]string{}}
	for _, c := range r.columns {
		t.from[c.name] = ident(c.name)
	}
	for i := range a.Changes {
		if err := t.change(ctx, &a.Changes[i]); err != nil {
			return err
		}
	}
	return t.finish(ctx)
}

func (r *relation) clone() *relation {
	c := *r
	c.columns = slices.Clone(r.columns)
	c.kept = r.kept.clone()
	return &c
}

func (t *alteration) table() string { return "ALTER TABLE " + t.was.sql(t.s.d.Lake) + " " }

func (t *alteration) change(ctx context.Context, c *dialect.Change) error {
	switch c.Op {
	case dialect.OpAddColumn:
		return t.addColumn(ctx, c)
	case dialect.OpDropColumn:
		return t.dropColumn(ctx, c)
	case dialect.OpAddConstraint:
		return t.addConstraint(ctx, c.Constraints[0])
	case dialect.OpDropConstraint:
		return t.dropConstraint(ctx, c)
	case dialect.OpLayout:
		t.layout = [2]string{c.Partition, c.Sort}
		return nil
	case dialect.OpNothing:
		return nil
	}
	col := t.r.column(c.Name)
	if col == nil {
		return t.noColumn(c.Name)
	}
	switch c.Op {
	case dialect.OpType:
		return t.setType(ctx, c, col)
	case dialect.OpDefault:
		t.setDefault(c, col)
	case dialect.OpNotNull:
		if !col.notNull {
			col.notNull, t.rewrite = true, t.rewrite || !t.temp()
			t.checks = append(t.checks, col.name)
			t.native = append(t.native, t.table()+"ALTER COLUMN "+ident(col.name)+" SET NOT NULL")
		}
	case dialect.OpNull:
		for _, k := range t.r.kept.Constraints {
			if k.Kind == "p" && slices.Contains(k.Columns, col.name) {
				return pgerr.Newf(pgerr.InvalidTableDefinition, `column "%s" is in a primary key`, col.name)
			}
		}
		if col.notNull {
			col.notNull = false
			t.native = append(t.native, t.table()+"ALTER COLUMN "+ident(col.name)+" DROP NOT NULL")
		}
	}
	return nil
}

// temp tells whether the table is the engine's own, which it alters by itself.
func (t *alteration) temp() bool { return t.was.temp }

func (t *alteration) noColumn(name string) error {
	return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" of relation "%s" does not exist`, name, t.r.name)
}

func (t *alteration) addColumn(ctx context.Context, c *dialect.Change) error {
	if t.r.column(c.Name) != nil {
		e := pgerr.Newf(pgerr.DuplicateColumn, `column "%s" of relation "%s" already exists`, c.Name, t.r.name)
		if !c.Missing {
			return e
		}
		n := pgerr.Noticef(`%s, skipping`, e.Message)
		n.Code = pgerr.DuplicateColumn
		t.s.notice(n)
		return nil
	}
	col := relColumn{name: c.Name, typ: c.Type, def: c.Default, notNull: c.NotNull}
	t.r.columns = append(t.r.columns, col)
	if t.afresh == nil {
		t.afresh = map[string]bool{}
	}
	t.afresh[c.Name] = true
	t.from[c.Name] = "CAST(" + orNull(c.Default) + " AS " + c.Type + ")"
	if c.Declared != "" {
		t.r.setType(c.Name, c.Declared)
		t.keep = true
	}
	if c.NotNull {
		t.checks = append(t.checks, c.Name)
	}
	t.rewrite = t.rewrite || !t.temp() && (c.NotNull || !constantText(c.Default))
	text := t.table() + "ADD COLUMN " + ident(c.Name) + " " + c.Type
	if c.Default != "" {
		text += " DEFAULT " + c.Default
	}
	t.native = append(t.native, text)
	if c.NotNull {
		t.native = append(t.native, t.table()+"ALTER COLUMN "+ident(c.Name)+" SET NOT NULL")
	}
	for _, con := range c.Constraints {
		if err := t.addConstraint(ctx, con); err != nil {
			return err
		}
	}
	return nil
}

func orNull(text string) string {
	if text == "" {
		return "NULL"
	}
	return text
}

// constantText tells whether a default is a literal, which the lake keeps for the rows that are there.
func constantText(text string) bool {
	switch strings.ToLower(text) {
	case "", "null", "true", "false":
		return true
	}
	if text[0] == '\'' && skipToken(text, 0) == len(text) {
		return true
	}
	digits := strings.TrimPrefix(text, "-")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

func (t *alteration) dropColumn(ctx context.Context, c *dialect.Change) error {
	col := t.r.column(c.Name)
	if col == nil && c.Missing {
		t.s.notice(pgerr.Noticef(`column "%s" of relation "%s" does not exist, skipping`, c.Name, t.r.name))
		return nil
	}
	if col == nil {
		return t.noColumn(c.Name)
	}
	name := col.name
	if err := t.freed(ctx, []*relation{t.r}, name, c.Cascade); err != nil {
		return err
	}
	t.r.columns = slices.DeleteFunc(t.r.columns, func(x relColumn) bool { return x.name == name })
	kept := len(t.r.kept.Constraints)
	t.r.kept.Constraints = slices.DeleteFunc(t.r.kept.Constraints, func(k dialect.Constraint) bool {
		return slices.Contains(k.Columns, name) || slices.Contains(k.Include, name)
	})
	t.keep = t.keep || kept != len(t.r.kept.Constraints) || t.r.kept.Types[name] != "" || t.r.kept.Comments["column:"+name] != ""
	delete(t.r.kept.Types, name)
	delete(t.r.kept.Comments, "column:"+name)
	t.checks = slices.DeleteFunc(t.checks, func(x string) bool { return x == name })
	delete(t.from, name)
	t.native = append(t.native, t.table()+"DROP COLUMN "+ident(name))
	return nil
}

// widening are the changes of type that the lake makes by itself.
var widening = map[string][]string{
	"TINYINT": {"SMALLINT", "INTEGER", "BIGINT"}, "SMALLINT": {"INTEGER", "BIGINT"}, "INTEGER": {"BIGINT"}, "FLOAT": {"DOUBLE"},
}

func (t *alteration) setType(ctx context.Context, c *dialect.Change, col *relColumn) error {
	typ, err := t.typeName(ctx, c.Type)
	if err != nil {
		return err
	}
	if c.Using == "" && !castsItself(col.typ, typ) {
		name := pgTypeName(typ)
		return pgerr.Newf(pgerr.DatatypeMismatch, `column "%s" cannot be cast automatically to type %s`, col.name, name).
			WithHint(`You might need to specify "USING %s::%s".`, col.name, name)
	}
	seen := []*relation{t.r}
	if views, err := t.users(ctx, t.r, col.name, &seen); err != nil {
		return err
	} else if len(views) > 0 {
		return pgerr.New(pgerr.FeatureNotSupported, "cannot alter type of a column used by a view or rule").
			WithDetail(`rule _RETURN on %s depends on column "%s"`, t.called(views[0].relation), col.name)
	}
	t.keep = t.keep || t.r.kept.Types[col.name] != c.Declared
	t.r.setType(col.name, c.Declared)
	if typ == col.typ && c.Using == "" && c.Declared == "" {
		return nil
	}
	switch {
	case c.Using != "":
		t.from[col.name] = "CAST(" + c.Using + " AS " + c.Type + ")"
		t.rewrite = true
	case strings.HasPrefix(c.Declared, "character"): // shortening that would lose something is an error of PostgreSQL's
		t.from[col.name] = "CAST(" + t.from[col.name] + " AS " + c.Type + ")"
		if err := t.fits(ctx, col.name, c.Declared); err != nil {
			return err
		}
		t.rewrite = t.rewrite || typ != col.typ
	default:
		t.from[col.name] = "CAST(" + t.from[col.name] + " AS " + c.Type + ")"
		t.rewrite = t.rewrite || typ != col.typ && !slices.Contains(widening[col.typ], typ)
	}
	if typ != col.typ {
		t.native = append(t.native, t.table()+"ALTER COLUMN "+ident(col.name)+" TYPE "+c.Type)
	}
	col.typ = typ
	if col.def != "" {
		if strings.HasPrefix(col.def, "'") && !constantText(col.def) {
			return pgerr.Newf(pgerr.DatatypeMismatch, `default for column "%s" cannot be cast automatically to type %s`, col.name, strings.ToLower(typ))
		}
	}
	return nil
}

// fits looks whether texts are short enough for the length they shall have.
func (t *alteration) fits(ctx context.Context, column, declared string) error {
	open := strings.IndexByte(declared, '(')
	if open < 0 || t.was.column(column) == nil {
		return nil
	}
	n := strings.TrimSuffix(declared[open+1:], ")")
	long, err := t.count(ctx, "SELECT count(*) FROM "+t.was.sql(t.s.d.Lake)+" WHERE length(rtrim(CAST("+ident(column)+" AS VARCHAR))) > "+n)
	if err == nil && long > 0 {
		err = pgerr.Newf(pgerr.StringDataRightTruncation, "value too long for type %s", declared)
	}
	return err
}

// typeName gives the engine's own name of a type.
func (t *alteration) typeName(ctx context.Context, text string) (string, error) {
	rows, err := t.s.ask(ctx, "SELECT typeof(CAST(NULL AS "+text+"))")
	if err != nil {
		return "", err
	}
	return rows[0][0], nil
}

func (t *alteration) setDefault(c *dialect.Change, col *relColumn) {
	col.def = c.Default
	if c.Default == "" {
		t.native = append(t.native, t.table()+"ALTER COLUMN "+ident(col.name)+" DROP DEFAULT")
		return
	}
	t.rewrite = t.rewrite || !t.temp() && !constantText(c.Default)
	t.native = append(t.native, t.table()+"ALTER COLUMN "+ident(col.name)+" SET DEFAULT "+c.Default)
}

func (t *alteration) addConstraint(ctx context.Context, c dialect.Constraint) error {
	if t.temp() {
		return pgerr.Unsupported("constraints cannot be added to temporary tables", "Name them in CREATE TEMP TABLE.")
	}
	t.keep = true
	if c.UsingIndex != "" {
		return t.fromIndex(c)
	}
	if c.Kind == "p" {
		for _, name := range c.Columns {
			col := t.r.column(name)
			if col == nil {
				return pgerr.Newf(pgerr.UndefinedColumn, `column "%s" named in key does not exist`, name).WithPosition(c.At)
			}
			if !col.notNull {
				col.notNull, t.rewrite = true, true
				t.checks = append(t.checks, name)
			}
		}
	}
	return t.declare(ctx, t.r, c)
}

// fromIndex makes a constraint of a unique index.
func (t *alteration) fromIndex(c dialect.Constraint) error {
	i := t.r.constraint(c.UsingIndex)
	if i < 0 {
		return pgerr.Newf(pgerr.UndefinedObject, `index "%s" does not exist`, c.UsingIndex)
	}
	if t.r.kept.Constraints[i].Kind != "i" {
		return pgerr.Newf(pgerr.WrongObjectType, `"%s" is not a unique index`, c.UsingIndex)
	}
	was := t.r.kept.Constraints[i]
	t.r.kept.Constraints = slices.Delete(t.r.kept.Constraints, i, i+1)
	c.Columns, c.Include, c.OnIndex = was.Columns, was.Include, was.OnIndex
	if c.Name == "" {
		c.Name = was.Name
	}
	t.r.kept.Constraints = append(t.r.kept.Constraints, c)
	return nil
}

func (t *alteration) dropConstraint(ctx context.Context, c *dialect.Change) error {
	i := t.r.constraint(c.Name)
	if i < 0 || t.r.kept.Constraints[i].Kind == "i" || t.r.kept.Constraints[i].Kind == "n" {
		if c.Missing {
			t.s.notice(pgerr.Noticef(`constraint "%s" of relation "%s" does not exist, skipping`, c.Name, t.r.name))
			return nil
		}
		return pgerr.Newf(pgerr.UndefinedObject, `constraint "%s" of relation "%s" does not exist`, c.Name, t.r.name)
	}
	t.r.kept.Constraints = slices.Delete(t.r.kept.Constraints, i, i+1)
	t.keep = true
	return nil
}
