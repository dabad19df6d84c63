package dialect

import "lakewire/internal/pgerr"

// A write that the engine cannot run as one statement becomes steps in one transaction. What is to be written is computed
// into temporary tables first, all of it on the snapshot that the statement began with, so that each expression is evaluated
// once; then the client's rows are read; then it is written, by the identity of the rows.

// Steps is what such a statement carries. It is immutable.
type Steps struct {
	Targets []Written // the relations that Build must be told of, in order
	// Typing are texts that are prepared and never run: they tell the types of parameters and the client's mistakes.
	Typing []*Statement
	Shape  *Statement // prepared and never run: its columns are those of the client's rows; nil without rows
	Plain  bool       // the statement's own SQL has the same effect, and only lacks the rows

	own  int // which of Typing is the main statement
	prog *cutProgram
	list []Step // of a statement that is nothing but others after each other
}

// Written is a relation that a statement writes.
type Written struct {
	Name  Name
	ByRow bool // rows of it are changed, and must be told apart
	Keys  bool // what is the same row hangs on its declared keys
}

// Target is a relation that is written, as the engine describes it at the time of the write.
type Target struct {
	Name     Name
	Columns  []TargetColumn
	Identity []string // the columns that tell one row from all others
	Keys     []TargetKey
}

// TargetKey is a declared key.
type TargetKey struct {
	Name    string
	Columns []string
}

// TargetColumn is one of a target's columns, in the engine's words.
type TargetColumn struct {
	Name    string
	Type    string
	Default string // an expression; "" for none
	NotNull bool
}

// Role is what a step is for.
type Role uint8

// The roles.
const (
	StepRun   Role = iota // for its effect
	StepCount             // its changed rows are counted for the statement's tag
	StepRows              // its rows are the client's
	StepNone              // it must give no row: Err is the error otherwise
	StepWhole             // it must give no row: the row has a NULL in a column of Target that takes none
)

// Step is one statement of the engine.
type Step struct {
	Statement *Statement // SQL, and where its parts stand in the client's text
	Role      Role
	Err       *pgerr.Error
	Target    *Target
	Owner     string // the relation that our temporary tables stand for, for the engine's complaints
}

// segment is a run of bytes of a made text that stands alike in the client's.
type segment struct {
	at, from, n int
}

// fragment is a part of the client's text, translated.
type fragment struct {
	text string
	segs []segment
}

func (p fragment) empty() bool { return p.text == "" }

// text is an engine's text on its way, made of ours and of pieces.
type text struct {
	b    []byte
	segs []segment
}

func (t *text) str(parts ...string) *text {
	for _, s := range parts {
		t.b = append(t.b, s...)
	}
	return t
}

func (t *text) put(p fragment) *text {
	for _, s := range p.segs {
		t.segs = append(t.segs, segment{len(t.b) + s.at, s.from, s.n})
	}
	t.b = append(t.b, p.text...)
	return t
}

// fragment cuts the tokens [i, j) out of the client's text, with the edits that lie in them. kept are in order.
func (w *work) fragment(s span, kept []edit) fragment {
	if s.from >= s.to {
		return fragment{}
	}
	from, to := w.tok(s.from).Start, w.tok(s.to-1).End
	var t text
	at := from
	for _, e := range kept {
		if e.start < at || e.end > to {
			continue
		}
		if e.start > at {
			t.segs = append(t.segs, segment{len(t.b), at, e.start - at})
			t.str(w.Text[at:e.start])
		}
		t.segs = append(t.segs, segment{len(t.b), e.start, 0})
		t.str(e.repl)
		at = e.end
	}
	if at < to {
		t.segs = append(t.segs, segment{len(t.b), at, to - at})
		t.str(w.Text[at:to])
	}
	return fragment{string(t.b), t.segs}
}

// made gives a statement of a text that was made for this one.
func (s *Statement) made(t *text) *Statement {
	segs := t.segs
	if segs == nil {
		segs = []segment{{0, 0, 0}}
	}
	return &Statement{Text: s.Text, Offset: s.Offset, pos: s.pos, Kind: s.Kind, Tag: s.Tag, Writes: s.Writes, SQL: string(t.b),
		ParamTypes: s.ParamTypes, segs: segs}
}

// segmentPos takes an offset in a made text to the client's.
func (s *Statement) segmentPos(pos int) int {
	at := s.segs[0].from
	for _, g := range s.segs {
		if g.at > pos {
			break
		}
		at = g.from + min(pos-g.at, g.n)
	}
	return s.position(at)
}
