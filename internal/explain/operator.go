package explain

import (
	"slices"
	"strings"
)

// operator is how PostgreSQL would call one of the engine's.
type operator struct {
	kind     string // Node Type
	strategy string // of an Aggregate
	text     string // what text says instead of kind
}

var operators = map[string]operator{
	"DUCKLAKE_SCAN":            {kind: "Seq Scan"},
	"SEQ_SCAN":                 {kind: "Seq Scan"},
	"TABLE_SCAN":               {kind: "Seq Scan"},
	"INDEX_SCAN":               {kind: "Index Scan"},
	"COLUMN_DATA_SCAN":         {kind: "Values Scan"},
	"CHUNK_SCAN":               {kind: "Values Scan"},
	"EXPRESSION_SCAN":          {kind: "Values Scan"},
	"DUMMY_SCAN":               {kind: "Result"},
	"EMPTY_RESULT":             {kind: "Result"},
	"CTE_SCAN":                 {kind: "CTE Scan"},
	"RECURSIVE_CTE_SCAN":       {kind: "WorkTable Scan"},
	"RECURSIVE_CTE":            {kind: "Recursive Union"},
	"RECURSIVE_KEY_CTE":        {kind: "Recursive Union"},
	"REC_CTE":                  {kind: "Recursive Union"},
	"REC_CTE_SCAN":             {kind: "WorkTable Scan"},
	"CTE":                      {kind: "CTE"},
	"HASH_JOIN":                {kind: "Hash Join"},
	"PIECEWISE_MERGE_JOIN":     {kind: "Merge Join"},
	"IE_JOIN":                  {kind: "Merge Join"},
	"IEJOIN":                   {kind: "Merge Join"},
	"ASOF_JOIN":                {kind: "Merge Join"},
	"NESTED_LOOP_JOIN":         {kind: "Nested Loop"},
	"BLOCKWISE_NL_JOIN":        {kind: "Nested Loop"},
	"CROSS_PRODUCT":            {kind: "Nested Loop"},
	"LEFT_DELIM_JOIN":          {kind: "Hash Join"},
	"RIGHT_DELIM_JOIN":         {kind: "Hash Join"},
	"DELIM_SCAN":               {kind: "WorkTable Scan"},
	"UNGROUPED_AGGREGATE":      {kind: "Aggregate", strategy: "Plain"},
	"HASH_GROUP_BY":            {kind: "Aggregate", strategy: "Hashed", text: "HashAggregate"},
	"PERFECT_HASH_GROUP_BY":    {kind: "Aggregate", strategy: "Hashed", text: "HashAggregate"},
	"PARTITIONED_AGGREGATE":    {kind: "Aggregate", strategy: "Hashed", text: "HashAggregate"},
	"ORDER_BY":                 {kind: "Sort"},
	"TOP_N":                    {kind: "Limit"},
	"LIMIT":                    {kind: "Limit"},
	"STREAMING_LIMIT":          {kind: "Limit"},
	"LIMIT_PERCENT":            {kind: "Limit"},
	"WINDOW":                   {kind: "WindowAgg"},
	"STREAMING_WINDOW":         {kind: "WindowAgg"},
	"UNION":                    {kind: "Append"},
	"UNNEST":                   {kind: "ProjectSet"},
	"INOUT_FUNCTION":           {kind: "ProjectSet"},
	"DUCKLAKE_INSERT":          {kind: "ModifyTable", text: "Insert"},
	"INSERT":                   {kind: "ModifyTable", text: "Insert"},
	"BATCH_INSERT":             {kind: "ModifyTable", text: "Insert"},
	"DUCKLAKE_DELETE":          {kind: "ModifyTable", text: "Delete"},
	"DELETE":                   {kind: "ModifyTable", text: "Delete"},
	"DUCKLAKE_UPDATE":          {kind: "ModifyTable", text: "Update"},
	"UPDATE":                   {kind: "ModifyTable", text: "Update"},
	"CREATE_TABLE_AS":          {kind: "ModifyTable", text: "Insert"},
	"BATCH_CREATE_TABLE_AS":    {kind: "ModifyTable", text: "Insert"},
	"DUCKLAKE_CREATE_TABLE_AS": {kind: "ModifyTable", text: "Insert"},
}

// name is the engine's name of an operator.
func (n *node) name() string {
	if _, is := operators[n.Type]; is {
		return n.Type
	}
	if n.Name != "" {
		return strings.TrimSpace(n.Name)
	}
	if n.Operator != "" {
		return strings.TrimSpace(n.Operator)
	}
	return n.Type
}

// operator tells what an operator is. What PostgreSQL has none of is told by the engine's name, as words.
func (n *node) operator() operator {
	name := n.name()
	if !n.known() {
		return operator{kind: "Result"}
	}
	o, known := operators[name]
	if n.first("Function") != "" && n.relation() == "" && (!known || o.kind == "Seq Scan") {
		return operator{kind: "Function Scan"}
	}
	if !known {
		words := strings.Fields(strings.ReplaceAll(strings.ToLower(name), "_", " "))
		for i, w := range words {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
		return operator{kind: strings.Join(words, " ")}
	}
	return o
}

// relation is the name of the table that an operator reads or writes.
func (n *node) relation() string {
	for _, key := range []string{"Table", "Table Name"} {
		if t := n.first(key); t != "" {
			if at := strings.LastIndexByte(t, '.'); at >= 0 {
				t = t[at+1:]
			}
			return t
		}
	}
	return ""
}

// detail is something else that the engine tells of an operator.
type detail struct {
	key  string
	list []string
	one  bool // told as one value
}

// details gives the rest, by PostgreSQL's keys.
func (n *node) details(o operator, verbose bool) []detail {
	var out []detail
	add := func(key, from string, one bool) {
		if list := n.extra(from); len(list) > 0 {
			out = append(out, detail{key, list, one})
		}
	}
	if verbose {
		add("Output", "Projections", false)
	}
	add("Group Key", "Groups", false)
	add("Sort Key", "Order By", false)
	switch o.kind {
	case "Hash Join":
		add("Hash Cond", "Conditions", true)
	case "Merge Join":
		add("Merge Cond", "Conditions", true)
	default:
		add("Join Filter", "Conditions", true)
	}
	add("Filter", "Filters", true)
	add("Filter", "Expression", true)
	if verbose {
		told := []string{"Projections", "Groups", "Order By", "Conditions", "Filters", "Expression", "Estimated Cardinality", "Table", "Table Name", "Join Type", "Function", "Type", "Text",
			"Filename(s)"} // where the lake's files lie is not for clients
		var keys []string
		for k := range n.Extra {
			if !slices.Contains(told, k) {
				keys = append(keys, k)
			}
		}
		slices.Sort(keys)
		for _, k := range keys {
			add(strings.Trim(k, "_ "), k, false)
		}
	}
	return out
}
