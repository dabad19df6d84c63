package pgtypes

// The polymorphic types, in two families: in the first all arguments have the same element type as they stand, in the
// second they are brought to a common one.
const (
	OIDAnyNonArray           OID = 2776
	OIDAnyEnum               OID = 3500
	OIDAnyCompatible         OID = 5077
	OIDAnyCompatibleArray    OID = 5078
	OIDAnyCompatibleNonArray OID = 5079
)

// IsPolymorphic tells whether a declared type stands for several.
func IsPolymorphic(oid OID) bool {
	switch oid {
	case OIDAnyelement, OIDAnyarray, OIDAnyNonArray, OIDAnyEnum, OIDAnyCompatible, OIDAnyCompatibleArray, OIDAnyCompatibleNonArray:
		return true
	}
	return false
}

// polymorph replaces the polymorphic ones of a call's declared types by what the actual ones make of them.
func polymorph(actual, declared []OID, ret OID) (args []OID, result OID, ok bool) {
	generic := false
	for _, d := range declared {
		generic = generic || IsPolymorphic(d)
	}
	if !generic {
		return declared, ret, !IsPolymorphic(ret)
	}
	elem, ok := sameElement(actual, declared)
	if !ok || elem == OIDUnknown {
		return nil, 0, false
	}
	common, ok := commonElement(actual, declared)
	if !ok {
		return nil, 0, false
	}
	stands := func(d OID) OID {
		switch d {
		case OIDAnyelement, OIDAnyNonArray, OIDAnyEnum:
			return elem
		case OIDAnyarray:
			for i := range declared {
				if declared[i] == OIDAnyarray && isVector(actual[i]) {
					return actual[i]
				}
			}
			return ArrayOf(elem)
		case OIDAnyCompatible, OIDAnyCompatibleNonArray:
			return common
		case OIDAnyCompatibleArray:
			return ArrayOf(common)
		}
		return d
	}
	args = make([]OID, len(declared))
	for i, d := range declared {
		if args[i] = stands(d); args[i] == 0 {
			return nil, 0, false
		}
	}
	result = stands(ret)
	return args, result, result != 0
}

// consistent tells whether the actual types of what is declared as polymorphic go together; unknown literals go with all.
func consistent(actual, declared []OID) bool {
	if _, ok := sameElement(actual, declared); !ok {
		return false
	}
	_, ok := commonElement(actual, declared)
	return ok
}

// sameElement finds the one element type of the anyelement family; 0 where none of it is declared, OIDUnknown where only unknown
// literals stand for it.
func sameElement(actual, declared []OID) (OID, bool) {
	var elem, array OID
	asked, scalar, enum := false, false, false
	for i, d := range declared {
		a := actual[i]
		switch d {
		case OIDAnyelement, OIDAnyNonArray, OIDAnyEnum:
			asked, scalar, enum = true, scalar || d == OIDAnyNonArray, enum || d == OIDAnyEnum
			if a == OIDUnknown {
				continue
			}
			if elem != 0 && elem != a {
				return 0, false
			}
			elem = a
		case OIDAnyarray:
			asked = true
			if a == OIDUnknown {
				continue
			}
			if array != 0 && array != a {
				return 0, false
			}
			array = a
		}
	}
	if array != 0 {
		e, ok := ElemOf(array)
		if isVector(array) { // goes for an array, and stays what it is
			e, ok = Lookup(array).Elem, true
		}
		if !ok || elem != 0 && elem != e {
			return 0, false
		}
		elem = e
	}
	if !asked {
		return 0, true
	}
	switch {
	case elem == 0:
		return OIDUnknown, true
	case enum || scalar && CategoryOf(elem) == 'A':
		return 0, false
	}
	return elem, true
}

// commonElement finds the common element type of the anycompatible family; 0 where none of it is declared.
func commonElement(actual, declared []OID) (OID, bool) {
	var types []OID
	scalar := false
	for i, d := range declared {
		switch d {
		case OIDAnyCompatible, OIDAnyCompatibleNonArray:
			scalar = scalar || d == OIDAnyCompatibleNonArray
			types = append(types, actual[i])
		case OIDAnyCompatibleArray:
			e := OIDUnknown
			if actual[i] != OIDUnknown {
				var ok bool
				if e, ok = ElemOf(actual[i]); !ok {
					return 0, false
				}
			}
			types = append(types, e)
		}
	}
	if len(types) == 0 {
		return 0, true
	}
	common, _, ok := CommonType(types)
	if !ok || common == 0 || scalar && CategoryOf(common) == 'A' {
		return 0, false
	}
	return common, true
}

func isVector(o OID) bool { return o == OIDInt2vector || o == OIDOidvector }
