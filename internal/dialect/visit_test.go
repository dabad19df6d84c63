package dialect

import (
	"testing"

	pg "github.com/pganalyze/pg_query_go/v6"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// TestNodesAreAll: the walk without reflection gives each node of the tree once. (Their order is not told:
// reflection has another one in each build.)
func TestNodesAreAll(t *testing.T) {
	for _, text := range []string{wideText(), shortText,
		"select sum(a) filter (where b) over (partition by c order by d), f(x order by y), (r).f[1:2], a::numeric(10,2)[], array[1, 2] from t(1) u, (select 1) v where x in (1, 2) and not (y is null or exists (select 1))",
		"with a as (select case x when 1 then 2 else 3 end from b) insert into c (d) select * from a on conflict (d) do update set d = excluded.d returning d",
	} {
		tree := parseTree(text)
		require.NotNil(t, tree, text)
		w := &work{tree: tree}
		var want []*pg.Node
		var walk func(m protoreflect.Message)
		walk = func(m protoreflect.Message) {
			if n, ok := m.Interface().(*pg.Node); ok {
				want = append(want, n)
				switch n.GetNode().(type) {
				case *pg.Node_ColumnRef: // its parts are no nodes for the rules
					return
				}
			}
			m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
				if f.Kind() != protoreflect.MessageKind {
					return true
				}
				if !f.IsList() {
					walk(v.Message())
					return true
				}
				for l, i := v.List(), 0; i < l.Len(); i++ {
					walk(l.Get(i).Message())
				}
				return true
			})
		}
		walk(tree.ProtoReflect())
		got := map[*pg.Node]bool{}
		for _, n := range w.nodes() {
			require.False(t, got[n], text)
			got[n] = true
		}
		require.Len(t, got, len(want), text)
		for _, n := range want {
			require.True(t, got[n], "%s\n%s", text, n)
		}
	}
}
