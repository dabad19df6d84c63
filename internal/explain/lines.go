package explain

import "strings"

// lines adds a plan as text.
func (p *Plan) lines(out []string, o Options) []string {
	out = p.root.lines(out, o, 0)
	if o.Summary {
		out = append(out, "Planning Time: "+decimal(p.planning, 3)+" ms")
	}
	if o.Analyze && o.Summary {
		out = append(out, "Execution Time: "+decimal(p.execution, 3)+" ms")
	}
	return out
}

func (n *node) lines(out []string, o Options, depth int) []string {
	op := n.operator()
	head, indent := "", "  "
	if depth > 0 {
		head = strings.Repeat(" ", 6*depth-4) + "->  "
		indent = strings.Repeat(" ", 6*depth+2)
	}
	line := head + n.title(op)
	if o.Costs {
		line += "  (cost=0.00.." + decimal(n.cost(), 2) + " rows=" + decimal(n.estimate(), 0) + " width=0)"
	}
	if o.Analyze && n.known() {
		line += " (actual "
		if o.Timing {
			line += "time=0.000.." + decimal(n.CPU*1000, 3) + " "
		}
		line += "rows=" + decimal(n.Rows, 0) + " loops=1)"
	}
	out = append(out, line)
	for _, d := range n.details(op, o.Verbose) {
		join := ", "
		if d.one {
			join = " AND "
		}
		out = append(out, indent+d.key+": "+strings.ReplaceAll(strings.Join(d.list, join), "\n", " "))
	}
	for i := range n.Children {
		out = n.Children[i].lines(out, o, depth+1)
	}
	return out
}

// title is what a line of text calls an operator.
func (n *node) title(op operator) string {
	name := op.kind
	if op.text != "" {
		name = op.text
	}
	if j := joinType(n); j != "" && j != "Inner" {
		if name == "Nested Loop" {
			name += " " + j + " Join"
		} else {
			name = strings.TrimSuffix(name, "Join") + j + " Join"
		}
	}
	if r := n.relation(); r != "" {
		name += " on " + r
	} else if op.kind == "Function Scan" {
		name += " on " + strings.ToLower(n.first("Function"))
	}
	return name
}
