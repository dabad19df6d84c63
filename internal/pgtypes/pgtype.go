package pgtypes

import (
	_ "embed"
	"strconv"
	"strings"
)

// Type is a row of PostgreSQL's pg_type.
type Type struct {
	OID       OID
	Name      string // typname: int4
	Len       int16
	Class     byte // typtype: b base, c composite, d domain, p pseudo, r range, m multirange
	Category  byte // typcategory: N numeric, S string, A array, …
	Preferred bool // typispreferred
	Delim     byte
	Elem      OID
	Array     OID
	Typmod    bool   // takes a modifier, as numeric(p,s)
	SQLName   string // format_type: integer
}

//go:embed pg_type.tsv
var recorded string

// types is pg_type in order of OID; the maps lead into it.
var (
	types       = parse(recorded)
	byOID       = index(types, func(t *Type) (OID, bool) { return t.OID, true })
	byTypname   = index(types, func(t *Type) (string, bool) { return t.Name, true })
	bySQLName   = index(types, func(t *Type) (string, bool) { return strings.ToLower(t.SQLName), true })
	elemOfArray = index(types, func(t *Type) (OID, bool) { return t.Array, t.Array != 0 })
)

// spellings are the names that PostgreSQL's grammar knows beside typname and format_type.
var spellings = map[string]string{
	"int": "int4", "decimal": "numeric", "dec": "numeric", "float": "float8", "char": "bpchar",
	"nchar": "bpchar", "string": "text", "bit varying": "varbit", `"char"`: "char", "character": "bpchar",
}

func parse(tsv string) []Type {
	lines := strings.Split(strings.TrimSpace(tsv), "\n")
	out := make([]Type, len(lines))
	num := func(s string) int { n, _ := strconv.Atoi(s); return n }
	for i, line := range lines {
		f := strings.Split(line, "\t")
		out[i] = Type{
			OID: OID(num(f[0])), Name: f[1], Len: int16(num(f[2])), Class: f[3][0], Category: f[4][0], Preferred: f[5] == "t",
			Delim: f[6][0], Elem: OID(num(f[7])), Array: OID(num(f[8])), Typmod: f[9] == "t", SQLName: f[10],
		}
	}
	return out
}

func index[K comparable](ts []Type, key func(*Type) (K, bool)) map[K]*Type {
	m := make(map[K]*Type, len(ts))
	for i := range ts {
		if k, ok := key(&ts[i]); ok {
			if _, taken := m[k]; !taken {
				m[k] = &ts[i]
			}
		}
	}
	return m
}

// All gives pg_type in order of OID. The caller must not change it.
func All() []Type { return types }

// Lookup gives the pg_type row of oid, or nil.
func Lookup(oid OID) *Type { return byOID[oid] }

// Name gives typname, or "" for an unknown OID.
func Name(oid OID) string {
	if t := byOID[oid]; t != nil {
		return t.Name
	}
	return ""
}

// SQLName gives the name that error messages use, such as "integer" for int4; "???" for an unknown OID, as format_type does.
func SQLName(oid OID) string {
	if t := byOID[oid]; t != nil {
		return t.SQLName
	}
	return "???"
}

// ByName finds a type by typname, by SQL name or by a spelling of the grammar, in any case, with [] for arrays.
func ByName(name string) (OID, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if base, ok := strings.CutSuffix(name, "[]"); ok {
		elem, ok := ByName(base)
		if !ok {
			return 0, false
		}
		array := ArrayOf(elem)
		return array, array != 0
	}
	if s, ok := spellings[name]; ok {
		name = s
	}
	if t := byTypname[name]; t != nil {
		return t.OID, true
	}
	if t := bySQLName[name]; t != nil {
		return t.OID, true
	}
	return 0, false
}

// ByTypname finds a type by typname alone; 0 if there is none.
func ByTypname(name string) OID {
	if t := byTypname[name]; t != nil {
		return t.OID
	}
	return 0
}

// ArrayOf gives the array type over oid, or 0. An array of arrays has the type of the array.
func ArrayOf(oid OID) OID {
	t := byOID[oid]
	if t == nil {
		return 0
	}
	if t.Array == 0 && t.Category == 'A' && t.Len == -1 {
		return oid
	}
	return t.Array
}

// IsArray tells whether a type is an array.
func IsArray(oid OID) bool { return elemOfArray[oid] != nil }

// ElemOf gives the element type when oid is a true array type.
func ElemOf(oid OID) (OID, bool) {
	if t := elemOfArray[oid]; t != nil {
		return t.OID, true
	}
	if row, ok := rowOfArray(oid); ok {
		return row, true
	}
	return 0, false
}

// Len gives typlen: the fixed size, -1 for varying, -2 for C strings; -1 for an unknown OID.
func Len(oid OID) int16 {
	if t := byOID[oid]; t != nil {
		return t.Len
	}
	return -1
}
