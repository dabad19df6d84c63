package dialect

// span is the tokens [from, to).
type span struct{ from, to int }

// program is the structure of a statement that writes, as its tokens tell it.
type program struct {
	recursive bool
	ctes      []cte
	main      *write // nil when the statement is a query over writing CTEs
	query     span   // that query
}

// cte is one query of WITH. write is nil for those that only read.
type cte struct {
	name  string // as the engine takes it: folded or quoted
	head  span   // the name and its columns
	body  span   // inside the brackets
	tail  span   // SEARCH and CYCLE
	write *write
}

// write is an INSERT, UPDATE, DELETE or MERGE.
type write struct {
	kind   Kind
	target Name
	table  span
	alias  string // quoted: what the statement's expressions call the target

	source   span // INSERT: the columns and the rows; MERGE: what is merged
	conflict *conflict
	sets     []assign
	from     span // FROM of UPDATE, USING of DELETE
	where    span
	ret      []span // the items of RETURNING; nil without it

	sourceAlias string // MERGE
	on          span
	whens       []when
	node        int // of the tree: the number of its CTE, -1 for the main statement
}

// conflict is ON CONFLICT.
type conflict struct {
	at         int
	columns    []string
	constraint string
	other      bool // the target is more than names of columns
	update     bool
	sets       []assign
	where      span
}

// assign is one item of SET.
type assign struct {
	at      int
	columns []string
	values  []span // one each, or a single query for several
	query   bool
	preset  bool // one of the values is DEFAULT
	count   int  // the columns of the query, 0 where they cannot be told
	part    span // the subscript behind the column
	other   bool // a field, or several subscripts, are set
}

// when is one WHEN of MERGE.
type when struct {
	matched bool
	cond    span
	kind    Kind // KindInsert, KindUpdate, KindDelete; KindEmpty for DO NOTHING
	sets    []assign
	columns []string
	values  []span
	insert  bool // of INSERT: VALUES, not DEFAULT VALUES
	at      int  // the verb
}

// writes tells whether a CTE writes.
func (g *program) writes() bool {
	for _, c := range g.ctes {
		if c.write != nil {
			return true
		}
	}
	return false
}

// all gives every write, the main one last.
func (g *program) all() []*write {
	var out []*write
	for _, c := range g.ctes {
		if c.write != nil {
			out = append(out, c.write)
		}
	}
	if g.main != nil {
		out = append(out, g.main)
	}
	return out
}

// plain tells whether the engine runs the statement as it is.
func (g *program) plain() bool {
	if g.writes() || g.main == nil {
		return !g.writes()
	}
	m := g.main
	if m.ret != nil || m.conflict != nil || m.kind == KindMerge {
		return false
	}
	if m.kind == KindDelete && m.from.from < m.from.to {
		return false // the engine counts a row once for each that it meets
	}
	for _, a := range m.sets {
		if a.special() {
			return false
		}
	}
	return true
}

// special tells whether the engine cannot assign this itself.
func (a assign) special() bool {
	return len(a.columns) > 1 || a.query || a.preset
}
