package session

import "strings"

// castsItself tells whether PostgreSQL has a cast from one type of the engine's to another that ALTER COLUMN … TYPE uses by
// itself, as an assignment would: to text from all, and between the types of one kind.
func castsItself(from, to string) bool {
	a, b := typeKind(from), typeKind(to)
	return a == b || b == 'S' || a == 0 || b == 0
}

// typeKind is PostgreSQL's category of a type of the engine's, 0 for those that castsItself does not look at.
func typeKind(typ string) byte {
	name, _, _ := strings.Cut(typ, "(")
	switch {
	case strings.HasSuffix(typ, "[]"):
		return 'A'
	case name == "VARCHAR":
		return 'S'
	case name == "BOOLEAN":
		return 'B'
	case name == "DATE", strings.HasPrefix(name, "TIMESTAMP"):
		return 'D'
	case strings.HasSuffix(name, "INT"), name == "INTEGER", name == "DECIMAL", name == "DOUBLE", name == "FLOAT":
		return 'N'
	}
	return 0
}

// pgTypeName is what PostgreSQL calls a type of the engine's.
func pgTypeName(typ string) string {
	name, rest, _ := strings.Cut(typ, "(")
	switch name {
	case "VARCHAR":
		return "text"
	case "DECIMAL":
		return "numeric(" + rest
	case "DOUBLE":
		return "double precision"
	case "FLOAT":
		return "real"
	case "TIMESTAMP":
		return "timestamp without time zone"
	}
	return strings.ToLower(typ)
}
