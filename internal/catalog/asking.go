package catalog

import (
	"bytes"
	"strconv"
	"sync"
	"sync/atomic"

	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// Asking is what one connection's looks at the catalog ask about: the names and OIDs that dialect.Shape leaves out of a text. The plan of a shape
// compares with them by functions, which look here.
type Asking struct {
	slot int64
	list atomic.Pointer[[]wanted]
}

type wanted struct {
	name []byte
	oid  int64
}

var (
	askings    sync.Map // *Asking by slots
	lastAsking atomic.Int64
)

// NewAsking gives a connection its own. It is to be closed.
func NewAsking() *Asking {
	a := &Asking{slot: lastAsking.Add(1)}
	askings.Store(a.slot, a)
	return a
}

// Close forgets it.
func (a *Asking) Close() { askings.Delete(a.slot) }

// Slot is the number by which a plan finds it.
func (a *Asking) Slot() string { return strconv.FormatInt(a.slot, 10) }

// Ask tells what the statement that runs next is about.
func (a *Asking) Ask(texts []string) {
	list := make([]wanted, len(texts))
	for i, t := range texts {
		oid, err := strconv.ParseInt(t, 10, 64)
		if err != nil {
			oid = -1
		}
		list[i] = wanted{[]byte(t), oid}
	}
	a.list.Store(&list)
}

// askedFuncs compare a column with what a connection asks about: its slot, and the number of the name or OID.
func askedFuncs() []vectorFunc {
	args := func(t pgtypes.Logical) []pgtypes.Logical { return []pgtypes.Logical{t, bigType, bigType} }
	return []vectorFunc{
		{"lw_asked_name", args(textType), boolType, eachAsked(func(v *engine.Vector, i int, w *wanted) bool { return bytes.Equal(v.Bytes(i), w.name) })},
		{"lw_asked_oid", args(bigType), boolType, eachAsked(func(v *engine.Vector, i int, w *wanted) bool { return v.Int64s()[i] == w.oid })},
	}
}

func eachAsked(equal func(v *engine.Vector, i int, w *wanted) bool) engine.VectorFunc {
	return func(in []engine.Vector, rows int, out *engine.Results) error {
		if rows == 0 {
			return nil
		}
		w, ok := wantedAt(in[1].Int64s()[0], in[2].Int64s()[0]) // constants of the text
		for i := range rows {
			switch {
			case in[0].Null(i):
				out.Null(i)
			default:
				out.Bool(i, ok && equal(&in[0], i, w))
			}
		}
		return nil
	}
}

func wantedAt(slot, k int64) (*wanted, bool) {
	a, ok := askings.Load(slot)
	if !ok {
		return nil, false
	}
	list := a.(*Asking).list.Load()
	if list == nil || k < 0 || k >= int64(len(*list)) {
		return nil, false
	}
	return &(*list)[k], true
}
