package reference

import "testing"

func TestAnswersTPCH(t *testing.T) {
	r := Open(t, "0.01")
	queries := r.Rows(t, "select query_nr, query from tpch_queries() order by 1")
	if len(queries) != 22 {
		t.Fatalf("%d queries", len(queries))
	}
	if got := r.Rows(t, "select count(*) from lineitem"); got[0][0] != "60175" { // as the TPC-H tools make it
		t.Fatalf("lineitem holds %v", got)
	}
	if got := r.Rows(t, "select null, 'a,\"b', 1.50"); got[0][0] != `\N` || got[0][1] != `a,"b` || got[0][2] != "1.50" {
		t.Fatalf("%q", got)
	}
}
