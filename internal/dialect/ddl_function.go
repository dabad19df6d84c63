package dialect

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
)

// CreateFunction is CREATE FUNCTION … LANGUAGE sql of one query, which becomes a macro of the lake.
type CreateFunction struct {
	Name    Name
	Replace bool
	Strict  bool
	Args    []FuncArg
	Body    string   // the query as written
	Returns string   // the engine's type of a scalar function; "" for rows, and where any type will do
	Rows    bool     // RETURNS SETOF and TABLE, and OUT arguments
	One     bool     // of the rows only the first
	Columns []string // names of the rows' columns, with Types; none where they are the query's own
	Types   []string
	Kept    string // what it was declared as, for the catalog
}

// FuncArg is an argument that a function is called with. Type and Default are the engine's; "" for any type and no default.
type FuncArg struct {
	Name, Type, Default string
	OID                 uint32 // 0 for any type
}

// DropFunction is DROP FUNCTION.
type DropFunction struct {
	Names    []Name
	Shown    []string   // as errors call them: f(integer)
	Skipped  []string   // as notices do: f(pg_catalog.int4)
	Types    [][]uint32 // of the arguments that were named, 0 for what PostgreSQL has no type for; nil for none named
	IfExists bool
}

func (*CreateFunction) action() {}
func (*DropFunction) action()   {}

const functionHint = "Write it as one SQL query: CREATE FUNCTION ... LANGUAGE sql."

// createFunction takes CREATE FUNCTION.
func createFunction(st *Statement, p *parser) error {
	stmt := parseTree(st.Text).GetCreateFunctionStmt()
	if stmt == nil {
		return p.syntaxError(p.toks[len(p.toks)-1])
	}
	if stmt.IsProcedure {
		return st.refuse("procedures are not supported", functionHint)
	}
	a := &CreateFunction{Name: nameOf(strs(stmt.Funcname)), Replace: stmt.Replace}
	t := &alterText{parser: p, st: st}
	language, kept := "sql", keptFunction{Volatile: "v", Parallel: "u"}
	for _, o := range stmt.Options {
		switch d := o.GetDefElem(); d.Defname {
		case "language":
			language = strings.ToLower(d.Arg.GetString_().GetSval())
		case "strict":
			a.Strict = d.Arg.GetBoolean().GetBoolval()
		case "as":
			a.Body = strs(d.Arg.GetList().GetItems())[0]
		case "window":
			return st.refuse("window functions cannot be written in SQL", "")
		default:
			kept.option(d)
		}
	}
	if language != "sql" {
		return st.refuse("functions in language "+language+" are not supported", functionHint)
	}
	if stmt.SqlBody != nil {
		a.Body = p.sqlBody()
	}
	kept.Body, kept.Strict = a.Body, a.Strict
	a.Body = strings.TrimRight(strings.TrimSpace(a.Body), "; \n\t")
	list, err := t.arguments(a, stmt)
	if err != nil {
		return err
	}
	kept.signature(t, a, stmt, list)
	a.Kept = kept.text()
	st.Mutates, st.Mentions = []Name{a.Name}, append(st.Mentions, Name{Catalog: a.Name.Catalog, Schema: a.Name.Schema, Name: a.Name.Name})
	return st.define("CREATE FUNCTION", a)
}

// sqlBody gives the query of RETURN expression and of BEGIN ATOMIC query; END.
func (p *parser) sqlBody() string {
	last := len(p.toks) - 2
	for i, depth := 0, 0; i <= last; i++ {
		switch {
		case p.is(p.toks[i], "("):
			depth++
		case p.is(p.toks[i], ")"):
			depth--
		case depth == 0 && p.is(p.toks[i], "return"):
			return "SELECT " + p.slice(i+1, last)
		case depth == 0 && p.is(p.toks[i], "atomic"):
			return p.slice(i+1, last-1)
		}
	}
	return ""
}

