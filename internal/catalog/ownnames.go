package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"lakewire/internal/dialect"
	"lakewire/internal/engine"
	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// ownNameScalars know PostgreSQL's own types and roles.
func ownNameScalars() []pureScalar {
	b, t := bigType, textType
	return []pureScalar{
		{"lw_quote_ident", []pgtypes.Logical{t}, false, t, strict(func(a []any) (any, error) { return quoteIdent(str(a[0])), nil })},
		{"lw_role_oid", []pgtypes.Logical{t}, false, b, strict(func(a []any) (any, error) { return roleOID(str(a[0])), nil })},
		{"lw_array_of", []pgtypes.Logical{b}, false, b, strict(func(a []any) (any, error) {
			return int64(pgtypes.ArrayOf(pgtypes.OID(integer(a[0])))), nil
		})},
		{"lw_lsn_value", []pgtypes.Logical{t}, false, b, strict(func(a []any) (any, error) {
			var high, low int64
			if n, err := fmt.Sscanf(str(a[0]), "%X/%X", &high, &low); n != 2 || err != nil {
				return nil, pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type pg_lsn: \"%s\"", str(a[0]))
			}
			return high<<32 | low, nil
		})},
		{"lw_privileges", []pgtypes.Logical{t, t}, false, boolType, strict(privileges)},
		{"lw_view_text", []pgtypes.Logical{t, boolType, t}, false, t, strict(func(a []any) (any, error) {
			path := strings.Split(str(a[2]), "\x01")
			text := dialect.ViewText(str(a[0]), a[1].(bool), func(schema string) bool { return slices.Contains(path, schema) })
			if !strings.HasPrefix(text, " ") && !strings.HasPrefix(text, "(") {
				text = " " + text // the client's own, or the engine's
			}
			return text + ";", nil
		})},
		{"lw_type_name", []pgtypes.Logical{b}, false, t, strict(func(a []any) (any, error) {
			switch oid := integer(a[0]); {
			case oid == 0:
				return "-", nil
			case oid > 0 && oid < 1<<32 && pgtypes.Lookup(pgtypes.OID(oid)) != nil:
				return pgtypes.SQLName(pgtypes.OID(oid)), nil
			}
			return nil, nil
		})},
	}
}

// superuser is the OID of the role that a session runs as.
const superuser = 10

// roleOID finds a role that an access list names: nobody is everybody, and what is none of PostgreSQL's own is the session's.
func roleOID(name string) int64 {
	if name == "" {
		return 0
	}
	if oid, ok := ownRoles()[strings.Trim(name, `"`)]; ok {
		return oid
	}
	return superuser
}

// roleFuncs name roles by their OIDs: the last argument is the session's own.
func roleFuncs() []vectorFunc {
	names := map[int64][]byte{}
	for name, oid := range ownRoles() {
		names[oid] = []byte(name)
	}
	return []vectorFunc{{"lw_role_name", []pgtypes.Logical{bigType, textType}, textType, func(in []engine.Vector, rows int, out *engine.Results) error {
		return each(in, rows, out, func(i int) error {
			oid := in[0].Int64s()[i]
			if name, ok := names[oid]; ok {
				out.Bytes(i, name)
			} else if oid == superuser {
				out.Bytes(i, in[1].Bytes(i))
			} else {
				out.Null(i)
			}
			return nil
		})
	}}}
}

var ownRoles = sync.OnceValue(func() map[string]int64 {
	out := map[string]int64{}
	text, err := dataFS.ReadFile("data/pg_authid.tsv")
	if err != nil {
		return out // cannot be: the file is part of the program
	}
	for _, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n")[2:] {
		f := strings.Split(line, "\t")
		if oid, err := strconv.ParseInt(f[0], 10, 64); err == nil {
			out[f[1]] = oid
		}
	}
	return out
})

// objectPrivileges are the privileges that there are on each kind of object.
var objectPrivileges = map[string]string{
	"table": " SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER RULE ", "column": " SELECT INSERT UPDATE REFERENCES ", "sequence": " USAGE SELECT UPDATE ",
	"schema": " CREATE USAGE ", "database": " CREATE TEMPORARY TEMP CONNECT ", "function": " EXECUTE ", "type": " USAGE ", "language": " USAGE ",
	"tablespace": " CREATE ", "parameter": " SET ", "role": " USAGE MEMBER ",
}

// privileges checks a list of privileges, any of which would do; the answer is yes.
func privileges(a []any) (any, error) {
	for _, p := range strings.Split(str(a[1]), ",") {
		p = strings.TrimSpace(p)
		name, option := strings.ToUpper(p), ""
		for _, o := range []string{" WITH GRANT OPTION", " WITH ADMIN OPTION"} {
			if head, ok := strings.CutSuffix(name, o); ok {
				name, option = head, o
			}
		}
		known := objectPrivileges[str(a[0])]
		if name == "ALTER SYSTEM" && str(a[0]) == "parameter" {
			continue
		}
		if name == "" || !strings.Contains(known, " "+name+" ") || option == " WITH ADMIN OPTION" && str(a[0]) != "role" {
			return nil, pgerr.Newf(pgerr.InvalidParameterValue, "unrecognized privilege type: \"%s\"", p)
		}
	}
	return true, nil
}
