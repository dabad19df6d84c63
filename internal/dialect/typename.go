package dialect

import (
	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// TypeNamed gives the OID of a type as a client writes it, qualified, quoted, with a length or as an array; 0 when there is none.
func TypeNamed(text string) uint32 {
	s := parseTree("SELECT NULL::" + text).GetSelectStmt()
	if s == nil || len(s.TargetList) != 1 || len(s.FromClause) > 0 {
		return 0
	}
	return declaredOID(s.TargetList[0].GetResTarget().GetVal().GetTypeCast().GetTypeName())
}

// declaredOID is the type of the name; 0 when PostgreSQL has none of it.
func declaredOID(n *pg.TypeName) uint32 {
	oid, ok := pgtypes.ByName(lastName(n.GetNames()))
	if ok && len(n.ArrayBounds) > 0 {
		oid = pgtypes.ArrayOf(oid)
	}
	return uint32(oid)
}
