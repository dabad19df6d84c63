package dialect

import (
	"strings"

	"lakewire/internal/pgerr"
)

// parseUtility takes the verbs that we accept for nothing or refuse; any other word is PostgreSQL's syntax error.
func parseUtility(st *Statement, p *parser) error {
	w := lower(p.peek().text(p.src))
	if p.peek().Kind != TokIdent {
		return p.unexpected()
	}
	switch w {
	case "vacuum", "analyze", "analyse":
		return parseVacuum(st, p)
	case "checkpoint":
		p.i++
		st.session(KindVacuum, "CHECKPOINT", &Checkpoint{})
		return p.finish()
	case "cluster", "reindex":
		return parseCluster(st, p, w)
	case "grant", "revoke":
		return st.accept(strings.ToUpper(w), pgerr.Noticef("privileges on objects are not kept: %s does nothing", strings.ToUpper(w)))
	case "security":
		return st.refuse("security labels are not supported", "")
	case "refresh":
		return parseRefresh(st, p)
	case "do":
		return st.refuse("DO is not supported", "The server has no procedural language.")
	case "call":
		return st.refuse("procedures are not supported", "")
	case "reassign", "import":
		if w == "import" && p.is(p.peekAt(1), "database") {
			return st.forbid("permission denied for IMPORT DATABASE")
		}
		return st.refuse(strings.ToUpper(w)+" is not supported", "")
	case "force":
		return st.forbid("permission denied for FORCE")
	case "use":
		return st.refuse("USE is not supported", `Use SET search_path, or connect to the other database.`)
	case "load", "install", "attach", "detach", "export", "pragma", "update_extensions":
		return st.forbid("permission denied for " + strings.ToUpper(w))
	}
	return p.unexpected()
}

// parseCluster takes CLUSTER and REINDEX, which have nothing to do where there are no indexes; the table must be there.
func parseCluster(st *Statement, p *parser, w string) error {
	if parseTree(st.Text) == nil {
		return st.accept(strings.ToUpper(w), nil)
	}
	p.i++
	if p.at("(") {
		p.skipParens()
	}
	p.accept("verbose")
	var table *Name
	if w == "cluster" && !p.end() || p.accept("table") {
		p.accept("concurrently")
		if n, err := p.relation(); err == nil {
			if w == "cluster" && p.accept("on") { // CLUSTER index ON table
				n, err = p.relation()
			}
			if err == nil {
				table = &n
			}
		}
	}
	if err := st.accept(strings.ToUpper(w), nil); err != nil || table == nil {
		return err
	}
	st.Node.(*NoOp).Table = table
	st.Mentions = append(st.Mentions, *table)
	return nil
}
