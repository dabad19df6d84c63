package dialect

import "lakewire/internal/pgerr"

// Script is what one string of the client holds. It is immutable and shared between sessions.
type Script struct {
	Stmts []*Statement // empty for an empty string
}

// Name is a relation's name as the client wrote it, unquoted names folded to lower case.
type Name struct {
	Catalog string
	Schema  string
	Name    string
}

// String gives the name with dots, unquoted: for messages and map keys.
func (n Name) String() string {
	s := n.Name
	if n.Schema != "" {
		s = n.Schema + "." + s
	}
	if n.Catalog != "" {
		s = n.Catalog + "." + s
	}
	return s
}

// Statement is one statement of a script. It is immutable.
type Statement struct {
	Text    string // the client's text, without the semicolon and the space around it, its unquoted names folded
	Written string // the same as the client wrote it
	Offset  int    // byte offset of Text in the client's string
	Kind    Kind
	// Tag is the command tag without its count: "SELECT", "INSERT 0", "CREATE TABLE"; with TagCount the number of rows
	// is appended to it.
	Tag      string
	TagCount bool

	SQL  string // the text for the engine; "" for session statements
	Node Node   // the session statement; nil for the engine's

	Params     int      // the highest $n
	ParamTypes []uint32 // type OIDs for $1…, 0 where unknown: the client's declarations, then what the text tells

	ReturnsRows bool // the engine's result is rows for the client
	Writes      bool // may change the lake; refused in READ ONLY transactions

	Mutates        []Name   // tables to be taken alone: UPDATE, DELETE, MERGE, TRUNCATE, ALTER, DROP
	Appends        []Name   // tables to be shared: INSERT
	Schemas        []string // schemas that it makes, or drops with what is in them
	TargetsUnknown bool     // it writes, but the targets could not be told: the whole lake is taken alone

	RowLock *RowLock // FOR UPDATE and its kin: the tables that it reads are locked

	Relations []Name   // every relation that may be read or written, CTE names excluded
	Mentions  []Name   // every name that might be a relation's, CTE names included: for guard
	Strings   []string // string literals that stand where a relation could: FROM 'file.csv'
	Functions []string // every function that may be called, lower case, qualified as written ("main.query")
	// TableFunctions are those of Functions that stand where a relation could.
	TableFunctions []string

	Deterministic bool // running it again on the same data gives the same result
	Constant      bool // a SELECT of literals and operators only: nothing read, nothing called, no parameter
	Tree          bool // PostgreSQL's grammar parsed it; otherwise Relations and Functions are guesses on the safe side

	// What PostgreSQL says of the result's columns, up to the first * over a relation that is not known.
	Names   []string  // "" = the engine's own
	Types   []ColType // types and modifiers
	Origins []Origin  // the relations' columns that they are

	// IfExists names what DROP … IF EXISTS and ALTER … IF EXISTS would skip with a notice, IfNotExists what CREATE … IF NOT
	// EXISTS would; Kind tells what they are. A schema's name is in Name.
	IfExists    []Name
	IfNotExists []Name

	Temp *TempTable // the temporary table that it makes, if there is more to it than the engine keeps

	Err *pgerr.Error // with KindRefused: what to answer

	doubt *pgerr.Error // what PostgreSQL would say of it, where the engine may think otherwise
	ended int          // how many characters behind it its semicolon ends; 0 for none

	Hollow bool // its rows have no columns; the engine's one is not sent

	Made *Made // what it makes of a query; nil where that is not known

	Shape *Shape // what it has in common with others; nil where that is not known

	Steps *Steps // what the engine must run in its place; nil: it runs SQL

	edits    []edit    // where SQL differs from Text
	segs     []segment // where the client's text is in SQL, when that was made of parts of it
	led      int       // how much of ours stands before SQL
	declared []uint32  // what the client has said of the parameters
	analysis *analysis // for Analyse; nil where nothing hangs on a schema
	pos      int       // characters (not bytes) before Offset
	whole    bool      // it gets its tree, however long it is
	stored   bool      // its rows go into a table, and not to a client
}

// TempTable is what the engine does not keep of a temporary table.
type TempTable struct {
	Name        string
	Types       map[string]string // columns' types as declared
	Constraints []Constraint
	OnCommit    OnCommit
}

// OnCommit is what happens to a temporary table at the end of each transaction.
type OnCommit byte

// The actions of ON COMMIT.
const (
	OnCommitKeep OnCommit = iota
	OnCommitDelete
	OnCommitDrop
)

// Inner gives the statement that this one carries (EXPLAIN, PREPARE, DECLARE, COPY), or nil.
func (s *Statement) Inner() *Statement {
	switch n := s.Node.(type) {
	case *Explain:
		return n.Stmt
	case *Prepare:
		return n.Stmt
	case *Declare:
		return n.Query
	case *Copy:
		if n.Where != nil {
			return n.Where
		}
		return n.Query
	}
	return nil
}
