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

func (w *work) collectNodes(m protoreflect.Message) {
	if n, ok := m.Interface().(*pg.Node); ok && n != nil {
		w.all = append(w.all, n)
		switch n.GetNode().(type) {
		case nil, *pg.Node_AConst, *pg.Node_ColumnRef, *pg.Node_ParamRef, *pg.Node_String_, *pg.Node_AStar, *pg.Node_Integer:
			return
		}
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
