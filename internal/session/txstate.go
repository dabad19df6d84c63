package session

// state is where a session stands towards transactions.
type state uint8

const (
	stIdle     state = iota // no transaction: a statement is its own
	stImplicit              // inside a multi-statement string or a pipeline: ends at its end or at Sync
	stBlock                 // after BEGIN
	stFailed                // after BEGIN and an error
)

var stateNames = [...]string{"idle", "implicit", "block", "failed"}

func (s state) String() string { return stateNames[s] }

// status is the byte that ReadyForQuery tells. An implicit block is over before any ReadyForQuery.
func (s state) status() byte {
	switch s {
	case stBlock:
		return 'T'
	case stFailed:
		return 'E'
	}
	return 'I'
}

// event is what moves the state.
type event uint8

const (
	evStatement  event = iota // any statement that is not named below
	evShared                  // a statement that is one of several before the next end
	evBegin                   // BEGIN, START TRANSACTION
	evCommit                  // COMMIT, END
	evRollback                // ROLLBACK, ABORT
	evChain                   // COMMIT AND CHAIN
	evUndoChain               // ROLLBACK AND CHAIN
	evSavepoint               // SAVEPOINT, RELEASE
	evRollbackTo              // ROLLBACK TO
	evFail                    // an error
	evEnd                     // the end of a string, or Sync
)

var eventNames = [...]string{
	"statement", "shared", "BEGIN", "COMMIT", "ROLLBACK", "COMMIT AND CHAIN", "ROLLBACK AND CHAIN", "SAVEPOINT",
	"ROLLBACK TO", "error", "end",
}

func (e event) String() string { return eventNames[e] }

// action is what the session does before the new state holds.
type action uint8

const (
	acNone      action = iota
	acRun              // run it
	acStart            // open a block
	acAdopt            // the implicit block becomes an explicit one
	acWarnBegin        // WARNING 25001, nothing else
	acWarnEnd          // WARNING 25P01, nothing else
	acWarnKeep         // WARNING 25P01, then commit what the implicit block holds
	acWarnDrop         // WARNING 25P01, then roll it back
	acCommit           // commit
	acRollback         // roll back
	acChain            // commit and open a block of the same modes
	acUndoChain        // roll back and open a block of the same modes
	acFail             // note that the block has failed
	acRefuse           // 25P02
	acNoBlock          // 25P01: only in transaction blocks
	acRewind           // go back to a savepoint
)

var actionNames = [...]string{
	"", "run", "start", "adopt", "warn 25001", "warn 25P01", "warn 25P01, commit", "warn 25P01, roll back", "commit",
	"roll back", "commit, start", "roll back, start", "fail", "error 25P02", "error 25P01", "rewind",
}

func (a action) String() string { return actionNames[a] }

// move is one cell of the table.
type move struct {
	do action
	to state
}

// moves is the transaction table. It is PostgreSQL's, with the lock-step states of its own implementation left out.
var moves = [...][11]move{
	stIdle: {
		evStatement:  {acRun, stIdle},
		evShared:     {acRun, stImplicit},
		evBegin:      {acStart, stBlock},
		evCommit:     {acWarnEnd, stIdle},
		evRollback:   {acWarnEnd, stIdle},
		evChain:      {acNoBlock, stIdle},
		evUndoChain:  {acNoBlock, stIdle},
		evSavepoint:  {acNoBlock, stIdle},
		evRollbackTo: {acNoBlock, stIdle},
		evFail:       {acRollback, stIdle},
		evEnd:        {acNone, stIdle},
	},
	stImplicit: {
		evStatement:  {acRun, stImplicit},
		evShared:     {acRun, stImplicit},
		evBegin:      {acAdopt, stBlock},
		evCommit:     {acWarnKeep, stIdle},
		evRollback:   {acWarnDrop, stIdle},
		evChain:      {acNoBlock, stImplicit},
		evUndoChain:  {acNoBlock, stImplicit},
		evSavepoint:  {acNoBlock, stImplicit},
		evRollbackTo: {acNoBlock, stImplicit},
		evFail:       {acRollback, stIdle},
		evEnd:        {acCommit, stIdle},
	},
	stBlock: {
		evStatement:  {acRun, stBlock},
		evShared:     {acRun, stBlock},
		evBegin:      {acWarnBegin, stBlock},
		evCommit:     {acCommit, stIdle},
		evRollback:   {acRollback, stIdle},
		evChain:      {acChain, stBlock},
		evUndoChain:  {acUndoChain, stBlock},
		evSavepoint:  {acRun, stBlock},
		evRollbackTo: {acRewind, stBlock},
		evFail:       {acFail, stFailed},
		evEnd:        {acNone, stBlock},
	},
	stFailed: {
		evStatement:  {acRefuse, stFailed},
		evShared:     {acRefuse, stFailed},
		evBegin:      {acRefuse, stFailed},
		evCommit:     {acRollback, stIdle},
		evRollback:   {acRollback, stIdle},
		evChain:      {acUndoChain, stBlock},
		evUndoChain:  {acUndoChain, stBlock},
		evSavepoint:  {acRefuse, stFailed},
		evRollbackTo: {acRewind, stBlock},
		evFail:       {acNone, stFailed},
		evEnd:        {acNone, stFailed},
	},
}
