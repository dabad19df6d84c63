package engine

import (
	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// RegisterAlias adds a type that holds what base holds, under a name that results keep in Logical.Alias. It compares,
// aggregates and casts as base does; the engine's own functions want an explicit cast to base.
func (e *Engine) RegisterAlias(name string, base pgtypes.Kind) error {
	return e.addUDF(&aliasType{name: name, base: base})
}

type aliasType struct {
	name string
	base pgtypes.Kind
}

func (a *aliasType) register(c *Conn) error {
	t := newLogicalType(&pgtypes.Logical{Kind: a.base})
	defer bind.DestroyLogicalType(&t)
	bind.LogicalTypeSetAlias(t, a.name)
	if bind.RegisterLogicalType(c.raw, t, bind.CreateTypeInfo{}) == bind.StateError {
		return pgerr.Newf(pgerr.DuplicateObject, "type %q could not be registered", a.name)
	}
	return nil
}
