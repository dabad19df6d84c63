package pgtypes

// IsReg tells PostgreSQL's object identifier types: their values are OIDs, and are shown as names.
func IsReg(oid OID) bool {
	switch oid {
	case OIDRegproc, OIDRegprocedure, OIDRegoper, OIDRegoperator, OIDRegclass, OIDRegtype, OIDRegnamespace, OIDRegrole, OIDRegconfig,
		OIDRegdictionary, OIDRegcollation:
		return true
	}
	return false
}

// Opaque tells the types of PostgreSQL whose values are texts here, written in PostgreSQL's form.
func Opaque(oid OID) bool {
	switch oid {
	case OIDPgNodeTree, OIDPgLSN, OIDJSONPath, OIDAclitem, OIDAnyarray, OIDTid, oidNDistinct, oidDependencies, oidMCVList:
		return true
	}
	return false
}

// What statistics objects hold, of which there are none.
const (
	oidNDistinct    OID = 3361
	oidDependencies OID = 3402
	oidMCVList      OID = 5017
)
