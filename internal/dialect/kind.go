package dialect

// Kind says what a statement is, as far as session and guard must tell statements apart.
type Kind uint8

// The kinds. Those from KindBegin to KindNoOp are session statements: they carry a Node and, but for KindExecute, no SQL.
const (
	KindEmpty Kind = iota
	KindSelect
	KindValues
	KindInsert
	KindUpdate
	KindDelete
	KindMerge
	KindTruncate
	KindCreateTable
	KindCreateTableAs
	KindCreateView
	KindCreateSchema
	KindCreateMacro
	KindAlterTable
	KindAlterView
	KindAlterSchema
	KindDropTable
	KindDropView
	KindDropSchema
	KindDropMacro
	KindCommentOn
	KindDuck // the engine's own dialect that returns rows: FROM-first, PIVOT, DESCRIBE, SUMMARIZE …

	KindBegin
	KindCommit
	KindRollback
	KindSavepoint
	KindRelease
	KindRollbackTo
	KindSetTransaction
	KindSetConstraints
	KindSet
	KindReset
	KindShow
	KindDiscard
	KindDeclare
	KindFetch
	KindCloseCursor
	KindPrepare
	KindExecute
	KindDeallocate
	KindListen
	KindUnlisten
	KindNotify
	KindLock
	KindExplain
	KindCopy
	KindDefine
	KindVacuum // ANALYZE and CHECKPOINT, too
	KindNoOp

	KindRefused // known and not to be run: Err says why
)

var kindNames = [...]string{
	KindEmpty:          "Empty",
	KindSelect:         "Select",
	KindValues:         "Values",
	KindInsert:         "Insert",
	KindUpdate:         "Update",
	KindDelete:         "Delete",
	KindMerge:          "Merge",
	KindTruncate:       "Truncate",
	KindCreateTable:    "CreateTable",
	KindCreateTableAs:  "CreateTableAs",
	KindCreateView:     "CreateView",
	KindCreateSchema:   "CreateSchema",
	KindCreateMacro:    "CreateMacro",
	KindAlterTable:     "AlterTable",
	KindAlterView:      "AlterView",
	KindAlterSchema:    "AlterSchema",
	KindDropTable:      "DropTable",
	KindDropView:       "DropView",
	KindDropSchema:     "DropSchema",
	KindDropMacro:      "DropMacro",
	KindCommentOn:      "CommentOn",
	KindDuck:           "Duck",
	KindBegin:          "Begin",
	KindCommit:         "Commit",
	KindRollback:       "Rollback",
	KindSavepoint:      "Savepoint",
	KindRelease:        "Release",
	KindRollbackTo:     "RollbackTo",
	KindSetTransaction: "SetTransaction",
	KindSetConstraints: "SetConstraints",
	KindSet:            "Set",
	KindReset:          "Reset",
	KindShow:           "Show",
	KindDiscard:        "Discard",
	KindDeclare:        "Declare",
	KindFetch:          "Fetch",
	KindCloseCursor:    "CloseCursor",
	KindPrepare:        "Prepare",
	KindExecute:        "Execute",
	KindDeallocate:     "Deallocate",
	KindListen:         "Listen",
	KindUnlisten:       "Unlisten",
	KindNotify:         "Notify",
	KindLock:           "Lock",
	KindExplain:        "Explain",
	KindCopy:           "Copy",
	KindDefine:         "Define",
	KindVacuum:         "Vacuum",
	KindNoOp:           "NoOp",
	KindRefused:        "Refused",
}

// String gives the kind's name, for logs and tests.
func (k Kind) String() string { return kindNames[k] }

// Session tells whether the statement is the session's own and not the engine's.
func (k Kind) Session() bool { return k >= KindBegin && k <= KindNoOp }
