package engine

/*
#include <stdint.h>
#include <stdlib.h>

extern void lakewireInflowBind(void *info);
extern void lakewireInflowInit(void *info);
extern void lakewireInflowRows(void *info, void *output);
extern void lakewireDrop(void *handle);
static void *lakewireInflowBindPtr(void) { return (void *)lakewireInflowBind; }
static void *lakewireInflowInitPtr(void) { return (void *)lakewireInflowInit; }
static void *lakewireInflowRowsPtr(void) { return (void *)lakewireInflowRows; }
static void *lakewireInflowDropPtr(void) { return (void *)lakewireDrop; }
*/
import "C"

import (
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// inflowName is the table function's name, which no client may call.
const inflowName = "lw_inflow"

type inflowUDF struct{}

func (inflowUDF) register(c *Conn) error {
	f := bind.CreateTableFunction()
	defer bind.DestroyTableFunction(&f)
	bind.TableFunctionSetName(f, inflowName)
	t := newLogicalType(&pgtypes.Logical{Kind: pgtypes.BigInt})
	bind.TableFunctionAddParameter(f, t)
	bind.DestroyLogicalType(&t)
	bind.TableFunctionSetBind(f, unsafe.Pointer(C.lakewireInflowBindPtr()))
	bind.TableFunctionSetInit(f, unsafe.Pointer(C.lakewireInflowInitPtr()))
	bind.TableFunctionSetFunction(f, unsafe.Pointer(C.lakewireInflowRowsPtr()))
	if bind.RegisterTableFunction(c.raw, f) == bind.StateError {
		return pgerr.Newf(pgerr.DuplicateFunction, "table function %q could not be registered", inflowName)
	}
	return nil
}

//export lakewireInflowBind
func lakewireInflowBind(info unsafe.Pointer) {
	bi := bind.BindInfo{Ptr: info}
	defer recovered(func(msg string) { bind.BindSetError(bi, msg) })
	id := bind.BindGetParameter(bi, 0)
	in := inflowOf(bind.GetInt64(id))
	bind.DestroyValue(&id)
	if in == nil {
		bind.BindSetError(bi, codedText(errAbandoned))
		return
	}
	for _, col := range in.cols {
		t := newLogicalType(col.Type)
		bind.BindAddResultColumn(bi, col.Name, t)
		bind.DestroyLogicalType(&t)
	}
	bind.BindSetBindData(bi, newHandle(in), unsafe.Pointer(C.lakewireInflowDropPtr()))
}

//export lakewireInflowInit
func lakewireInflowInit(info unsafe.Pointer) {
	ii := bind.InitInfo{Ptr: info}
	defer recovered(func(msg string) { bind.InitSetError(ii, msg) })
	in := handleOf(bind.InitGetBindData(ii)).(*Inflow)
	bind.InitSetMaxThreads(ii, 1) // the rows keep their order
	bind.InitSetInitData(ii, newHandle(&inflowScan{in: in}), unsafe.Pointer(C.lakewireInflowDropPtr()))
}

//export lakewireInflowRows
func lakewireInflowRows(info, output unsafe.Pointer) {
	fi, out := bind.FunctionInfo{Ptr: info}, bind.DataChunk{Ptr: output}
	defer recovered(func(msg string) { bind.FunctionSetError(fi, msg) })
	s := handleOf(bind.FunctionGetInitData(fi)).(*inflowScan)
	b, err := s.next()
	if err != nil {
		bind.FunctionSetError(fi, codedText(err))
		return
	}
	if b == nil {
		bind.DataChunkSetSize(out, 0)
		return
	}
	for i := range b.Cols {
		b.Cols[i].give(bind.DataChunkGetVector(out, bind.IdxT(i)), b.N)
	}
	bind.DataChunkSetSize(out, bind.IdxT(b.N))
}

// give copies n values into DuckDB's vector. Long strings stay where they are.
func (c *BatchColumn) give(vec bind.Vector, n int) {
	if n == 0 {
		return
	}
	if c.elems != nil {
		bind.ListVectorReserve(vec, bind.IdxT(c.elems.n))
		bind.ListVectorSetSize(vec, bind.IdxT(c.elems.n))
		c.elems.give(bind.ListVectorGetChild(vec), c.elems.n)
	}
	size := n * c.width
	copy(unsafe.Slice((*byte)(bind.VectorGetData(vec)), size), c.data[:size])
	if c.nulls {
		bind.VectorEnsureValidityWritable(vec)
		words := (n + 63) / 64
		copy(unsafe.Slice((*uint64)(bind.VectorGetValidity(vec)), words), c.valid[:words])
	}
}
