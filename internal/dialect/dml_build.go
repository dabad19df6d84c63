package dialect

import (
	"strconv"
	"strings"

	"lakewire/internal/pgerr"
)

// builder makes the steps of one statement.
type builder struct {
	st      *Statement
	prog    *program
	targets []*Target

	steps []Step
	apply []Step // what writes, after everything was read
	made  []string

	with []fragment // the CTEs so far, as they stand before what comes: reads of temporary tables, or with typing their bodies
}

// temp is one of our temporary tables. Clients cannot name it: the guard keeps the prefix, and it is gone when the statement
// is over.
func temp(k int, suffix string) string { return `temp.main.lw_w` + strconv.Itoa(k) + suffix }

func (b *builder) statement(t *text) *Statement { return b.st.made(t) }

func (b *builder) add(role Role, owner string, t *text) {
	b.steps = append(b.steps, Step{Statement: b.statement(t), Role: role, Owner: owner})
}

func (b *builder) later(role Role, owner string, t *text) {
	b.apply = append(b.apply, Step{Statement: b.statement(t), Role: role, Owner: owner})
}

// none adds a check: a row is the error.
func (b *builder) none(t *text, err *pgerr.Error) {
	b.steps = append(b.steps, Step{Statement: b.statement(t), Role: StepNone, Err: err})
}

// whole adds the check that rows lack nothing, for the engine would not tell which row lacks it. column gives the text of a
// column of the target in them.
func (b *builder) whole(t *Target, from string, column func(i int) string) {
	var list, nulls []string
	for i, c := range t.Columns {
		list = append(list, column(i))
		if c.NotNull {
			nulls = append(nulls, column(i)+" IS NULL")
		}
	}
	if len(nulls) > 0 {
		x := new(text).str("SELECT ", strings.Join(list, ", "), " FROM ", from, " WHERE ", strings.Join(nulls, " OR "), " LIMIT 1")
		b.steps = append(b.steps, Step{Statement: b.statement(x), Role: StepWhole, Target: t})
	}
}

// table begins a text that makes a temporary table.
func (b *builder) table(name string) *text {
	b.made = append(b.made, name)
	return new(text).str("CREATE OR REPLACE TEMP TABLE ", name, " ")
}

// like makes an empty temporary table with a target's columns and defaults, and with columns of ours before them.
func (b *builder) like(name, lead string, t *Target) {
	x := b.table(name).str("(", lead)
	for i, c := range t.Columns {
		if i > 0 {
			x.str(", ")
		}
		x.str(quoteIdent(c.Name), " ", c.Type)
		if c.Default != "" {
			x.str(" DEFAULT ", c.Default)
		}
	}
	b.add(StepRun, "", x.str(")"))
}

// prefix puts WITH before a query that may name the CTEs so far.
func (b *builder) prefix(t *text) *text {
	for i, p := range b.with {
		switch {
		case i > 0:
			t.str(", ")
		case b.prog.recursive:
			t.str("WITH RECURSIVE ")
		default:
			t.str("WITH ")
		}
		t.put(p)
	}
	if len(b.with) > 0 {
		t.str(" ")
	}
	return t
}

// drop ends the steps: what was computed is written, and our tables go.
func (b *builder) drop() []Step {
	out := append(b.steps, b.apply...)
	for _, name := range b.made {
		out = append(out, Step{Statement: b.statement(new(text).str("DROP TABLE ", name)), Role: StepRun})
	}
	return out
}

// identity lists what tells a target's rows apart, as columns lw_i0, lw_i1 … of ours.
func identity(t *Target, alias string) string {
	var s []string
	for i, c := range t.Identity {
		s = append(s, alias+"."+c+" AS lw_i"+strconv.Itoa(i))
	}
	return strings.Join(s, ", ")
}

// same is the condition that a target's row is the one noted in a table of ours.
func same(t *Target, alias, ours string) string {
	var s []string
	for i, c := range t.Identity {
		s = append(s, alias+"."+c+" = "+ours+".lw_i"+strconv.Itoa(i))
	}
	return strings.Join(s, " AND ")
}

// identities lists our columns of identity.
func identities(t *Target, ours string) string {
	var s []string
	for i := range t.Identity {
		s = append(s, ours+".lw_i"+strconv.Itoa(i))
	}
	return strings.Join(s, ", ")
}

// column finds a target's column by its quoted name; names are not told apart by case, as in the engine.
func (t *Target) column(quoted string) int {
	for i, c := range t.Columns {
		if strings.EqualFold(quoteIdent(c.Name), quoted) {
			return i
		}
	}
	return -1
}

func columnList(t *Target, alias string) string {
	var s []string
	for _, c := range t.Columns {
		s = append(s, alias+quoteIdent(c.Name))
	}
	return strings.Join(s, ", ")
}

// unquoted gives back the name that was quoted.
func unquoted(q string) string { return strings.ReplaceAll(q[1:len(q)-1], `""`, `"`) }
