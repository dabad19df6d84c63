package pgtypes

import "testing"

func TestDescribe(t *testing.T) {
	i4 := &Logical{Kind: Integer}
	dec := &Logical{Kind: Decimal, Width: 15, Scale: 2}
	st := &Logical{Kind: Struct, Fields: []Field{{"a", i4}}}
	for _, c := range []struct {
		t    *Logical
		want Desc
		duck string
	}{
		{i4, Desc{23, 4, -1}, "INTEGER"},
		{&Logical{Kind: UTinyInt}, Desc{21, 2, -1}, "UTINYINT"},
		{&Logical{Kind: USmallInt}, Desc{23, 4, -1}, "USMALLINT"},
		{&Logical{Kind: UInteger}, Desc{20, 8, -1}, "UINTEGER"},
		{&Logical{Kind: UBigInt}, Desc{1700, -1, -1}, "UBIGINT"},
		{dec, Desc{1700, -1, 983046}, "DECIMAL(15,2)"}, // atttypmod of numeric(15,2)
		{&Logical{Kind: List, Elem: &Logical{Kind: List, Elem: dec}}, Desc{1231, -1, 983046}, "DECIMAL(15,2)[][]"},
		{&Logical{Kind: Array, Size: 3, Elem: i4}, Desc{1007, -1, -1}, "INTEGER[3]"},
		{&Logical{Kind: List, Elem: st}, Desc{199, -1, -1}, `STRUCT("a" INTEGER)[]`},
		{&Logical{Kind: Varchar, Alias: "JSON"}, Desc{114, -1, -1}, "JSON"},
		{&Logical{Kind: Varchar, Alias: "jsonb"}, Desc{3802, -1, -1}, "jsonb"},
		{&Logical{Kind: Varchar, Alias: "name"}, Desc{19, 64, -1}, "name"},
		{&Logical{Kind: Null}, Desc{25, -1, -1}, "VARCHAR"},
		{&Logical{Kind: TimestampNS}, Desc{1114, 8, -1}, "TIMESTAMP_NS"},
		{&Logical{Kind: Enum, Labels: []string{"a", "b'"}}, Desc{25, -1, -1}, "ENUM('a', 'b''')"},
	} {
		if got := Describe(c.t); got != c.want {
			t.Errorf("%s: %v, want %v", c.duck, got, c.want)
		}
		if got := DuckName(c.t); got != c.duck {
			t.Errorf("DuckName %s, want %s", got, c.duck)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]OID{
		"int4": 23, "INTEGER": 23, "int": 23, "double precision": 701, "timestamp with time zone": 1184, "_int4": 1007, "int4[]": 1007,
		"character varying": 1043, `"char"`: 18, "char": 1042, "text[][]": 1009, "json": 114,
	} {
		if got, ok := ByName(name); !ok || got != want {
			t.Errorf("%s: %d %v, want %d", name, got, ok, want)
		}
	}
	if _, ok := ByName("nonsense"); ok {
		t.Error("nonsense has a type")
	}
	if e, ok := ElemOf(OIDInt4Array); !ok || e != OIDInt4 {
		t.Error("elem of int4[]", e, ok)
	}
	if _, ok := ElemOf(OIDOidvector); ok {
		t.Error("oidvector is no true array")
	}
	if d, ok := DuckType(OIDNumericArray); !ok || d != "DECIMAL(38,9)[]" {
		t.Error(d, ok)
	}
	if len(All()) != 198 {
		t.Error(len(All()))
	}
}
