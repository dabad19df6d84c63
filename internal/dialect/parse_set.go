package dialect

import (
	"strings"

	"lakewire/internal/pgerr"
)

func parseSet(st *Statement, p *parser) error {
	p.accept("set")
	switch {
	case p.accept("transaction", "snapshot"):
		s, err := p.str()
		if err != nil {
			return err
		}
		st.session(KindSetTransaction, "SET", &SetTransaction{Snapshot: s})
		return p.finish()
	case p.accept("transaction"), p.accept("local", "transaction"):
		m, err := p.modes(false)
		if err != nil {
			return err
		}
		st.session(KindSetTransaction, "SET", &SetTransaction{Modes: m})
		return p.finish()
	case p.accept("session", "characteristics", "as", "transaction"):
		m, err := p.modes(false)
		if err != nil {
			return err
		}
		st.session(KindSetTransaction, "SET", &SetTransaction{Session: true, Modes: m})
		return p.finish()
	case p.accept("constraints"):
		st.session(KindSetConstraints, "SET CONSTRAINTS", &NoOp{})
		return nil
	case p.is(p.peek(), "variable") && p.peekAt(1).isName(), p.is(p.peek(), "global") && p.peekAt(1).isName():
		return st.forbid("permission denied to set engine variables")
	}
	n := &Set{}
	if !p.accept("session", "authorization") {
		n.Local = p.acceptAny("local", "session") == "local"
		if p.accept("session", "authorization") {
			n.Name = "session_authorization"
		}
	} else {
		n.Name = "session_authorization"
	}
	if err := p.setValue(n); err != nil {
		return err
	}
	st.session(KindSet, "SET", n)
	return p.finish()
}

// setValue takes the name, unless it is known, and the value in one of SET's special forms or the common one.
func (p *parser) setValue(n *Set) error {
	var err error
	switch {
	case n.Name != "":
		if p.accept("default") {
			n.Default = true
			return nil
		}
		return p.nameOrString(n)
	case p.accept("time", "zone"):
		n.Name = "timezone"
		return p.timeZone(n)
	case p.accept("role"):
		n.Name = "role"
		p.acceptAny("to", "=")
		if p.accept("default") {
			n.Default = true
			return nil
		}
		return p.nameOrString(n)
	case p.accept("names"):
		n.Name = "client_encoding"
		if p.end() || p.accept("default") {
			n.Default = true
			return nil
		}
		return p.nameOrString(n)
	case p.accept("schema") && p.peek().isString():
		n.Name = "search_path"
		return p.nameOrString(n)
	case p.accept("xml", "option"):
		n.Name = "xmloption"
		return p.nameOrString(n)
	default:
		if n.Name, err = p.settingName(); err != nil {
			return err
		}
	}
	if p.acceptAny("to", "=") == "" {
		if p.is(p.peek(), "from") && p.is(p.peekAt(1), "current") {
			return pgerr.Unsupported("SET ... FROM CURRENT is only for functions", "")
		}
		return p.unexpected()
	}
	if p.accept("default") {
		n.Default = true
		return nil
	}
	return p.setList(n)
}

// settingName takes a setting's name, dots included, folded.
func (p *parser) settingName() (string, error) {
	name, err := p.label()
	for err == nil && p.accept(".") {
		var part string
		part, err = p.label()
		name += "." + part
	}
	return strings.ToLower(name), err
}

func (p *parser) nameOrString(n *Set) error {
	if p.peek().isString() {
		v, err := p.str()
		n.Values, n.Value = []string{v}, v
		if n.Name == "search_path" {
			n.Value = pathItem(v)
		}
		return err
	}
	v, err := p.label()
	n.Values, n.Value = []string{v}, v
	return err
}

func (p *parser) setList(n *Set) error {
	for {
		t := p.peek()
		var v string
		switch {
		case t.isString():
			s, err := p.str()
			if err != nil {
				return err
			}
			v = s
		case t.isName():
			v, _ = p.label()
		default:
			sign := ""
			if t.Kind == TokOp && (p.at("-") || p.at("+")) {
				if p.at("-") {
					sign = "-"
				}
				p.i++
				t = p.peek()
			}
			if t.Kind != TokInt && t.Kind != TokFloat {
				return p.unexpected()
			}
			v = sign + t.text(p.src)
			p.i++
		}
		n.Values = append(n.Values, v)
		if !p.accept(",") {
			break
		}
	}
	items := n.Values
	if n.Name == "search_path" || n.Name == "temp_tablespaces" {
		items = make([]string, len(n.Values))
		for i, v := range n.Values {
			items[i] = pathItem(v)
		}
	}
	n.Value = strings.Join(items, ", ")
	return nil
}

// pathItem quotes a schema name where PostgreSQL would.
func pathItem(v string) string {
	for i := 0; i < len(v); i++ {
		if c := v[i]; !(c >= 'a' && c <= 'z' || c == '_' || c >= 0x80 || i > 0 && (isDigit(c) || c == '$')) {
			return quoteIdent(v)
		}
	}
	if v == "" || reserved[v] {
		return quoteIdent(v)
	}
	return v
}

// timeZone takes what follows SET TIME ZONE; an interval becomes hours and minutes as text.
func (p *parser) timeZone(n *Set) error {
	if p.acceptAny("local", "default") != "" {
		n.Default = true
		return nil
	}
	if p.at("interval") && p.peekAt(1).isString() {
		p.i++
		v, err := p.str()
		if err != nil {
			return err
		}
		n.Values, n.Value = []string{v}, "INTERVAL "+quote(v)
		if p.acceptAny("hour") != "" && p.accept("to") {
			return p.expect("minute")
		}
		return nil
	}
	return p.setList(n)
}

// settingOrAll reads what RESET and SHOW name; "" is ALL.
func (p *parser) settingOrAll() (string, error) {
	switch {
	case p.accept("all"):
		return "", nil
	case p.accept("time", "zone"):
		return "timezone", nil
	case p.accept("transaction", "isolation", "level"):
		return "transaction_isolation", nil
	case p.accept("session", "authorization"):
		return "session_authorization", nil
	}
	return p.settingName()
}

func parseReset(st *Statement, p *parser) error {
	p.accept("reset")
	name, err := p.settingOrAll()
	if err != nil {
		return err
	}
	st.session(KindReset, "RESET", &Reset{Name: name})
	return p.finish()
}

// showTables is DuckDB's SHOW TABLES without the relations of the shim, which stands on the search path too.
const showTables = "SELECT name FROM (SELECT DISTINCT name FROM (SHOW ALL TABLES) WHERE database NOT IN ('shim', 'shim_image') AND schema IN (SELECT unnest(current_schemas(false)))) ORDER BY name"

func parseShow(st *Statement, p *parser) error {
	p.accept("show")
	if p.at("tables") && p.peekAt(1).Kind == TokEOF {
		err := st.engine(KindDuck, "SHOW", p)
		st.SQL = showTables
		return err
	}
	name, err := p.settingOrAll()
	if err != nil {
		return err
	}
	st.session(KindShow, "SHOW", &Show{Name: name})
	return p.finish()
}

func parseDiscard(st *Statement, p *parser) error {
	p.accept("discard")
	w := p.acceptAny("all", "plans", "sequences", "temp", "temporary")
	switch w {
	case "":
		return p.unexpected()
	case "temporary":
		w = "temp"
	}
	w = strings.ToUpper(w)
	st.session(KindDiscard, "DISCARD "+w, &Discard{What: w})
	return p.finish()
}
