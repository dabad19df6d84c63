package catalog

import (
	"strconv"
	"strings"
	"sync"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// routine is a function or an operator of PostgreSQL's, as regprocedure and regoperator know it.
type routine struct {
	oid  int64
	name string
	args []pgtypes.OID // of an operator the left one is 0 where it has none
}

// routines are those of one catalog, by OID and by name.
type routines struct {
	byOID  map[int64]*routine
	byName map[string][]*routine
	what   string
	missed pgerr.Code
	many   pgerr.Code
}

func (r *routines) add(x *routine) {
	r.byOID[x.oid] = x
	r.byName[x.name] = append(r.byName[x.name], x)
}

func recordedRoutines(file, what string, args func(row []string) []string) *routines {
	r := &routines{byOID: map[int64]*routine{}, byName: map[string][]*routine{}, what: what, missed: pgerr.UndefinedFunction, many: pgerr.AmbiguousFunction}
	text, err := dataFS.ReadFile("data/" + file)
	if err != nil {
		return r // cannot be: the file is part of the program
	}
	for _, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n")[2:] {
		f := strings.Split(line, "\t")
		oid, _ := strconv.ParseInt(f[0], 10, 64)
		x := &routine{oid: oid, name: f[1]}
		for _, a := range args(f) {
			n, _ := strconv.ParseUint(a, 10, 32)
			x.args = append(x.args, pgtypes.OID(n))
		}
		r.add(x)
	}
	return r
}

var (
	procs = sync.OnceValue(func() *routines {
		return recordedRoutines("pg_proc.tsv", "function", func(f []string) []string {
			return strings.FieldsFunc(f[19], func(r rune) bool { return r < '0' || r > '9' })
		})
	})
	opers = sync.OnceValue(func() *routines {
		return recordedRoutines("pg_operator.tsv", "operator", func(f []string) []string { return f[7:9] })
	})
)

// routineScalars read and write the names of functions and operators. The casts to the reg types call them.
func routineScalars() []pureScalar {
	b, t := bigType, textType
	read := func(of func() *routines) func([]any) (any, error) {
		return func(a []any) (any, error) { return of().read(str(a[0]), a[1].(bool), a[2].(bool)) }
	}
	write := func(of func() *routines) func([]any) (any, error) {
		return func(a []any) (any, error) { return of().write(integer(a[0]), a[1].(bool)), nil }
	}
	return []pureScalar{
		{"lw_proc_oid", []pgtypes.Logical{t, boolType, boolType}, false, b, strict(read(procs))},
		{"lw_proc_name", []pgtypes.Logical{b, boolType}, false, t, strict(write(procs))},
		{"lw_oper_oid", []pgtypes.Logical{t, boolType, boolType}, false, b, strict(read(opers))},
		{"lw_oper_name", []pgtypes.Logical{b, boolType}, false, t, strict(write(opers))},
	}
}

// read finds a name, with the types of its arguments in brackets if that is asked for. Where there is none it is NULL if it
// may be missing, else PostgreSQL's error.
func (r *routines) read(text string, signed, missing bool) (any, error) {
	name, rest, bracket := strings.Cut(strings.TrimSpace(text), "(")
	if signed && !bracket {
		return nil, pgerr.New(pgerr.InvalidTextRepresentation, "expected a left parenthesis")
	}
	if !signed {
		name, rest = strings.TrimSpace(text), ""
	}
	found := r.byName[bareName(name)]
	if signed {
		args, err := argumentTypes(rest, missing)
		if err != nil || args == nil {
			return nil, err
		}
		var of []*routine
		for _, x := range found {
			if sameOIDs(x.args, args) {
				of = append(of, x)
			}
		}
		found = of
	}
	switch {
	case len(found) == 1:
		return found[0].oid, nil
	case missing:
		return nil, nil
	case len(found) > 1 && r.what == "operator":
		return nil, pgerr.Newf(r.many, "more than one operator named %s", text)
	case len(found) > 1:
		return nil, pgerr.Newf(r.many, "more than one function named \"%s\"", text)
	case r.what == "operator":
		return nil, pgerr.Newf(r.missed, "operator does not exist: %s", text)
	}
	return nil, pgerr.Newf(r.missed, "function \"%s\" does not exist", text)
}

// bareName is the last part of a name, folded to lower case where it is not quoted.
func bareName(s string) string {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "pg_catalog."); ok {
		s = rest
	}
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		return strings.ReplaceAll(s[1:len(s)-1], `""`, `"`)
	}
	return strings.ToLower(s)
}

// argumentTypes reads the list behind an opening bracket. NONE stands for no operand.
func argumentTypes(list string, missing bool) ([]pgtypes.OID, error) {
	list, ok := strings.CutSuffix(strings.TrimSpace(list), ")")
	if !ok {
		return nil, pgerr.New(pgerr.InvalidTextRepresentation, "expected a right parenthesis")
	}
	out := []pgtypes.OID{}
	if strings.TrimSpace(list) == "" {
		return out, nil
	}
	for _, name := range strings.Split(list, ",") {
		name = strings.TrimPrefix(strings.TrimSpace(name), "pg_catalog.")
		oid, ok := pgtypes.ByName(name)
		if !ok && !strings.EqualFold(name, "none") {
			if missing {
				return nil, nil
			}
			return nil, pgerr.Newf(pgerr.UndefinedObject, "type \"%s\" does not exist", name)
		}
		out = append(out, oid)
	}
	return out, nil
}

func sameOIDs(a, b []pgtypes.OID) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// write gives a routine's name, with the types of its arguments if they are asked for, NULL where there is none. A name that
// others have too says which schema it is in.
func (r *routines) write(oid int64, signed bool) any {
	x := r.byOID[oid]
	switch {
	case x == nil:
		return nil
	case signed:
		var args []string
		for _, a := range x.args {
			if a == 0 {
				args = append(args, "NONE")
			} else {
				args = append(args, pgtypes.SQLName(a))
			}
		}
		return r.shown(x) + "(" + strings.Join(args, ",") + ")"
	case len(r.byName[x.name]) > 1:
		return "pg_catalog." + r.shown(x)
	}
	return r.shown(x)
}

// shown is a name in quotes where it needs them; operators need none.
func (r *routines) shown(x *routine) string {
	if r.what == "operator" {
		return x.name
	}
	return quoteIdent(x.name)
}