// arguments reads the list of arguments and RETURNS; list tells where in the text each argument stands.
func (t *alterText) arguments(a *CreateFunction, stmt *pg.CreateFunctionStmt) (list [][2]int, err error) {
	for !t.end() && !t.at("(") {
		t.i++
	}
	list, _ = t.elements(t.i)
	for i, n := range stmt.Parameters {
		f := n.GetFunctionParameter()
		typ, err := t.typeOfTree(f.ArgType)
		if err != nil {
			return nil, err
		}
		switch f.Mode {
		case pg.FunctionParameterMode_FUNC_PARAM_OUT, pg.FunctionParameterMode_FUNC_PARAM_TABLE:
			a.Columns, a.Types, a.Rows = append(a.Columns, f.Name), append(a.Types, typ), true
			continue
		case pg.FunctionParameterMode_FUNC_PARAM_VARIADIC, pg.FunctionParameterMode_FUNC_PARAM_INOUT:
			return nil, unsupportedf("VARIADIC and INOUT arguments are not supported")
		}
		arg := FuncArg{Name: f.Name, Type: typ}
		if typ != "" {
			arg.OID = declaredOID(f.ArgType)
		}
		if f.Defexpr != nil {
			if arg.Default, err = t.expression(t.defaultIn(list[i]), list[i][1]); err != nil {
				return nil, err
			}
		}
		a.Args = append(a.Args, arg)
	}
	r := stmt.ReturnType
	switch name := r.GetNames(); {
	case r == nil:
		a.One = true
	case lastName(name) == "void", lastName(name) == "trigger", lastName(name) == "event_trigger":
		return nil, unsupportedf("functions that return " + lastName(name) + " are not supported")
	case r.Setof || a.Rows:
		a.Rows, a.One = true, !r.Setof && len(a.Columns) > 0 && !isTableFunction(stmt)
		if len(a.Columns) == 0 {
			return list, t.rowsOf(a, r)
		}
	default:
		var err error
		if a.Returns, err = t.typeOfTree(r); err != nil {
			return nil, err
		}
	}
	return list, err
}

// rowsOf reads RETURNS SETOF: rows of one column that is called like the function, or those of a table.
func (t *alterText) rowsOf(a *CreateFunction, r *pg.TypeName) error {
	name := lastName(r.Names)
	if name == "record" {
		return unsupportedf("functions that return SETOF record are not supported")
	}
	if !knownType(name) {
		return nil // a table's rows: the query gives them
	}
	typ, err := t.typeOfTree(r)
	a.Columns, a.Types = []string{a.Name.Name}, []string{typ}
	return err
}

// isTableFunction tells RETURNS TABLE from OUT arguments.
func isTableFunction(stmt *pg.CreateFunctionStmt) bool {
	for _, n := range stmt.Parameters {
		if n.GetFunctionParameter().Mode == pg.FunctionParameterMode_FUNC_PARAM_TABLE {
			return true
		}
	}
	return false
}

// typeOfTree gives the engine's text of a type, "" for a polymorphic one.
func (t *alterText) typeOfTree(n *pg.TypeName) (string, error) {
	name := lastName(n.Names)
	if strings.HasPrefix(name, "any") {
		return "", nil
	}
	text := name
	if mods := intMods(n); len(mods) > 0 && name != "interval" {
		var list []string
		for _, m := range mods {
			list = append(list, strconv.Itoa(m))
		}
		text += "(" + strings.Join(list, ", ") + ")"
	}
	text += strings.Repeat("[]", len(n.ArrayBounds))
	const lead, tail = "CREATE TABLE x (y ", ")"
	in, err := nested(t.st, lead+text+tail, 0, len(lead))
	switch {
	case err != nil:
		return "", err
	case in.Kind == KindRefused:
		return "", in.Err
	case in.Kind == KindDefine:
		in.SQL = in.Node.(*Define).Actions[0].(*CreateTable).SQL
	}
	return strings.TrimSuffix(strings.TrimPrefix(in.SQL, lead), tail), nil
}

