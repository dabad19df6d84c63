package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// nodes gives every node of the tree, walked once for all rules that ask.
func (w *work) nodes() []*pg.Node {
	if w.all == nil && w.tree != nil {
		w.collectNodes(w.tree.ProtoReflect())
	}
	return w.all
}

// collectNodes notes the nodes of a message, in no certain order. What most of a text is made of it walks over without
// reflection, which would take longer than the parser.
func (w *work) collectNodes(m protoreflect.Message) {
	if n, ok := m.Interface().(*pg.Node); ok && n != nil {
		w.collectNode(n)
		return
	}
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		switch {
		case f.Kind() != protoreflect.MessageKind:
		case f.IsList():
			for l, i := v.List(), 0; i < l.Len(); i++ {
				w.collectNodes(l.Get(i).Message())
			}
		default:
			w.collectNodes(v.Message())
		}
		return true
	})
}

func (w *work) collectNode(n *pg.Node) {
	if n == nil {
		return
	}
	w.all = append(w.all, n)
	switch x := n.GetNode().(type) {
	case nil, *pg.Node_AConst, *pg.Node_ColumnRef, *pg.Node_ParamRef, *pg.Node_String_, *pg.Node_AStar, *pg.Node_Integer:
	case *pg.Node_ResTarget:
		w.collectList(x.ResTarget.Indirection)
		w.collectNode(x.ResTarget.Val)
	case *pg.Node_AExpr:
		w.collectList(x.AExpr.Name)
		w.collectNode(x.AExpr.Lexpr)
		w.collectNode(x.AExpr.Rexpr)
	case *pg.Node_BoolExpr:
		w.collectList(x.BoolExpr.Args)
	case *pg.Node_CaseWhen:
		w.collectNode(x.CaseWhen.Expr)
		w.collectNode(x.CaseWhen.Result)
	case *pg.Node_List:
		w.collectList(x.List.Items)
	case *pg.Node_TypeCast:
		w.collectNode(x.TypeCast.Arg)
		if x.TypeCast.TypeName != nil {
			w.collectNodes(x.TypeCast.TypeName.ProtoReflect())
		}
	case *pg.Node_FuncCall:
		w.collectList(x.FuncCall.Funcname)
		w.collectList(x.FuncCall.Args)
		w.collectList(x.FuncCall.AggOrder)
		w.collectNode(x.FuncCall.AggFilter)
		if x.FuncCall.Over != nil {
			w.collectNodes(x.FuncCall.Over.ProtoReflect())
		}
	default:
		n.ProtoReflect().Range(func(_ protoreflect.FieldDescriptor, v protoreflect.Value) bool {
			w.collectNodes(v.Message())
			return true
		})
	}
}

func (w *work) collectList(list []*pg.Node) {
	for _, n := range list {
		w.collectNode(n)
	}
}
