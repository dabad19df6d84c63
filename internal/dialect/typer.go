package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// exprType is what the typer knows of an expression.
type exprType struct {
	oid  pgtypes.OID // 0 where it cannot be told, OIDUnknown of a literal or parameter that takes the type its place asks for
	mod  int32       // the type modifier, -1 for none; ModEngine where the engine tells it
	to   pgtypes.OID // what an OIDUnknown is taken for where it stands; 0 while nothing has asked
	row  []field     // the fields of a row
	of   pgtypes.OID // of a row, or an array of rows: the type that the relation's rows have, 0 for others
	proc *pgtypes.Proc
	real bool // numeric, and a floating point number to the engine
	huge bool // numeric, and a HUGEINT to the engine
	deep int  // of an array: in how many others its elements lie, as far as that can be told
	made *madeColumn
}

// untold is the type of what cannot be told.
var untold = exprType{mod: -1}

// field is a column of a relation, of a subquery or of a result.
type field struct {
	name string
	exprType
	from   Origin     // the relation's column that it is
	expr   *pg.Node   // the expression, where it is one of this very query
	parts  []*pg.Node // the same of all arms of a UNION, or rows of VALUES
	unique bool       // equal values become one
	sought bool       // values are looked for among others, by INTERSECT or EXCEPT

	whole   *source // the item of FROM whose row it is
	system  *source // the table whose system column it is
	engine  string  // what the engine calls it, where that is another name
	instead string  // what means it to the engine, where its name does not
}

// first gives the expression that a column is, of a UNION that of its first arm.
func (f *field) first() *pg.Node {
	if f.expr == nil && len(f.parts) > 0 {
		return f.parts[0]
	}
	return f.expr
}

// typer tells the types of a statement's expressions, by walking the tree once as PostgreSQL's parse analysis does, so that
// parameters and unknown literals get their types in PostgreSQL's order.
type typer struct {
	w      *work
	types  map[*pg.Node]exprType
	params []pgtypes.OID // declared, then told by their places; 0 while nothing has told
	open   []openParam   // the places of parameters that had no type when they were walked
	out    []field       // the result's columns, up to the first * over a relation that is not known
	whole  bool          // out is all of them
	err    *pgerr.Error  // the first error that is certain
	doubt  *pgerr.Error  // the first one of PostgreSQL's where the engine may know better
	depth  int

	meant       map[*pg.ColumnRef]Origin // what columns the names mean, where the statement may have a shape
	system      map[*pg.Node]*source     // the names that mean system columns, and of what
	called      map[*pg.ColumnRef]string // names of columns that the engine calls otherwise
	instead     map[*pg.ColumnRef]string // names that the engine would understand otherwise
	wholes      map[*pg.ColumnRef]bool   // names that mean an item of FROM, as a row
	literals    []*pg.Node               // untyped ones that their place has given a type, but for those that a cast is written on
	fits        []fit                    // what goes into columns whose declared types say more than the engine's
	shown       []shown                  // the queries whose columns have names that others see
	stars       []starred                // the * that stand for columns in another order than the engine has
	joinAliases []joinAlias
	sources     []fitSource
	rowCounts   []starred // counts of whole rows
	short       []shortInsert
	set         *pg.FuncCall // the last set-returning function that was walked
	lock        *RowLock
	ordered     []ordered
	dependents  []dependent
	groupNames  []groupName
	usings      bool // aliases stand behind USING
	nets        bool // there are network addresses
	jsonb       bool // there is jsonb
	sames       []*sameness
	passed      []*madeColumn // the numeric columns of subqueries, inner ones first
	makes       []field       // the columns of a table or view that is made, where all are known

	subqueries map[*pg.SubLink][]field // the columns of those that have several

	tableOIDs map[*pg.ColumnRef]Name // the relations whose tableoid is asked for

	// Of a query that is kept, as a view's is, what is needed to write it out again.
	scopes  map[*pg.SelectStmt]*scope
	results map[*pg.SelectStmt][]field
	reads   []*source // the relations that it reads
	touched []Origin  // their columns that it names
}

// keeps tells whether what a statement makes is kept with its query.
func (w *work) keeps() bool {
	return w.tree.GetViewStmt() != nil || w.tree.GetCreateTableAsStmt() != nil || w.tree.GetSelectStmt().GetIntoClause() != nil
}

// typed gives the statement's typer, made when it is first asked.
func (w *work) typed() *typer {
	if w.typer == nil {
		w.typer = &typer{w: w, types: make(map[*pg.Node]exprType, len(w.p.toks)/2), called: map[*pg.ColumnRef]string{}, wholes: map[*pg.ColumnRef]bool{}, system: map[*pg.Node]*source{}, params: make([]pgtypes.OID, w.Params)}
		for i, o := range w.ParamTypes {
			if i < len(w.typer.params) && pgtypes.OID(o) != pgtypes.OIDUnknown && !pgtypes.IsPolymorphic(pgtypes.OID(o)) {
				w.typer.params[i] = pgtypes.OID(o)
			}
		}
		if w.schema != nil && w.Kind == KindSelect && w.Params == 0 {
			w.typer.meant = map[*pg.ColumnRef]Origin{}
		}
		if w.keeps() {
			w.typer.scopes, w.typer.results = map[*pg.SelectStmt]*scope{}, map[*pg.SelectStmt][]field{}
		}
		if w.tree != nil {
			w.typer.statement(w.tree)
			w.typer.undetermined()
		}
	}
	return w.typer
}

