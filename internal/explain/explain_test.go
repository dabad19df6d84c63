package explain

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

const planned = `[{"name": "HASH_JOIN", "children": [
	{"name": "SEQ_SCAN ", "children": [], "extra_info": {"Table": "lake.public.t", "Projections": ["a", "b"], "Filters": "a<3", "Filename(s)": "/data/x", "Estimated Cardinality": "20"}},
	{"name": "FANCY_NEW_THING", "children": [], "extra_info": {"Estimated Cardinality": "4"}}],
	"extra_info": {"Join Type": "LEFT", "Conditions": ["a = b", "c = \"d\""], "Estimated Cardinality": "5"}}]`

const ran = `{"latency": 0.002, "extra_info": {}, "children": [{"operator_type": "EXPLAIN_ANALYZE", "operator_name": "EXPLAIN_ANALYZE", "extra_info": {}, "children": [
	{"operator_type": "HASH_GROUP_BY", "operator_name": "HASH_GROUP_BY", "operator_cardinality": 2, "cpu_time": 0.0015, "extra_info": {"Groups": ["#0", "#1"], "Estimated Cardinality": "7"}, "children": []}]}]}`

func parsed(t *testing.T, texts ...string) (plans []*Plan) {
	for _, s := range texts {
		p, err := Parse([]byte(s), 0.003)
		require.NoError(t, err)
		require.True(t, p.Told())
		plans = append(plans, p)
	}
	return plans
}

// The layout is PostgreSQL's: how far lines are set in, where the parts of a line stand.
func TestText(t *testing.T) {
	require.Equal(t, []string{
		"Hash Left Join  (cost=0.00..0.29 rows=5 width=0)",
		`  Hash Cond: a = b AND c = "d"`,
		"  ->  Seq Scan on t  (cost=0.00..0.20 rows=20 width=0)",
		"        Filter: a<3",
		"  ->  Fancy New Thing  (cost=0.00..0.04 rows=4 width=0)",
	}, Lines(parsed(t, planned), Options{Costs: true}))
	require.Equal(t, []string{
		"Hash Left Join", `  Hash Cond: a = b AND c = "d"`, "  ->  Seq Scan on t", "        Output: a, b", "        Filter: a<3", "  ->  Fancy New Thing",
		"Planning Time: 3.000 ms",
		"",
		"HashAggregate", "  Group Key: #0, #1",
		"Planning Time: 1.000 ms",
	}, Lines(parsed(t, planned, ran), Options{Verbose: true, Summary: true}))
	require.Equal(t, []string{
		"HashAggregate  (cost=0.00..0.07 rows=7 width=0) (actual time=0.000..1.500 rows=2 loops=1)", "  Group Key: #0, #1",
		"Planning Time: 1.000 ms", "Execution Time: 2.000 ms",
	}, Lines(parsed(t, ran), Options{Costs: true, Analyze: true, Timing: true, Summary: true}))
}

func TestForms(t *testing.T) {
	o := Options{Costs: true, Analyze: true, Timing: true, Summary: true, Verbose: true, Format: "json"}
	var list []struct {
		Plan map[string]any
	}
	require.NoError(t, json.Unmarshal([]byte(Lines(parsed(t, planned, ran), o)[0]), &list))
	require.Len(t, list, 2)
	require.Equal(t, "Hash Join", list[0].Plan["Node Type"])
	require.Equal(t, "Left", list[0].Plan["Join Type"])
	below := list[0].Plan["Plans"].([]any)[0].(map[string]any)
	require.Equal(t, "t", below["Relation Name"])
	require.EqualValues(t, 20, below["Plan Rows"])
	require.Equal(t, []any{"a", "b"}, below["Output"])
	require.EqualValues(t, 2, list[1].Plan["Actual Rows"])
	require.NotContains(t, Lines(parsed(t, planned), o)[0], "/data")

	o.Format = "yaml"
	var same []map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(Lines(parsed(t, planned, ran), o)[0]), &same))
	require.Len(t, same, 2)
	require.Equal(t, "Aggregate", same[1]["Plan"].(map[string]any)["Node Type"])
	require.Equal(t, "t", same[0]["Plan"].(map[string]any)["Plans"].([]any)[0].(map[string]any)["Relation Name"])

	o.Format = "xml"
	d := xml.NewDecoder(strings.NewReader(Lines(parsed(t, planned, ran), o)[0]))
	queries := 0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		if e, is := tok.(xml.StartElement); is && e.Name.Local == "Query" {
			queries++
		}
	}
	require.Equal(t, 2, queries)
}

// What the engine has nothing to tell of has no numbers.
func TestUntold(t *testing.T) {
	p, err := Parse([]byte(`{"latency": 0, "children": [], "extra_info": {}}`), 0)
	require.NoError(t, err)
	require.False(t, p.Told())
	require.Equal(t, []string{"Result"}, Lines([]*Plan{p}, Options{Analyze: true, Timing: true}))
	_, err = Parse([]byte(`nonsense`), 0)
	require.Error(t, err)
}
