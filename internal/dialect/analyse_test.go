package dialect

import (
	"testing"

	"github.com/stretchr/testify/require"

	"lakewire/internal/pgtypes"
)

type fakeSchema map[string]*Relation

func (f fakeSchema) Relation(n Name) *Relation { return f[n.String()] }

// TestAnalyse holds that an analysis is made again when, and only when, what it stands on has changed.
func TestAnalyse(t *testing.T) {
	st := one(t, "select a, count(*) from t where a ~ 'x' group by a")
	require.True(t, st.Analysable())
	require.False(t, one(t, "select 1").Analysable())
	schema := fakeSchema{"t": {Columns: []Column{{Name: "a", Type: pgtypes.OIDText, Mod: -1}}}}
	first, err := st.Analyse(schema, nil)
	require.NoError(t, err)
	require.Equal(t, st.SQL, first.SQL)
	require.Equal(t, st.Names, first.Names)
	again, err := st.Analyse(schema, nil)
	require.NoError(t, err)
	require.Same(t, first, again)
	same, err := first.Analyse(schema, nil)
	require.NoError(t, err)
	require.Same(t, first, same)

	other, err := st.Analyse(schema, []uint32{uint32(pgtypes.OIDInt4)})
	require.NoError(t, err)
	require.NotSame(t, first, other)
	require.Equal(t, first.SQL, other.SQL, "read from the text once more")
}

func TestAnalysedHolds(t *testing.T) {
	text, number := &Relation{Columns: []Column{{Name: "a", Type: pgtypes.OIDText, Mod: -1}}}, &Relation{Columns: []Column{{Name: "a", Type: pgtypes.OIDInt4, Mod: -1}}}
	ask := &listener{Schema: fakeSchema{"t": text}}
	ask.Relation(Name{Name: "t"})
	ask.Relation(Name{Name: "missing"})
	a := &analysed{asked: ask.asked}
	require.True(t, a.holds(fakeSchema{"t": {Columns: []Column{{Name: "a", Type: pgtypes.OIDText, Mod: -1}}}}, nil))
	require.False(t, a.holds(fakeSchema{"t": number}, nil))
	require.False(t, a.holds(fakeSchema{}, nil))
	require.False(t, a.holds(fakeSchema{"t": text, "missing": text}, nil))
}
