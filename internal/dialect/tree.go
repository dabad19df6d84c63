package dialect

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// parseTree gives the tree of one statement, nil when PostgreSQL's grammar does not know it. The gate stands before it.
func parseTree(text string) *pg.Node {
	r, err := parseMessages(text)
	if err != nil || len(r.Stmts) != 1 {
		return nil
	}
	return r.Stmts[0].Stmt
}

// readTree takes from the tree what the statement touches.
func (w *work) readTree() {
	t := treeReader{w: w, ctes: map[string]bool{}, constant: true}
	t.message(w.tree.ProtoReflect())
	for _, r := range t.relations {
		w.Mentions = append(w.Mentions, r)
		if r.Schema != "" || !t.ctes[r.Name] {
			w.Relations = append(w.Relations, r)
		}
	}
	if sel := w.tree.GetSelectStmt(); sel != nil && w.Kind == KindSelect {
		for sel.Larg != nil {
			sel = sel.Larg
		}
		w.Constant = t.constant && len(sel.TargetList) > 0 && w.Params == 0
	}
	w.misplaced(t.writes)
}

type treeReader struct {
	w         *work
	relations []Name
	ctes      map[string]bool
	constant  bool
	writes    int
}

func (t *treeReader) message(m protoreflect.Message) {
	switch n := m.Interface().(type) {
	case *pg.Node:
		t.node(n)
		return
	case *pg.RangeVar:
		t.constant = false
		t.relations = append(t.relations, Name{Catalog: n.Catalogname, Schema: n.Schemaname, Name: n.Relname})
	case *pg.FuncCall:
		t.constant = false
		t.w.Functions = append(t.w.Functions, dotted(n.Funcname))
	case *pg.RangeFunction:
		for _, f := range n.Functions {
			for _, item := range f.GetList().GetItems() {
				if c := item.GetFuncCall(); c != nil {
					t.w.TableFunctions = append(t.w.TableFunctions, dotted(c.Funcname[len(c.Funcname)-1:]))
				}
			}
		}
	case *pg.CommonTableExpr:
		t.ctes[n.Ctename] = true
	case *pg.SubLink, *pg.SQLValueFunction, *pg.XmlExpr, *pg.JsonFuncExpr, *pg.JsonTable:
		t.constant = false
	case *pg.TypeName:
		t.typeName(n)
	case *pg.InsertStmt, *pg.UpdateStmt, *pg.DeleteStmt, *pg.MergeStmt:
		t.writes++
	}
	descend(m, t)
}

func (t *treeReader) node(n *pg.Node) {
	switch x := n.GetNode().(type) {
	case *pg.Node_FuncCall:
		t.constant = false
		t.w.Functions = append(t.w.Functions, dotted(x.FuncCall.Funcname))
	case *pg.Node_TypeCast: // nothing else of a type's name matters here
		t.node(x.TypeCast.Arg)
		t.typeName(x.TypeCast.TypeName)
		return
	}
	within(n, t)
}

func (t *treeReader) typeName(n *pg.TypeName) {
	t.constant = t.constant && plainTypes[dotted(n.GetNames())]
	visitAll(n.GetTypmods(), t)
}

// plainTypes are those whose casts depend on no setting.
var plainTypes = words("pg_catalog.int2", "pg_catalog.int4", "pg_catalog.int8", "pg_catalog.float4", "pg_catalog.float8",
	"pg_catalog.numeric", "pg_catalog.bool", "pg_catalog.varchar", "pg_catalog.bpchar", "text", "int2", "int4", "int8", "float4",
	"float8", "bool", "uuid")

// dotted joins the parts of a qualified name, lower case as the engine does not tell cases apart.
func dotted(parts []*pg.Node) string {
	if len(parts) == 1 {
		return strings.ToLower(parts[0].GetString_().GetSval())
	}
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(strings.ToLower(p.GetString_().GetSval()))
	}
	return b.String()
}
