package guard

import (
	"maps"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// Role is who asks. Roles of their own come later: today everyone may the same.
type Role struct {
	Name      string
	Superuser bool
}

// Guard holds what may be run. It is immutable.
type Guard struct {
	meta      string
	lakes     map[string]bool
	functions map[string]class
}

// New makes a guard. meta is the name of the metadata catalog, which no statement may name; lakes are the catalogs that
// a three-part name may begin with (any that is not the engine's own when none is given).
func New(meta string, lakes ...string) *Guard {
	g := &Guard{meta: strings.ToLower(meta), lakes: map[string]bool{}, functions: readFunctions(functionTable)}
	for _, l := range lakes {
		g.lakes[strings.ToLower(l)] = true
	}
	return g
}

// Close denies those of the engine's functions that the table does not have: names are what the running engine says it has
// of its own. With the table in step with the engine it changes nothing; after an upgrade nothing comes in unread.
func (g *Guard) Close(names []string) *Guard {
	closed := &Guard{meta: g.meta, lakes: g.lakes, functions: maps.Clone(g.functions)}
	for _, n := range names {
		if n = strings.ToLower(n); closed.functions[n] == "" {
			closed.functions[n] = unread
		}
	}
	return closed
}

// Check gives nil when the role may run the statement, else the error to answer. It looks into the statements that
// this one carries.
func (g *Guard) Check(s *dialect.Statement, r Role) *pgerr.Error {
	for ; s != nil; s = s.Inner() {
		if err := g.check(s); err != nil {
			return err
		}
	}
	return nil
}

func (g *Guard) check(s *dialect.Statement) *pgerr.Error {
	if s.Kind == dialect.KindRefused {
		return s.Err
	}
	if !kinds[s.Kind] {
		return denied("statement", s.Kind.String())
	}
	if g.meta != "" && strings.Contains(strings.ToLower(s.Text), g.meta) {
		return denied("schema", "metadata")
	}
	if n, ok := s.Node.(*dialect.Copy); ok && n.Outside {
		return outside(n)
	}
	for _, f := range s.Functions {
		if err := g.function(f); err != nil {
			return err
		}
	}
	for _, f := range s.TableFunctions {
		if f == "histogram" { // as a table function it runs a table name that is its argument
			return denied("function", f)
		}
	}
	for _, n := range s.Mentions {
		if err := g.relation(n); err != nil {
			return err
		}
	}
	for _, list := range [][]dialect.Name{s.Mutates, s.Appends} {
		for _, n := range list {
			if systemSchemas[strings.ToLower(n.Schema)] {
				return pgerr.Newf(pgerr.InsufficientPrivilege, `permission denied: "%s" is a system catalog`, n.Name)
			}
		}
	}
	for _, lit := range s.Strings {
		if fileLike(lit) {
			return denied("file", lit)
		}
		if err := g.relation(dialect.Name{Name: lit}); err != nil {
			return err
		}
	}
	return nil
}

// kinds are the statements that may run at all.
var kinds = func() map[dialect.Kind]bool {
	m := map[dialect.Kind]bool{}
	for k := dialect.KindEmpty; k <= dialect.KindNoOp; k++ {
		m[k] = true
	}
	return m
}()

// function judges a call. What the engine does not have is a macro, whose body was judged when it was made, or nothing,
// and then the engine says so: 42883 is a better answer than 42501 to a typing error.
func (g *Guard) function(path string) *pgerr.Error {
	name := path[strings.LastIndexByte(path, '.')+1:]
	for _, part := range strings.Split(path[:len(path)-len(name)], ".") {
		if g.hidden(part) {
			return denied("function", name)
		}
	}
	if strings.HasPrefix(name, private) {
		return denied("function", name)
	}
	switch c, known := g.functions[name]; {
	case !known:
		for _, p := range reaching {
			if strings.HasPrefix(name, p) {
				return denied("function", name)
			}
		}
	case c == shim:
		if path != name && path != "pg_catalog."+name {
			return denied("function", name)
		}
	case c != allow:
		return denied("function", name)
	}
	return nil
}

func denied(what, name string) *pgerr.Error {
	return pgerr.Newf(pgerr.InsufficientPrivilege, "permission denied for %s %s", what, name)
}
