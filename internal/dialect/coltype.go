package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// ColType is PostgreSQL's type of a result column, as far as it can be told.
type ColType struct {
	OID pgtypes.OID // 0: the engine's type tells
	Mod int32       // the typmod; ModEngine: the engine's type tells
}

// ModEngine is the modifier of a column whose expression does not tell it: a plain column keeps its own.
const ModEngine int32 = -2

// parameters takes from the typer what the parameters are that the client has not declared.
func (w *work) parameters() {
	w.declared = w.ParamTypes
	if w.Params == 0 {
		return
	}
	told := make([]uint32, max(w.Params, len(w.ParamTypes)))
	copy(told, w.ParamTypes)
	for i, o := range w.typed().params {
		if o != 0 {
			told[i] = uint32(o)
		}
	}
	w.ParamTypes = told
}

// described gives the type as the client is told of it: rows of a relation have one of their own.
func (x exprType) described() pgtypes.OID {
	switch {
	case x.of != 0 && x.oid == pgtypes.OIDRecord:
		return x.of
	case x.of != 0 && x.oid == pgtypes.OIDRecordArray:
		return x.of + 1
	}
	return x.oid
}

// columns takes from the typer what PostgreSQL says of the result's columns.
func (w *work) columns() {
	switch w.tree.GetNode().(type) {
	case *pg.Node_SelectStmt, *pg.Node_InsertStmt, *pg.Node_UpdateStmt, *pg.Node_DeleteStmt:
	default:
		return
	}
	for _, f := range w.typed().out {
		w.Names = append(w.Names, f.name)
		w.Types = append(w.Types, ColType{f.described(), f.mod})
		w.Origins = append(w.Origins, f.from)
	}
}
