package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// nodes gives every node of the tree, walked once for all rules that ask.
func (w *work) nodes() []*pg.Node {
	if w.all == nil && w.tree != nil {
		var c collector
		c.node(w.tree)
		w.all = c.all
	}
	return w.all
}

// collector notes every node it meets, in no certain order.
type collector struct{ all []*pg.Node }

func (c *collector) node(n *pg.Node) {
	if n != nil {
		c.all = append(c.all, n)
		within(n, c)
	}
}

func (c *collector) message(m protoreflect.Message) {
	if n, ok := m.Interface().(*pg.Node); ok {
		c.node(n)
		return
	}
	descend(m, c)
}

// visitor walks over a tree: node is handed what is a node, message what hangs on one and may be a node too.
type visitor interface {
	node(n *pg.Node)
	message(m protoreflect.Message)
}

// descend hands a visitor what a message holds.
func descend(m protoreflect.Message, v visitor) { each(m, v.message) }

// each visits the messages right below a message.
func each(m protoreflect.Message, visit func(protoreflect.Message)) {
	m.Range(func(f protoreflect.FieldDescriptor, x protoreflect.Value) bool {
		switch {
		case f.Kind() != protoreflect.MessageKind:
		case f.IsList():
			for l, i := x.List(), 0; i < l.Len(); i++ {
				visit(l.Get(i).Message())
			}
		default:
			visit(x.Message())
		}
		return true
	})
}

// messages visits a message and all that is in it, but not what is in those for which visit is false.
func messages(m protoreflect.Message, visit func(protoreflect.Message) bool) {
	if visit(m) {
		each(m, func(m protoreflect.Message) { messages(m, visit) })
	}
}

// rangeFunctions visits each function of the tree that stands in a FROM list.
func (w *work) rangeFunctions(visit func(*pg.RangeFunction)) {
	messages(w.tree.ProtoReflect(), func(m protoreflect.Message) bool {
		if f, ok := m.Interface().(*pg.RangeFunction); ok {
			visit(f)
		}
		return true
	})
}

// within hands a visitor what a node holds. What most of a text is made of it knows without reflection, which would take
// longer than the parser.
func within(n *pg.Node, v visitor) {
	switch x := n.GetNode().(type) {
	case nil, *pg.Node_AConst, *pg.Node_ColumnRef, *pg.Node_ParamRef, *pg.Node_String_, *pg.Node_AStar, *pg.Node_Integer:
	case *pg.Node_ResTarget:
		visitAll(x.ResTarget.Indirection, v)
		v.node(x.ResTarget.Val)
	case *pg.Node_AExpr:
		visitAll(x.AExpr.Name, v)
		v.node(x.AExpr.Lexpr)
		v.node(x.AExpr.Rexpr)
	case *pg.Node_BoolExpr:
		visitAll(x.BoolExpr.Args, v)
	case *pg.Node_CaseExpr:
		v.node(x.CaseExpr.Arg)
		visitAll(x.CaseExpr.Args, v)
		v.node(x.CaseExpr.Defresult)
	case *pg.Node_CaseWhen:
		v.node(x.CaseWhen.Expr)
		v.node(x.CaseWhen.Result)
	case *pg.Node_List:
		visitAll(x.List.Items, v)
	case *pg.Node_TypeCast:
		v.node(x.TypeCast.Arg)
		if x.TypeCast.TypeName != nil {
			v.message(x.TypeCast.TypeName.ProtoReflect())
		}
	case *pg.Node_FuncCall:
		visitAll(x.FuncCall.Funcname, v)
		visitAll(x.FuncCall.Args, v)
		visitAll(x.FuncCall.AggOrder, v)
		v.node(x.FuncCall.AggFilter)
		if x.FuncCall.Over != nil {
			v.message(x.FuncCall.Over.ProtoReflect())
		}
	default:
		descend(n.ProtoReflect(), v)
	}
}

func visitAll(list []*pg.Node, v visitor) {
	for _, n := range list {
		v.node(n)
	}
}
