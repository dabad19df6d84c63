package explain

import (
	"encoding/json"
	"encoding/xml"
	"strings"
)

// Lines gives the rows of QUERY PLAN.
func Lines(plans []*Plan, o Options) []string {
	switch o.Format {
	case "json":
		return []string{asJSON(plans, o)}
	case "xml":
		return []string{asXML(plans, o)}
	case "yaml":
		return []string{asYAML(plans, o)}
	}
	var out []string
	for i, p := range plans {
		if i > 0 {
			out = append(out, "")
		}
		out = p.lines(out, o)
	}
	return out
}

func asJSON(plans []*Plan, o Options) string {
	var b strings.Builder
	b.WriteString("[")
	for i, p := range plans {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  ")
		jsonGroup(&b, p.query(o), "  ")
	}
	b.WriteString("\n]")
	return b.String()
}

func quoted(s string) string {
	out := new(strings.Builder)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // texts always can be
	return strings.TrimSuffix(out.String(), "\n")
}

func jsonGroup(b *strings.Builder, fs []field, indent string) {
	b.WriteString("{")
	in := indent + "  "
	for i, f := range fs {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n" + in + quoted(f.key) + ": ")
		switch {
		case f.one:
			jsonGroup(b, f.groups[0], in)
		case f.groups != nil:
			b.WriteString("[")
			for k, g := range f.groups {
				if k > 0 {
					b.WriteString(",")
				}
				b.WriteString("\n" + in + "  ")
				jsonGroup(b, g, in+"  ")
			}
			b.WriteString("\n" + in + "]")
		case f.list != nil:
			items := make([]string, len(f.list))
			for k, s := range f.list {
				items[k] = quoted(s)
			}
			b.WriteString("[" + strings.Join(items, ", ") + "]")
		case f.plain:
			b.WriteString(f.text)
		default:
			b.WriteString(quoted(f.text))
		}
	}
	b.WriteString("\n" + indent + "}")
}

func asXML(plans []*Plan, o Options) string {
	var b strings.Builder
	b.WriteString(`<explain xmlns="http://www.postgresql.org/2009/explain">`)
	for _, p := range plans {
		b.WriteString("\n  <Query>")
		xmlGroup(&b, p.query(o), "    ")
		b.WriteString("\n  </Query>")
	}
	b.WriteString("\n</explain>")
	return b.String()
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes all
	return b.String()
}

// xmlName makes a key a tag, as PostgreSQL does.
func xmlName(key string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '-'
	}, key)
}

func xmlGroup(b *strings.Builder, fs []field, indent string) {
	for _, f := range fs {
		tag := xmlName(f.key)
		b.WriteString("\n" + indent + "<" + tag + ">")
		switch {
		case f.one:
			xmlGroup(b, f.groups[0], indent+"  ")
			b.WriteString("\n" + indent)
		case f.groups != nil:
			for _, g := range f.groups {
				b.WriteString("\n" + indent + "  <Plan>")
				xmlGroup(b, g, indent+"    ")
				b.WriteString("\n" + indent + "  </Plan>")
			}
			b.WriteString("\n" + indent)
		case f.list != nil:
			for _, s := range f.list {
				b.WriteString("\n" + indent + "  <Item>" + escaped(s) + "</Item>")
			}
			b.WriteString("\n" + indent)
		default:
			b.WriteString(escaped(f.text))
		}
		b.WriteString("</" + tag + ">")
	}
}

func asYAML(plans []*Plan, o Options) string {
	var b strings.Builder
	for i, p := range plans {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("- ")
		yamlGroup(&b, p.query(o), "  ")
	}
	return b.String()
}

// yamlGroup writes fields, the first of which goes on the line that has begun.
func yamlGroup(b *strings.Builder, fs []field, indent string) {
	for i, f := range fs {
		if i > 0 {
			b.WriteString("\n" + indent)
		}
		b.WriteString(f.key + ": ")
		switch {
		case f.one:
			b.WriteString("\n" + indent + "  ")
			yamlGroup(b, f.groups[0], indent+"  ")
		case f.groups != nil:
			for _, g := range f.groups {
				b.WriteString("\n" + indent + "  - ")
				yamlGroup(b, g, indent+"    ")
			}
		case f.list != nil:
			for _, s := range f.list {
				b.WriteString("\n" + indent + "  - " + quoted(s))
			}
		case f.plain:
			b.WriteString(f.text)
		default:
			b.WriteString(quoted(f.text))
		}
	}
}
