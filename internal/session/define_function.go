package session

import (
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// createFunction makes a macro of a function's one query. Its arguments get names that no column has, since a macro's argument
// hides the columns of its name, and PostgreSQL's does not.
func (d *definer) createFunction(ctx context.Context, a *dialect.CreateFunction) error {
	r, err := d.place(ctx, a.Name)
	if err != nil {
		return err
	}
	f, err := d.functionFree(ctx, r, a)
	if err != nil {
		return err
	}
	use := make([]bool, len(a.Args))
	for k := range a.Args {
		if use[k], err = d.isArgument(ctx, a, k); err != nil {
			return err
		}
	}
	body := a.Text(use)
	q, err := d.functionQuery(ctx, a, body)
	if err != nil {
		return err
	}
	var args []string
	for k, arg := range a.Args {
		text := argName(k)
		if arg.Default != "" {
			text += " := " + arg.Default
		}
		args = append(args, text)
	}
	kept := "lakewire:function:" + base64.StdEncoding.EncodeToString([]byte(a.Kept))
	if f != nil && f.id > 0 {
		kept += "#" + strconv.FormatInt(f.id, 10) // as clients know it
	}
	sql := "CREATE MACRO "
	if a.Replace {
		sql = "CREATE OR REPLACE MACRO "
	}
	sql += r.sql(d.s.d.Lake) + "(" + strings.Join(args, ", ") + ") AS " + d.macroBody(a, q, body, literal(kept))
	_, err = d.run(ctx, sql)
	return err
}

func argName(k int) string { return "lw_" + strconv.Itoa(k+1) }

// functionFree looks for a function of the name, which is to be replaced. A macro has one list of arguments.
func (d *definer) functionFree(ctx context.Context, r *relation, a *dialect.CreateFunction) (*macro, error) {
	f, err := d.function(ctx, dialect.Name{Schema: r.schema, Name: r.name})
	switch {
	case err != nil || f == nil:
		return nil, err
	case f.args != len(a.Args) || !f.takes(dialect.KeptArguments(a.Kept)):
		return nil, pgerr.Unsupported("functions of one name with different arguments are not supported", "Give the function another name, or drop the other one.")
	case !a.Replace:
		return nil, pgerr.Newf(pgerr.DuplicateFunction, `function "%s" already exists with same argument types`, a.Name.Name)
	}
	return f, dialect.Replaceable(a.Name.Name, f.kept, a.Kept)
}

// macro is a function of the lake as DDL finds it.
type macro struct {
	schema string
	args   int
	types  []uint32 // nil where another client has made it
	kept   string
	id     int64 // DuckLake's, of what it was first; 0 where the transaction has made it
}

// function finds a function of the lake; nil without an error where there is none.
func (d *definer) function(ctx context.Context, n dialect.Name) (*macro, error) {
	places := d.s.ec.schemas
	if n.Schema != "" {
		places = []string{n.Schema}
	}
	for _, schema := range places {
		rows, err := d.s.ask(ctx, "SELECT len(parameters), shim.pgc.lw_macro_kept(macro_definition), coalesce(shim.pgc.lw_macro_first(macro_definition), (SELECT max(i.id) FROM shim.pgc.lw_macro_id i WHERE i.schema_name = f.schema_name AND i.macro_name = f.function_name)) FROM duckdb_functions() f WHERE database_name = "+literal(d.s.d.Lake)+
			" AND schema_name = "+literal(schema)+" AND function_name = "+literal(n.Name))
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			m := &macro{schema: schema, kept: rows[0][1]}
			m.args, _ = strconv.Atoi(rows[0][0])
			m.id, _ = strconv.ParseInt(rows[0][2], 10, 64)
			m.types = dialect.KeptArguments(rows[0][1])
			return m, nil
		}
	}
	return nil, nil
}

// takes tells whether a list of arguments means the function; nil, for no list, does.
func (m *macro) takes(types []uint32) bool {
	same := func(a, b uint32) bool { return a == b || a == 0 || b == 0 }
	return types == nil || len(types) == m.args && (m.types == nil || slices.EqualFunc(types, m.types, same))
}

// shown is the function with its arguments, as errors call it.
func (m *macro) shown(name string) string {
	var list []string
	for _, t := range m.types {
		list = append(list, pgtypes.SQLName(pgtypes.OID(t)))
	}
	return name + "(" + strings.Join(list, ", ") + ")"
}

