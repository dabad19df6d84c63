package dialect

import (
	"reflect"
	"sync"

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

// each visits the messages right below a message, in the order of its fields. It looks at the fields that can hold one by Go's own reflection:
// protobuf's asks each field in several steps.
func each(m protoreflect.Message, visit func(protoreflect.Message)) {
	v := reflect.ValueOf(m.Interface())
	if v.IsNil() {
		return
	}
	v = v.Elem()
	for _, f := range holdersOf(v.Type()) {
		switch x := v.Field(f.index); f.kind {
		case reflect.Slice:
			for i := range x.Len() {
				visit(x.Index(i).Interface().(protoreflect.ProtoMessage).ProtoReflect())
			}
		case reflect.Interface: // one of several messages, in a struct of its own
			if !x.IsNil() {
				if one, ok := x.Elem().Elem().Field(0).Interface().(protoreflect.ProtoMessage); ok {
					visit(one.ProtoReflect())
				}
			}
		default:
			if !x.IsNil() {
				visit(x.Interface().(protoreflect.ProtoMessage).ProtoReflect())
			}
		}
	}
}

// holder is a field of a message that holds messages: one, a list of them, or one of several.
type holder struct {
	index int
	kind  reflect.Kind
}

var holders sync.Map // of struct types: []holder

func holdersOf(t reflect.Type) []holder {
	if known, ok := holders.Load(t); ok {
		return known.([]holder)
	}
	message := reflect.TypeFor[protoreflect.ProtoMessage]()
	var out []holder
	for i := range t.NumField() {
		switch f := t.Field(i); {
		case !f.IsExported():
		case f.Type.Kind() == reflect.Interface,
			f.Type.Kind() == reflect.Slice && f.Type.Elem().Implements(message),
			f.Type.Kind() == reflect.Pointer && f.Type.Implements(message):
			out = append(out, holder{i, f.Type.Kind()})
		}
	}
	holders.Store(t, out)
	return out
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

// nodeFunc is a visitor of the nodes right below one.
type nodeFunc func(*pg.Node)

func (f nodeFunc) node(n *pg.Node) {
	if n != nil {
		f(n)
	}
}

func (f nodeFunc) message(m protoreflect.Message) {
	if n, ok := m.Interface().(*pg.Node); ok {
		f.node(n)
		return
	}
	descend(m, f)
}

// anyNode tells whether a node, or one below it, is such a one.
func anyNode(n *pg.Node, such func(*pg.Node) bool) (found bool) {
	if n == nil || such(n) {
		return n != nil
	}
	within(n, nodeFunc(func(m *pg.Node) { found = found || anyNode(m, such) }))
	return found
}
