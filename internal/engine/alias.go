package engine

/*
#include <stdint.h>
#include <stdbool.h>
#include <string.h>

// DuckDB's C API for casts, which the bindings leave out.
extern void *duckdb_create_cast_function(void);
extern void duckdb_cast_function_set_source_type(void *f, void *t);
extern void duckdb_cast_function_set_target_type(void *f, void *t);
extern void duckdb_cast_function_set_implicit_cast_cost(void *f, int64_t cost);
extern void duckdb_cast_function_set_function(void *f, bool (*run)(void *, uint64_t, void *, void *));
extern int duckdb_register_cast_function(void *conn, void *f);
extern void duckdb_destroy_cast_function(void **f);
extern void *duckdb_vector_get_data(void *v);
extern uint64_t *duckdb_vector_get_validity(void *v);
extern void duckdb_vector_ensure_validity_writable(void *v);
extern void duckdb_vector_assign_string_element_len(void *v, uint64_t i, const char *s, uint64_t n);

static void lakewireNulls(uint64_t n, void *in, void *out) {
	uint64_t *valid = duckdb_vector_get_validity(in);
	if (valid) {
		duckdb_vector_ensure_validity_writable(out);
		memcpy(duckdb_vector_get_validity(out), valid, (n + 63) / 64 * 8);
	}
}

static bool lakewireCopyInts(void *info, uint64_t n, void *in, void *out) {
	memcpy(duckdb_vector_get_data(out), duckdb_vector_get_data(in), n * 8);
	lakewireNulls(n, in, out);
	return true;
}

// A string of DuckDB: its length, and within 12 bytes the text itself, else a prefix and a pointer.
typedef struct { uint32_t n; union { char near[12]; struct { char prefix[4]; char *far; } s; } u; } lakewireString;

static bool lakewireCopyStrings(void *info, uint64_t n, void *in, void *out) {
	lakewireString *s = duckdb_vector_get_data(in);
	uint64_t *valid = duckdb_vector_get_validity(in);
	lakewireNulls(n, in, out);
	for (uint64_t i = 0; i < n; i++) {
		if (!valid || valid[i / 64] >> (i % 64) & 1) {
			duckdb_vector_assign_string_element_len(out, i, s[i].n <= 12 ? s[i].u.near : s[i].u.s.far, s[i].n);
		}
	}
	return true;
}

static int lakewireRegisterCast(void *conn, void *from, void *to, int64_t cost, int strings) {
	void *f = duckdb_create_cast_function();
	duckdb_cast_function_set_source_type(f, from);
	duckdb_cast_function_set_target_type(f, to);
	duckdb_cast_function_set_implicit_cast_cost(f, cost);
	duckdb_cast_function_set_function(f, strings ? lakewireCopyStrings : lakewireCopyInts);
	int r = duckdb_register_cast_function(conn, f);
	duckdb_destroy_cast_function(&f);
	return r;
}
*/
import "C"

import (
	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// RegisterAlias adds a type that is base (BigInt or Varchar) under a name of its own, which results keep in
// Logical.Alias. Values of the two are cast into each other wherever one is asked for.
func (e *Engine) RegisterAlias(name string, base pgtypes.Kind) error {
	return e.addUDF(&aliasType{name: name, base: base})
}

type aliasType struct {
	name string
	base pgtypes.Kind
}

func (a *aliasType) register(c *Conn) error {
	alias, base := newLogicalType(&pgtypes.Logical{Kind: a.base}), newLogicalType(&pgtypes.Logical{Kind: a.base})
	defer bind.DestroyLogicalType(&alias)
	defer bind.DestroyLogicalType(&base)
	bind.LogicalTypeSetAlias(alias, a.name)
	if bind.RegisterLogicalType(c.raw, alias, bind.CreateTypeInfo{}) == bind.StateError {
		return pgerr.Newf(pgerr.DuplicateObject, "type %q could not be registered", a.name)
	}
	strings := C.int(0)
	if a.base == pgtypes.Varchar {
		strings = 1
	}
	if C.lakewireRegisterCast(c.raw.Ptr, alias.Ptr, base.Ptr, 1, strings) != 0 || C.lakewireRegisterCast(c.raw.Ptr, base.Ptr, alias.Ptr, 100, strings) != 0 {
		return pgerr.Newf(pgerr.InternalError, "casts of type %q could not be registered", a.name)
	}
	return nil
}
