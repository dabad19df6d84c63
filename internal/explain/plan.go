package explain

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// Plan is a statement's plan.
type Plan struct {
	root      node
	planning  float64 // milliseconds
	execution float64
}

// node is an operator. The engine tells the two forms, with and without ANALYZE, by different names.
type node struct {
	Name     string                     `json:"name"`
	Operator string                     `json:"operator_name"`
	Type     string                     `json:"operator_type"`
	Rows     float64                    `json:"operator_cardinality"`
	CPU      float64                    `json:"cpu_time"` // seconds, of what is below it too
	Latency  float64                    `json:"latency"`  // of the whole
	Extra    map[string]json.RawMessage `json:"extra_info"`
	Children []node                     `json:"children"`
}

// Parse reads what EXPLAIN (FORMAT json) of the engine answers. took is how many seconds it needed.
func Parse(answer []byte, took float64) (*Plan, error) {
	p := &Plan{planning: took * 1000}
	if strings.HasPrefix(strings.TrimSpace(string(answer)), "[") {
		var list []node
		if err := json.Unmarshal(answer, &list); err != nil {
			return nil, err
		}
		if len(list) > 0 {
			p.root = list[0]
		}
		return p, nil
	}
	if err := json.Unmarshal(answer, &p.root); err != nil {
		return nil, err
	}
	p.execution = p.root.Latency * 1000
	p.planning = max(p.planning-p.execution, 0)
	for p.root.Type == "" || p.root.Type == "EXPLAIN_ANALYZE" {
		if len(p.root.Children) == 0 {
			break
		}
		p.root = p.root.Children[0]
	}
	return p, nil
}

// Told tells whether the engine has told anything: of rows that are written out it has nothing to tell.
func (p *Plan) Told() bool { return p.root.known() }

func (n *node) known() bool { return n.Name != "" || n.Type != "" }

// extra gives an item of what the engine tells of an operator.
func (n *node) extra(key string) []string {
	raw, ok := n.Extra[key]
	if !ok {
		return nil
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	var list []string
	if json.Unmarshal(raw, &list) != nil {
		return nil
	}
	return list
}

func (n *node) first(key string) string {
	if l := n.extra(key); len(l) > 0 {
		return strings.Join(l, " AND ")
	}
	return ""
}

// estimate is how many rows the engine expects; of operators of which it does not say, as many as come from below.
func (n *node) estimate() float64 {
	if v, err := strconv.ParseFloat(n.first("Estimated Cardinality"), 64); err == nil {
		return v
	}
	if v, err := strconv.ParseFloat(n.first("Top"), 64); err == nil {
		return v
	}
	most := 1.0
	for i := range n.Children {
		most = math.Max(most, n.Children[i].estimate())
	}
	return most
}

// cost is the sum over the operator and all below it.
func (n *node) cost() float64 {
	sum := n.estimate() * 0.01
	for i := range n.Children {
		sum += n.Children[i].cost()
	}
	return sum
}
