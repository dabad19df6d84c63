package engine

/*
#include <stdint.h>
#include <stdlib.h>

extern void lakewireScalar(void *info, void *input, void *output);
extern void lakewireBind(void *info);
extern void lakewireInit(void *info);
extern void lakewireRows(void *info, void *output);
extern void lakewireDrop(void *handle);

static void *lakewireScalarPtr(void) { return (void *)lakewireScalar; }
static void *lakewireBindPtr(void) { return (void *)lakewireBind; }
static void *lakewireInitPtr(void) { return (void *)lakewireInit; }
static void *lakewireRowsPtr(void) { return (void *)lakewireRows; }
// A handle travels in a cell of C memory, for DuckDB keeps void pointers and Go's checks want real ones.
static void *lakewireCell(uintptr_t h) { uintptr_t *p = malloc(sizeof h); *p = h; return p; }
static void *lakewireDropPtr(void) { return (void *)lakewireDrop; }
*/
import "C"

import (
	"fmt"
	"runtime/cgo"
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// udf is a function of ours inside DuckDB, kept so that a new instance gets it too.
type udf interface{ register(c *Conn) error }

// RegisterScalar adds a scalar function to the instance, for whoever calls it by name. f may be called from several of
// DuckDB's threads at once; NULL comes as nil; a *pgerr.Error keeps its SQLSTATE. With varargs the last type may repeat,
// also zero times.
func (e *Engine) RegisterScalar(name string, args []pgtypes.Logical, varargs bool, ret pgtypes.Logical, volatile bool, f func(args []any) (any, error)) error {
	return e.addUDF(&scalarUDF{name: name, args: args, varargs: varargs, ret: &ret, volatile: volatile, f: f})
}

// RegisterTable adds a table function without arguments, which asks rows anew at each scan. Each row has a value, or nil,
// for each column.
func (e *Engine) RegisterTable(name string, cols []Column, rows func() [][]any) error {
	return e.addUDF(&tableUDF{name: name, cols: cols, rows: rows})
}

func (e *Engine) addUDF(u udf) error {
	e.mu.Lock()
	inst := e.boot
	e.udfs = append(e.udfs, u)
	e.mu.Unlock()
	return inst.apart(u.register)
}

type scalarUDF struct {
	name     string
	args     []pgtypes.Logical
	varargs  bool
	ret      *pgtypes.Logical
	volatile bool
	f        func(args []any) (any, error)
}

func (u *scalarUDF) register(c *Conn) error { return u.registerAs(c, u) }

// registerAs registers the function with what is to be called for it.
func (u *scalarUDF) registerAs(c *Conn, called any) error {
	f := bind.CreateScalarFunction()
	defer bind.DestroyScalarFunction(&f)
	bind.ScalarFunctionSetName(f, u.name)
	for i := range u.args {
		t := newLogicalType(&u.args[i])
		if u.varargs && i == len(u.args)-1 {
			bind.ScalarFunctionSetVarargs(f, t)
		} else {
			bind.ScalarFunctionAddParameter(f, t)
		}
		bind.DestroyLogicalType(&t)
	}
	ret := newLogicalType(u.ret)
	bind.ScalarFunctionSetReturnType(f, ret)
	bind.DestroyLogicalType(&ret)
	bind.ScalarFunctionSetSpecialHandling(f)
	if u.volatile {
		bind.ScalarFunctionSetVolatile(f)
	}
	bind.ScalarFunctionSetExtraInfo(f, newHandle(called), unsafe.Pointer(C.lakewireDropPtr()))
	bind.ScalarFunctionSetFunction(f, unsafe.Pointer(C.lakewireScalarPtr()))
	if bind.RegisterScalarFunction(c.raw, f) == bind.StateError {
		return pgerr.Newf(pgerr.DuplicateFunction, "function %q could not be registered", u.name)
	}
	return nil
}

// types gives the type of each of n arguments.
func (u *scalarUDF) types(n int) []*pgtypes.Logical {
	out := make([]*pgtypes.Logical, n)
	for i := range out {
		out[i] = &u.args[min(i, len(u.args)-1)]
	}
	return out
}

type tableUDF struct {
	name string
	cols []Column
	rows func() [][]any
}

func (u *tableUDF) register(c *Conn) error {
	f := bind.CreateTableFunction()
	defer bind.DestroyTableFunction(&f)
	bind.TableFunctionSetName(f, u.name)
	bind.TableFunctionSetExtraInfo(f, newHandle(u), unsafe.Pointer(C.lakewireDropPtr()))
	bind.TableFunctionSetBind(f, unsafe.Pointer(C.lakewireBindPtr()))
	bind.TableFunctionSetInit(f, unsafe.Pointer(C.lakewireInitPtr()))
	bind.TableFunctionSetFunction(f, unsafe.Pointer(C.lakewireRowsPtr()))
	if bind.RegisterTableFunction(c.raw, f) == bind.StateError {
		return pgerr.Newf(pgerr.DuplicateFunction, "table function %q could not be registered", u.name)
	}
	return nil
}

// scan is one run of a table function.
type scan struct {
	u    *tableUDF
	rows [][]any
}

// newHandle makes a Go value known to C. C frees it with lakewireDrop.
func newHandle(v any) unsafe.Pointer {
	return C.lakewireCell(C.uintptr_t(cgo.NewHandle(v)))
}

func handleOf(p unsafe.Pointer) any { return cgo.Handle(*(*C.uintptr_t)(p)).Value() }

// recovered turns a panic of a function of ours into an error: it must not unwind through DuckDB.
func recovered(report func(string)) {
	if r := recover(); r != nil {
		report(fmt.Sprintf("[XX000] a server function failed: %v", r))
	}
}

// codedText writes an error so that translate finds its SQLSTATE again.
func codedText(err error) string {
	e := pgerr.From(err)
	return "[" + e.Code.String() + "] " + e.Message
}