// typeOf gives PostgreSQL's type of an expression in the statement's tree: 0 where it cannot be told, OIDUnknown for a
// literal without a type.
func (w *work) typeOf(n *pg.Node) pgtypes.OID {
	if x, ok := n.GetNode().(*pg.Node_ParamRef); ok {
		if i := int(x.ParamRef.Number) - 1; i >= 0 && i < len(w.typed().params) {
			return w.typer.params[i]
		}
	}
	return w.typed().types[n].oid
}

// takenFor gives the type that an untyped literal or parameter takes where it stands; of all else its own type.
func (w *work) takenFor(n *pg.Node) pgtypes.OID {
	if t := w.typed().types[n]; t.oid == pgtypes.OIDUnknown {
		return t.to
	}
	return w.typeOf(n)
}

// take decides what an untyped literal or parameter is taken for. The first place that asks wins.
func (t *typer) take(n *pg.Node, to pgtypes.OID) {
	if n == nil || to == 0 || to == pgtypes.OIDUnknown || to == pgtypes.OIDAny || pgtypes.IsPolymorphic(to) {
		return
	}
	x, ok := t.types[n]
	if !ok || x.oid != pgtypes.OIDUnknown || x.to != 0 {
		return
	}
	x.to = to
	t.types[n] = x
	t.nets = t.nets || netTypes[to] != ""
	switch v := n.GetNode().(type) {
	case *pg.Node_ParamRef:
		t.settleParam(v.ParamRef, to)
	case *pg.Node_CollateClause:
		t.take(v.CollateClause.Arg, to)
	case *pg.Node_AConst:
		if _, isArray := pgtypes.ElemOf(to); !isArray {
			t.literals = append(t.literals, n)
		}
	}
}

// fail remembers the first error, which PostgreSQL is certain to give; at is below 0 where it does not tell the place.
func (t *typer) fail(at int32, e *pgerr.Error) {
	switch {
	case t.err != nil:
	case at < 0:
		t.err = e
	default:
		t.err = e.WithPosition(t.w.position(int(at)))
	}
}

// suspect remembers what PostgreSQL would say where the engine may take what PostgreSQL has not.
func (t *typer) suspect(at int32, e *pgerr.Error) {
	if t.doubt == nil && t.err == nil && at >= 0 {
		t.doubt = e.WithPosition(t.w.position(int(at)))
	}
}

// oids gives the types of expressions that were walked before.
func (t *typer) oids(nodes []*pg.Node) []pgtypes.OID {
	out := make([]pgtypes.OID, len(nodes))
	for i, n := range nodes {
		out[i] = t.oid(n)
	}
	return out
}

// oid gives the type of an expression as the next step of resolution sees it.
func (t *typer) oid(n *pg.Node) pgtypes.OID {
	if n == nil {
		return 0
	}
	x := t.types[n]
	if x.to != 0 && n.GetParamRef() != nil { // told by an earlier place
		return x.to
	}
	return x.oid
}

// takeArray is take where an array that a literal stands for is written out, too, since no path of json can be meant. What has
// a scale stays a text.
func (t *typer) takeArray(n *pg.Node, to pgtypes.OID) {
	x, c := t.types[n], n.GetAConst()
	if c != nil && x.oid == pgtypes.OIDUnknown && x.to == 0 && pgtypes.IsArray(to) && (to != pgtypes.OIDNumericArray || c.GetSval().GetSval() == "{}") {
		t.literals = append(t.literals, n)
	}
	t.take(n, to)
}

// common finds the common type of several expressions, which the untyped ones take.
func (t *typer) common(nodes []*pg.Node, what string) exprType {
	oid, at, ok := pgtypes.CommonType(t.oids(nodes))
	if !ok {
		t.fail(location(nodes[at]), pgerr.Newf(pgerr.DatatypeMismatch, "%s types %s and %s cannot be matched", what, pgtypes.SQLName(oid), pgtypes.SQLName(t.oid(nodes[at]))))
		return untold
	}
	out := exprType{oid: oid, mod: -1}
	for i, n := range nodes {
		t.takeArray(n, oid)
		out.deep = max(out.deep, t.types[n].deep)
		if x := t.types[n]; i == 0 {
			out.of, out.row = x.of, x.row
		} else if x.oid != pgtypes.OIDUnknown && x.of != out.of {
			out.of, out.row = 0, nil
		}
		if x := t.types[n]; i == 0 && x.oid == oid {
			out.mod = x.mod
		} else if x.oid != oid || x.mod != out.mod {
			out.mod = -1
		}
	}
	return out
}
