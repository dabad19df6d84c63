package engine

import "lakewire/internal/pgtypes"

// Column is one column of a result.
type Column struct {
	Name string
	Type *pgtypes.Logical
}

// Huge is a 128-bit integer as it lies in a vector; UUIDs and wide decimals lie so too.
type Huge struct {
	Lo uint64
	Hi int64
}

// Interval is a DuckDB interval as it lies in a vector.
type Interval struct {
	Months, Days int32
	Micros       int64
}

// StmtKind is the kind of a statement as DuckDB classifies it.
type StmtKind uint8

// DuckDB's statement kinds, by its own numbers.
const (
	StmtInvalid StmtKind = iota
	StmtSelect
	StmtInsert
	StmtUpdate
	StmtExplain
	StmtDelete
	StmtPrepare
	StmtCreate
	StmtExecute
	StmtAlter
	StmtTransaction
	StmtCopy
	StmtAnalyze
	StmtVariableSet
	StmtCreateFunc
	StmtDrop
	StmtExport
	StmtPragma
	StmtVacuum
	StmtCall
	StmtSet
	StmtLoad
	StmtRelation
	StmtExtension
	StmtLogicalPlan
	StmtAttach
	StmtDetach
	StmtMulti
	StmtCopyDatabase
	StmtUpdateExtensions
	StmtMergeInto
)
