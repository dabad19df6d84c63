package session

import (
	"context"
	"regexp"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"lakewire/internal/dialect"
	"lakewire/internal/encode"
	"lakewire/internal/engine"
	"lakewire/internal/pgtypes"
)

// joinTarget is a table as inserts that are to be joined see it; without columns there is nothing to join into.
type joinTarget struct {
	table string // the engine's name
	name  string // PostgreSQL's
	cols  []joinColumn
	until time.Time // when another process may have changed it
}

type joinColumn struct {
	engine.Column
	oid     pgtypes.OID
	notNull bool
	preset  bool // it has a default
	plain   bool // that may be evaluated by anybody
}

func newTargetCache() *lru.Cache[relationKey, joinTarget] {
	c, _ := lru.New[relationKey, joinTarget](relationsMost) // the size is positive
	return c
}

func newHomeCache() *lru.Cache[relationKey, string] {
	c, _ := lru.New[relationKey, string](relationsMost) // the size is positive
	return c
}

// joinTarget gives the table of an INSERT. The session holds its lock, so that nobody here changes it any more.
func (s *Session) joinTarget(ctx context.Context, n dialect.Name) (joinTarget, error) {
	key := relationKey{name: n, ddl: s.d.Hub.ddl.Load()}
	if n.Schema == "" {
		key.path = s.pathKey()
	}
	if t, ok := s.d.Hub.targets.Get(key); ok && (!s.d.Engine.Shared() || time.Now().Before(t.until)) {
		return t, nil
	}
	t, err := s.describeTarget(ctx, n)
	if err == nil {
		t.until = time.Now().Add(schemaTTL)
		s.d.Hub.targets.Add(key, t)
	}
	return t, err
}

func (s *Session) describeTarget(ctx context.Context, n dialect.Name) (t joinTarget, err error) {
	schemas := s.ec.schemas
	if n.Schema != "" {
		schemas = []string{n.Schema}
	}
	for _, schema := range schemas {
		r := &relation{schema: schema, name: n.Name}
		if is, err := s.kindOf(ctx, r); err != nil {
			return t, err
		} else if !is {
			continue
		}
		if r.view {
			return t, nil
		}
		t.table, t.name = r.sql(s.d.Lake), n.Name
		break
	}
	if t.table == "" {
		return t, nil
	}
	about, err := s.columnsOf(ctx, t.table)
	if err != nil {
		return t, err
	}
	es, err := s.ec.Prepare(ctx, "SELECT * FROM "+t.table+" LIMIT 0") // without rows it is planned without a look at files and statistics
	if err != nil {
		return t, err
	}
	defer es.Close()
	cols := es.Columns()
	rel := relations{s, ctx}.Relation(n) // with the types that were declared
	if len(cols) != len(about) || rel == nil || len(rel.Columns) != len(cols) {
		return t, nil
	}
	for i, c := range cols {
		if !known(c.Type) {
			t.cols = nil
			return t, nil
		}
		d := pgtypes.Describe(c.Type)
		if rel.Columns[i].Type != d.OID || rel.Columns[i].Mod != d.Mod {
			d.OID = 0 // more than the engine knows: a length, say
		}
		t.cols = append(t.cols, joinColumn{Column: c, oid: d.OID, notNull: about[i].notNull, preset: about[i].def != "",
			plain: about[i].def == "" || plainDefault.MatchString(about[i].def)})
	}
	return t, nil
}

// plainDefault matches defaults that hang on no session: literals, their casts, and what is random anyway.
var plainDefault = regexp.MustCompile(`(?i)^(cast\()?('([^']|'')*'|-?[0-9.]+|true|false|null|(uuid|gen_random_uuid|random)\(\))( as [a-z0-9(), ]+\)|::[a-z0-9(), ]+)?$`)

