package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// openParam is a place of a parameter that had no type when it was walked.
type openParam struct {
	node        *pg.Node
	indifferent bool // what it stands in takes any type, and so gives it none
}

// param gives the type of a parameter, unknown where nothing has told it yet.
func (t *typer) param(n *pg.Node, p *pg.ParamRef) exprType {
	i := int(p.Number) - 1
	switch {
	case i >= 0 && i < len(t.params) && t.params[i] != 0:
		return is(t.params[i])
	case i >= 0 && i < len(t.w.ParamTypes) && pgtypes.IsPolymorphic(pgtypes.OID(t.w.ParamTypes[i])): // the argument of a function
		return untold
	}
	t.open = append(t.open, openParam{node: n})
	return is(pgtypes.OIDUnknown)
}

// settleParam gives a parameter the type that its place asks for, which must be the one that another place has given it.
func (t *typer) settleParam(p *pg.ParamRef, to pgtypes.OID) {
	i := int(p.Number) - 1
	switch {
	case i < 0 || i >= len(t.params):
	case t.params[i] == 0:
		t.params[i] = to
	case t.params[i] != to:
		t.fail(p.Location, pgerr.Newf(pgerr.AmbiguousParameter, "inconsistent types deduced for parameter $%d", p.Number).
			WithDetail("%s versus %s", pgtypes.SQLName(t.params[i]), pgtypes.SQLName(to)))
	}
}

// indifferent notes an expression that stands where any type would do: as an argument of count() or of IS NULL.
func (t *typer) indifferent(n *pg.Node) {
	if n.GetParamRef() == nil {
		return
	}
	for i := len(t.open) - 1; i >= 0; i-- {
		if t.open[i].node == n {
			t.open[i].indifferent = true
			return
		}
	}
}

// undetermined ends the analysis of the parameters: those that only stand where any type would do have none. Where one also
// stands in what cannot be told, as in a call of one of the engine's functions, the engine decides.
func (t *typer) undetermined() {
	told := make([]bool, len(t.params)) // by what cannot be told, perhaps
	none := int32(0)
	for _, o := range t.open {
		p := o.node.GetParamRef()
		i := int(p.Number) - 1
		switch {
		case i < 0 || i >= len(t.params) || told[i] || t.types[o.node].to != 0:
		case !o.indifferent:
			told[i] = true
		case t.params[i] != 0:
			t.fail(p.Location, pgerr.Newf(pgerr.AmbiguousParameter, "could not determine data type of parameter $%d", p.Number))
			return
		}
	}
	for _, o := range t.open {
		p := o.node.GetParamRef()
		if i := int(p.Number) - 1; o.indifferent && i < len(t.params) && !told[i] && t.params[i] == 0 && (none == 0 || p.Number < none) {
			none = p.Number
		}
	}
	if none > 0 {
		t.fail(-1, pgerr.Newf(pgerr.IndeterminateDatatype, "could not determine data type of parameter $%d", none))
	}
}
