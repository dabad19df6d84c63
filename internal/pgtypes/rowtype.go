package pgtypes

// A table or view of the lake has four OIDs from 16384 on: its own, its row's type, and that of arrays of its rows.
const firstOwn OID = 16384

// RowOf gives the type of a relation's rows, 0 where it has none that lasts.
func RowOf(relation OID) OID {
	if relation < firstOwn || relation%4 != 0 {
		return 0
	}
	return relation + 1
}

// IsRow tells the types of the lake's rows.
func IsRow(oid OID) bool { return oid > firstOwn && oid%4 == 1 }

// rowOfArray gives the row's type where oid is that of arrays of a relation's rows.
func rowOfArray(oid OID) (OID, bool) { return oid - 1, oid > firstOwn && oid%4 == 2 }