// readable are the types of columns whose values are read without the engine.
func readable(oid pgtypes.OID) bool {
	switch oid {
	case pgtypes.OIDBool, pgtypes.OIDInt2, pgtypes.OIDInt4, pgtypes.OIDInt8, pgtypes.OIDFloat4, pgtypes.OIDFloat8, pgtypes.OIDNumeric,
		pgtypes.OIDText, pgtypes.OIDVarchar, pgtypes.OIDDate, pgtypes.OIDTime, pgtypes.OIDTimestamp, pgtypes.OIDTimestampTZ, pgtypes.OIDUUID,
		pgtypes.OIDBytea:
		return true
	}
	return false
}

// takes tells whether an item of a VALUES list goes into a column as it stands there.
func (c *joinColumn) takes(it dialect.GivenItem, args *params) bool {
	switch it.Kind {
	case dialect.GivenNull:
		return !c.notNull
	case dialect.GivenString:
		return true
	case dialect.GivenBool:
		return c.oid == pgtypes.OIDBool
	case dialect.GivenInt:
		switch c.oid {
		case pgtypes.OIDInt2, pgtypes.OIDInt4, pgtypes.OIDInt8, pgtypes.OIDNumeric, pgtypes.OIDFloat4, pgtypes.OIDFloat8:
			return true
		}
	case dialect.GivenNumber:
		return c.oid == pgtypes.OIDNumeric || c.oid == pgtypes.OIDFloat4 || c.oid == pgtypes.OIDFloat8
	case dialect.GivenParam:
		if args == nil || it.Param > len(args.values) || it.Param > len(args.oids) {
			return false
		}
		oid := pgtypes.OID(args.oids[it.Param-1])
		text := func(o pgtypes.OID) bool { return o == pgtypes.OIDText || o == pgtypes.OIDVarchar }
		return (oid == c.oid || text(oid) && text(c.oid)) && (args.values[it.Param-1] != nil || !c.notNull)
	}
	return false
}

// joinRows finds the columns that the rows of an INSERT fill, and their fields; nil where the engine has to see to it.
func (s *Session) joinRows(t *joinTarget, g dialect.GivenRows, args *params) *joined {
	var places []int
	if g.Columns == nil {
		if len(g.Rows[0]) > len(t.cols) {
			return nil
		}
		for i := range g.Rows[0] {
			places = append(places, i)
		}
	}
	for _, name := range g.Columns {
		at := -1
		for i := range t.cols {
			if strings.EqualFold(t.cols[i].Name, name) {
				at = i
			}
		}
		if at < 0 {
			return nil
		}
		places = append(places, at)
	}
	if len(places) != len(g.Rows[0]) {
		return nil
	}
	filled := make([]bool, len(t.cols))
	w := &joined{}
	var cols []engine.Column
	var from []int // the items that are fields
	for k, at := range places {
		if filled[at] {
			return nil
		}
		filled[at] = true
		dropped := g.Rows[0][k].Kind == dialect.GivenDefault
		for _, row := range g.Rows {
			if (row[k].Kind == dialect.GivenDefault) != dropped || !dropped && !t.cols[at].takes(row[k], args) {
				return nil
			}
		}
		if dropped {
			filled[at] = false
			continue
		}
		if !readable(t.cols[at].oid) {
			return nil
		}
		cols, from = append(cols, t.cols[at].Column), append(from, k)
		w.names = append(w.names, t.cols[at].Name)
	}
	for i := range t.cols {
		if c := &t.cols[i]; !filled[i] && (!c.plain || c.notNull && !c.preset) {
			return nil
		}
	}
	if len(cols) == 0 {
		return nil
	}
	set := s.encoding()
	for f := range w.in {
		in, err := encode.NewIntake(cols, nil, int16(f), &set)
		if err != nil {
			return nil
		}
		w.in[f] = in
	}
	for _, row := range g.Rows {
		fields := make([]joinField, len(from))
		for i, k := range from {
			switch it := row[k]; it.Kind {
			case dialect.GivenNull:
			case dialect.GivenParam:
				fields[i] = joinField{args.values[it.Param-1], args.formats[it.Param-1]}
			default:
				fields[i] = joinField{b: []byte(it.Text)}
			}
		}
		w.rows = append(w.rows, fields)
	}
	return w
}
