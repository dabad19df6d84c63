package pgtypes

// Context is how much a conversion may do: what is written may do more than what goes without saying.
type Context byte

// The contexts, each with what the ones before it allow.
const (
	Implicit Context = iota
	Assignment
	Explicit
)

func allows(castcontext byte, c Context) bool {
	switch castcontext {
	case 'i':
		return true
	case 'a':
		return c >= Assignment
	}
	return c >= Explicit
}

// CategoryOf gives typcategory, X for an unknown OID.
func CategoryOf(oid OID) byte {
	if t := byOID[oid]; t != nil {
		return t.Category
	}
	return 'X'
}

// IsPreferred tells whether a type is the preferred one of its category.
func IsPreferred(oid OID) bool { t := byOID[oid]; return t != nil && t.Preferred }

func preferredIn(category byte, oid OID) bool { return CategoryOf(oid) == category && IsPreferred(oid) }

// CanCoerce tells whether PostgreSQL converts from one type to another in a context. Polymorphic types take everything here;
// whether several arguments agree is polymorph's to say.
func CanCoerce(from, to OID, c Context) bool {
	switch {
	case from == to, to == OIDAny, from == OIDUnknown, IsPolymorphic(to):
		return true
	}
	return pathway(from, to, c)
}

func pathway(from, to OID, c Context) bool {
	if from == to {
		return true
	}
	if ctx, ok := resolver().casts[[2]OID{from, to}]; ok {
		return allows(ctx, c)
	}
	if te, ok := ElemOf(to); ok {
		if from == OIDOidvector || from == OIDInt2vector { // arrays by another name
			return pathway(byOID[from].Elem, te, c)
		}
		if fe, ok := ElemOf(from); ok {
			return pathway(fe, te, c)
		}
	}
	return c >= Assignment && CategoryOf(to) == 'S' || c >= Explicit && CategoryOf(from) == 'S'
}

// CommonType gives the type that CASE, UNION, VALUES, COALESCE and their kin make of several, in PostgreSQL's way: unknown
// literals take the others' type, text if there are none. If they have none, at
// tells which of them does not match before.
func CommonType(types []OID) (common OID, at int, ok bool) {
	same := true
	for _, t := range types {
		if t == 0 {
			return 0, 0, true
		}
		same = same && t == types[0]
	}
	if len(types) == 0 {
		return 0, 0, true
	}
	if same && types[0] != OIDUnknown {
		return types[0], 0, true
	}
	common = OIDUnknown
	for i, t := range types {
		switch {
		case t == OIDUnknown || t == common:
		case common == OIDUnknown:
			common = t
		case CategoryOf(t) != CategoryOf(common):
			return common, i, false
		case !IsPreferred(common) && CanCoerce(common, t, Implicit) && !CanCoerce(t, common, Implicit):
			common = t
		}
	}
	if common == OIDUnknown {
		return OIDText, 0, true
	}
	for i, t := range types {
		if !CanCoerce(t, common, Implicit) {
			return common, i, false
		}
	}
	return common, 0, true
}