// defaultIn gives the token behind DEFAULT or = of an argument.
func (p *parser) defaultIn(element [2]int) int {
	for k := element[0]; k <= element[1]; k++ {
		if p.is(p.toks[k], "default") || p.is(p.toks[k], "=") {
			return k + 1
		}
	}
	return element[0]
}

// Text gives the body with $n for the arguments that use tells to be meant where their names stand.
func (a *CreateFunction) Text(use []bool) string {
	toks, err := lexAll(a.Body)
	if err != nil {
		return a.Body
	}
	p := &parser{src: a.Body, toks: toks}
	var edits []edit
	for i, t := range toks {
		if !t.isName() || i > 0 && p.is(toks[i-1], "as") || p.is(toks[i+1], "(") {
			continue
		}
		from := t.Start
		if i > 0 && p.is(toks[i-1], ".") {
			if i < 2 || !toks[i-2].isName() || ident(a.Body, toks[i-2]) != a.Name.Name {
				continue
			}
			from = toks[i-2].Start
		} else if p.is(toks[i+1], ".") {
			continue
		}
		for k, arg := range a.Args {
			if arg.Name != "" && ident(a.Body, t) == arg.Name && (use[k] || from != t.Start) {
				edits = append(edits, edit{from, t.End, "$" + strconv.Itoa(k+1)})
			}
		}
	}
	out, _ := splice(a.Body, edits)
	return out
}

// Expression gives where the one expression of a body without FROM begins; false when it is more than that.
func Expression(body string) (int, bool) {
	sel := parseTree(body).GetSelectStmt()
	if sel == nil || sel.Op != pg.SetOperation_SETOP_NONE || len(sel.TargetList) != 1 || sel.TargetList[0].GetResTarget().GetName() != "" ||
		sel.TargetList[0].GetResTarget().GetVal().GetColumnRef() != nil ||
		len(sel.FromClause) > 0 || sel.WhereClause != nil || len(sel.GroupClause) > 0 || sel.HavingClause != nil || len(sel.SortClause) > 0 ||
		sel.LimitCount != nil || sel.LimitOffset != nil || sel.WithClause != nil || len(sel.DistinctClause) > 0 || len(sel.ValuesLists) > 0 {
		return 0, false
	}
	toks, err := lexAll(body)
	if err != nil || len(toks) < 2 || !strings.EqualFold(toks[0].text(body), "select") {
		return 0, false
	}
	return toks[0].End, true
}

// dropFunction takes DROP FUNCTION.
func dropFunction(st *Statement, stmt *pg.DropStmt) error {
	a := &DropFunction{IfExists: stmt.MissingOk}
	for _, n := range stmt.Objects {
		o := n.GetObjectWithArgs()
		name := nameOf(strs(o.Objname))
		shown, skipped := name.String(), name.String()
		var args []uint32
		if !o.ArgsUnspecified {
			args = []uint32{}
			var types, full []string
			for _, t := range o.Objargs {
				args, types = append(args, declaredOID(t.GetTypeName())), append(types, shownType(t.GetTypeName()))
				full = append(full, strings.Join(strs(t.GetTypeName().GetNames()), ".")+strings.Repeat("[]", len(t.GetTypeName().GetArrayBounds())))
			}
			skipped += "(" + strings.Join(full, ",") + ")"
			shown += "(" + strings.Join(types, ", ") + ")"
		} else {
			shown, skipped = shown+"()", skipped+"()"
		}
		a.Names, a.Shown, a.Skipped, a.Types = append(a.Names, name), append(a.Shown, shown), append(a.Skipped, skipped), append(a.Types, args)
		st.Mutates, st.Mentions = append(st.Mutates, name), append(st.Mentions, name)
	}
	return st.define("DROP FUNCTION", a)
}
