package pgtypes

import (
	"strings"
	"sync"
)

// PostgreSQL has hundreds of operators named "=": to look through them takes microseconds, and a query asks for the same few
// over and over. So what was resolved is remembered, which hangs on nothing but the operator and the types.

type operatorKey struct {
	name        string
	left, right OID
	binary      bool
}

type resolved struct {
	call    Call
	outcome Outcome
}

// operatorsMost bounds what is remembered; beyond it is forgotten, all at once.
const operatorsMost = 4096

var operatorsKnown = struct {
	sync.RWMutex
	m map[operatorKey]resolved
}{m: map[operatorKey]resolved{}}

// ResolveOperator finds the operator that PostgreSQL would apply; left is 0 and binary false for one before its operand. A
// type of 0 is one that is not known. What it gives is shared, and must not be changed.
func ResolveOperator(name string, left, right OID, binary bool) (Call, Outcome) {
	key := operatorKey{name, left, right, binary}
	k := &operatorsKnown
	k.RLock()
	r, ok := k.m[key]
	k.RUnlock()
	if ok {
		return r.call, r.outcome
	}
	r.call, r.outcome = resolveOperator(name, left, right, binary)
	key.name = strings.Clone(name) // it may be a part of a client's text
	k.Lock()
	defer k.Unlock()
	if len(k.m) >= operatorsMost {
		clear(k.m)
	}
	k.m[key] = r
	return r.call, r.outcome
}