// isArgument tells whether an argument's name means the argument in the body: not where it is a column's name.
func (d *definer) isArgument(ctx context.Context, a *dialect.CreateFunction, k int) (bool, error) {
	if a.Args[k].Name == "" {
		return false, nil
	}
	use := make([]bool, len(a.Args))
	for i := range use {
		use[i] = i != k
	}
	text := a.Text(use)
	all := append([]bool(nil), use...)
	all[k] = true
	if text == a.Text(all) {
		return false, nil // it does not occur
	}
	q, err := d.functionQuery(ctx, a, text)
	if pgerr.Is(err, pgerr.InvalidColumnReference) { // LIMIT n, where no column may stand; what else it is of is told of the whole
		return true, nil
	}
	if err != nil {
		return false, err
	}
	es, err := d.s.ec.Prepare(ctx, replaceMarks(q.SQL, paramMarks(q.SQL), func(m mark) string { return castTo("NULL", a.Args[m.n-1].Type) }))
	if err != nil {
		return true, ctx.Err()
	}
	es.Close()
	return false, nil
}

// functionQuery translates a body, and asks the guard.
func (d *definer) functionQuery(ctx context.Context, a *dialect.CreateFunction, body string) (*dialect.Statement, error) {
	var oids []uint32
	for _, arg := range a.Args {
		oid := arg.OID
		if oid == 0 {
			oid = uint32(pgtypes.OIDAnyelement)
		}
		oids = append(oids, oid)
	}
	script, err := d.s.translate(body, oids)
	if err != nil {
		return nil, err
	}
	if len(script.Stmts) != 1 || script.Stmts[0].Writes || !script.Stmts[0].ReturnsRows {
		return nil, pgerr.Unsupported("functions that are more than one query are not supported", "Write the function as one SELECT.")
	}
	q := script.Stmts[0]
	for _, m := range paramMarks(q.SQL) {
		if m.n < 1 || m.n > len(a.Args) {
			return nil, pgerr.Newf(pgerr.UndefinedParameter, "there is no parameter $%d", m.n)
		}
	}
	if err := d.s.admit(q); err != nil {
		return nil, err
	}
	if q, err = d.s.analysed(ctx, q, oids); err == nil && q.Steps != nil {
		err = pgerr.Unsupported("functions of a query that the engine needs several for are not supported", "")
	}
	return q, err
}

// macroBody writes the body with the arguments and results in their types. kept, a literal, stands in a condition that is always
// the same, which the engine leaves out of every plan.
func (d *definer) macroBody(a *dialect.CreateFunction, q *dialect.Statement, body, kept string) string {
	with := func(sql string) string {
		return replaceMarks(sql, paramMarks(sql), func(m mark) string { return castTo(argName(m.n-1), a.Args[m.n-1].Type) })
	}
	sql := with(q.SQL)
	if a.Rows {
		if len(a.Columns) == 0 {
			return "TABLE SELECT * FROM (" + sql + ") AS q WHERE " + kept + " IS NOT NULL"
		}
		var list, names []string
		for i, c := range a.Columns {
			list = append(list, castTo("q."+ident(c), a.Types[i])+" AS "+ident(c))
			names = append(names, ident(c))
		}
		text := "TABLE SELECT " + strings.Join(list, ", ") + " FROM (" + sql + ") AS q(" + strings.Join(names, ", ") + ") WHERE " + kept + " IS NOT NULL"
		if a.One {
			text += " LIMIT 1"
		}
		return text
	}
	value := "(SELECT q.c FROM (" + sql + ") AS q(c) LIMIT 1)"
	if at, ok := dialect.Expression(body); ok {
		value = "(" + with(q.SQL[at:]) + ")"
	}
	nulls := []string{kept + " IS NULL"}
	for k := range a.Args {
		if a.Strict {
			nulls = append(nulls, argName(k)+" IS NULL")
		}
	}
	return "CASE WHEN " + strings.Join(nulls, " OR ") + " THEN NULL ELSE " + castTo(value, a.Returns) + " END"
}

func castTo(value, typ string) string {
	if typ == "" {
		return value
	}
	return "CAST(" + value + " AS " + typ + ")"
}

func (d *definer) dropFunction(ctx context.Context, a *dialect.DropFunction) error {
	for i, n := range a.Names {
		f, err := d.function(ctx, n)
		if err != nil {
			return err
		}
		switch {
		case f != nil && f.takes(a.Types[i]):
			if _, err := d.run(ctx, "DROP MACRO "+nameSQL(n)); err != nil {
				return err
			}
			if err := d.forget(ctx, functionKey(f.schema, n.Name)); err != nil {
				return err
			}
		case a.IfExists:
			d.s.notice(pgerr.Noticef("function %s does not exist, skipping", a.Skipped[i]))
		case a.Types[i] == nil:
			return pgerr.Newf(pgerr.UndefinedFunction, `could not find a function named "%s"`, n)
		default:
			return pgerr.Newf(pgerr.UndefinedFunction, "function %s does not exist", a.Shown[i])
		}
	}
	return nil
}

// nameSQL is a name as the engine takes it.
func nameSQL(n dialect.Name) string {
	if n.Schema == "" {
		return ident(n.Name)
	}
	return ident(n.Schema) + "." + ident(n.Name)
}
