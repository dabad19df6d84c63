package explain

import (
	"strconv"
	"strings"
)

// Options are what EXPLAIN was told.
type Options struct {
	Analyze, Verbose, Costs, Timing, Summary bool
	Format                                   string // text, json, xml, yaml
}

// field is a key with its value: a text, a number or truth as it is written, a list of texts, or groups of fields.
type field struct {
	key    string
	text   string
	plain  bool // no quotes round text
	list   []string
	groups [][]field
	one    bool // a single group, and not a list of them
}

func text(key, s string) field  { return field{key: key, text: s} }
func plain(key, s string) field { return field{key: key, text: s, plain: true} }

func decimal(v float64, n int) string { return strconv.FormatFloat(v, 'f', n, 64) }

// query gives the fields of a whole statement.
func (p *Plan) query(o Options) []field {
	out := []field{{key: "Plan", groups: [][]field{p.root.fields(o, "")}, one: true}}
	if o.Summary {
		out = append(out, plain("Planning Time", decimal(p.planning, 3)))
	}
	if o.Analyze {
		out = append(out, field{key: "Triggers", groups: [][]field{}})
	}
	if o.Analyze && o.Summary {
		out = append(out, plain("Execution Time", decimal(p.execution, 3)))
	}
	return out
}

// fields gives those of an operator. role is what it is to the one above.
func (n *node) fields(o Options, role string) []field {
	op := n.operator()
	out := []field{text("Node Type", op.kind)}
	if op.strategy != "" {
		out = append(out, text("Strategy", op.strategy), text("Partial Mode", "Simple"))
	}
	if op.kind == "ModifyTable" {
		out = append(out, text("Operation", op.text))
	}
	if role != "" {
		out = append(out, text("Parent Relationship", role))
	}
	out = append(out, plain("Parallel Aware", "false"), plain("Async Capable", "false"))
	if j := joinType(n); j != "" {
		out = append(out, text("Join Type", j))
	}
	if r := n.relation(); r != "" {
		out = append(out, text("Relation Name", r), text("Alias", r))
	} else if op.kind == "Function Scan" {
		f := strings.ToLower(n.first("Function"))
		out = append(out, text("Function Name", f), text("Alias", f))
	}
	if o.Costs {
		out = append(out, plain("Startup Cost", "0.00"), plain("Total Cost", decimal(n.cost(), 2)),
			plain("Plan Rows", decimal(n.estimate(), 0)), plain("Plan Width", "0"))
	}
	if o.Analyze && n.known() {
		if o.Timing {
			out = append(out, plain("Actual Startup Time", "0.000"), plain("Actual Total Time", decimal(n.CPU*1000, 3)))
		}
		out = append(out, plain("Actual Rows", decimal(n.Rows, 0)), plain("Actual Loops", "1"))
	}
	for _, d := range n.details(op, o.Verbose) {
		if d.one {
			out = append(out, text(d.key, strings.Join(d.list, " AND ")))
		} else {
			out = append(out, field{key: d.key, list: d.list})
		}
	}
	var plans [][]field
	for i := range n.Children {
		role := "Outer"
		switch {
		case op.kind == "Append" || len(n.Children) > 2:
			role = "Member"
		case i == 1:
			role = "Inner"
		}
		plans = append(plans, n.Children[i].fields(o, role))
	}
	if plans != nil {
		out = append(out, field{key: "Plans", groups: plans})
	}
	return out
}

// joinType is that of a join, in PostgreSQL's words.
func joinType(n *node) string {
	switch t := n.first("Join Type"); t {
	case "":
		return ""
	case "INNER", "LEFT", "RIGHT", "SEMI", "ANTI":
		return t[:1] + strings.ToLower(t[1:])
	case "OUTER", "FULL":
		return "Full"
	default:
		return strings.ToLower(t)
	}
}
