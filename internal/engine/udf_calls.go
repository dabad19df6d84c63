package engine

/*
#include <stdint.h>
#include <stdlib.h>

extern void lakewireDrop(void *handle);
static void *lakewireDropPtr2(void) { return (void *)lakewireDrop; }
*/
import "C"

import (
	"runtime/cgo"
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"
)

//export lakewireDrop
func lakewireDrop(p unsafe.Pointer) {
	cgo.Handle(*(*C.uintptr_t)(p)).Delete()
	C.free(p)
}

//export lakewireScalar
func lakewireScalar(info, input, output unsafe.Pointer) {
	fi := bind.FunctionInfo{Ptr: info}
	fail := func(msg string) { bind.ScalarFunctionSetError(fi, msg) }
	defer recovered(fail)
	u := handleOf(bind.ScalarFunctionGetExtraInfo(fi))
	if err := scalarCall(u, bind.DataChunk{Ptr: input}, bind.Vector{Ptr: output}); err != nil {
		fail(codedText(err))
	}
}

// run calls a function for each row of a chunk.
func (u *scalarUDF) run(in bind.DataChunk, out bind.Vector) error {
	rows, n := int(bind.DataChunkGetSize(in)), int(bind.DataChunkGetColumnCount(in))
	types := u.types(n)
	vectors := make([]Vector, n)
	for i := range vectors {
		loadVector(&vectors[i], types[i], bind.DataChunkGetVector(in, bind.IdxT(i)), rows)
	}
	args := make([]any, n)
	for r := range rows {
		for i := range args {
			args[i] = vectors[i].Any(r)
		}
		v, err := u.f(args)
		if err == nil {
			err = store(out, u.ret, r, v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

//export lakewireBind
func lakewireBind(info unsafe.Pointer) {
	bi := bind.BindInfo{Ptr: info}
	defer recovered(func(msg string) { bind.BindSetError(bi, msg) })
	u := handleOf(bind.BindGetExtraInfo(bi)).(*tableUDF)
	for _, col := range u.cols {
		t := newLogicalType(col.Type)
		bind.BindAddResultColumn(bi, col.Name, t)
		bind.DestroyLogicalType(&t)
	}
}

//export lakewireInit
func lakewireInit(info unsafe.Pointer) {
	ii := bind.InitInfo{Ptr: info}
	defer recovered(func(msg string) { bind.InitSetError(ii, msg) })
	u := handleOf(bind.InitGetExtraInfo(ii)).(*tableUDF)
	bind.InitSetMaxThreads(ii, 1)
	bind.InitSetInitData(ii, newHandle(&scan{u: u, rows: u.rows()}), unsafe.Pointer(C.lakewireDropPtr2()))
}

//export lakewireRows
func lakewireRows(info, output unsafe.Pointer) {
	fi, out := bind.FunctionInfo{Ptr: info}, bind.DataChunk{Ptr: output}
	fail := func(msg string) { bind.FunctionSetError(fi, msg) }
	defer recovered(fail)
	s := handleOf(bind.FunctionGetInitData(fi)).(*scan)
	n := min(len(s.rows), int(bind.VectorSize()))
	for i, col := range s.u.cols {
		vec := bind.DataChunkGetVector(out, bind.IdxT(i))
		for r := range n {
			if err := store(vec, col.Type, r, s.rows[r][i]); err != nil {
				fail(codedText(err))
				return
			}
		}
	}
	s.rows = s.rows[n:]
	bind.DataChunkSetSize(out, bind.IdxT(n))
}
