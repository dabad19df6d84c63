package dialect

func parseNotify(st *Statement, p *parser) error {
	verb := p.acceptAny("listen", "unlisten", "notify")
	if verb == "unlisten" && p.accept("*") {
		st.session(KindUnlisten, "UNLISTEN", &Unlisten{All: true})
		return p.finish()
	}
	name, err := p.name()
	if err != nil {
		return err
	}
	switch verb {
	case "listen":
		st.session(KindListen, "LISTEN", &Listen{Channel: name})
	case "unlisten":
		st.session(KindUnlisten, "UNLISTEN", &Unlisten{Channel: name})
	default:
		n := &Notify{Channel: name}
		if p.accept(",") {
			if n.Payload, err = p.str(); err != nil {
				return err
			}
		}
		st.session(KindNotify, "NOTIFY", n)
	}
	return p.finish()
}
