package dialect

import (
	"strings"

	"lakewire/internal/pgerr"
)

// misplaced refuses writes that stand where PostgreSQL, or we, do not take them. n is how many the tree has.
func (w *work) misplaced(n int) {
	expected := 0
	switch g := w.p.prog; {
	case g != nil:
		expected = len(g.all())
		w.badProgram(g)
	case w.Kind == KindInsert, w.Kind == KindUpdate, w.Kind == KindDelete, w.Kind == KindMerge:
		expected = 1
	}
	if n <= expected || w.Kind == KindRefused {
		return
	}
	message := "WITH clause containing a data-modifying statement must be at the top level"
	switch w.Kind {
	case KindCreateView:
		message = "views must not contain data-modifying statements in WITH"
	case KindCreateTableAs:
		message = "CREATE TABLE AS with data-modifying statements in WITH is not supported"
	}
	_ = w.refuse(message, "")
}

// badProgram refuses what a statement's structure already tells.
func (w *work) badProgram(g *program) {
	for _, c := range g.ctes {
		name := unquoted(c.name)
		for _, x := range g.all() {
			if x.target.Schema == "" && x.target.Name == name && (x.kind != KindInsert || x.conflict != nil || x.ret != nil) {
				_ = w.refuse(`a WITH query with the name of the changed table "`+name+`" is not supported`, "Give the query another name.")
				return
			}
		}
		switch {
		case c.write == nil:
		case c.write.kind == KindMerge:
			_ = w.refuse("MERGE not supported in WITH query", "")
			return
		case c.write.ret == nil && w.reads(g, name):
			w.Kind = KindRefused
			w.Err = pgerr.Newf(pgerr.FeatureNotSupported, `WITH query "%s" does not have a RETURNING clause`, name)
			return
		}
	}
}

// reads tells whether a relation of a name is read, or might be.
func (w *work) reads(g *program, name string) bool {
	for _, x := range g.all() {
		if x.target.Schema == "" && x.target.Name == name {
			return false
		}
	}
	for _, m := range w.Mentions {
		if m.Schema == "" && strings.EqualFold(m.Name, name) {
			return true
		}
	}
	return false
}
