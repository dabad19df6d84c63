package dialect

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
	"lakewire/internal/pgtypes"
)

// keptFunction is what a function was declared as, for a macro remembers neither the words of its body nor the names and types
// of its arguments. catalog's lw_func reads it.
type keptFunction struct {
	Body      string    `json:"body"`
	Volatile  string    `json:"volatile"`
	Parallel  string    `json:"parallel"`
	Strict    bool      `json:"strict,omitempty"`
	Leakproof bool      `json:"leakproof,omitempty"`
	Definer   bool      `json:"definer,omitempty"`
	Cost      float64   `json:"cost,omitempty"`
	Rows      float64   `json:"rows,omitempty"`
	Returns   uint32    `json:"returns,omitempty"`
	Of        string    `json:"of,omitempty"` // the table whose rows are returned
	Schema    string    `json:"schema,omitempty"`
	Set       bool      `json:"set"`
	Args      []keptArg `json:"args"`
}

// keptArg is an argument: Mode is pg_proc's i, o or t; Type is 0 where PostgreSQL has no such type.
type keptArg struct {
	Name    string `json:"name"`
	Type    uint32 `json:"type"`
	Mode    string `json:"mode"`
	Default string `json:"default"`
}

// option takes one of the words behind the arguments that say nothing to the engine. COST and ROWS left out are pg_proc's defaults.
func (k *keptFunction) option(d *pg.DefElem) {
	word, yes := d.Arg.GetString_().GetSval(), d.Arg.GetBoolean().GetBoolval()
	switch d.Defname {
	case "volatility":
		k.Volatile = word[:1]
	case "parallel":
		k.Parallel = word[:1]
	case "leakproof":
		k.Leakproof = yes
	case "security":
		k.Definer = yes
	case "cost":
		k.Cost = number(d.Arg)
	case "rows":
		k.Rows = number(d.Arg)
	}
}

// signature keeps the arguments, as they stand in the text at list, and the type of the result.
func (k *keptFunction) signature(t *alterText, a *CreateFunction, stmt *pg.CreateFunctionStmt, list [][2]int) {
	k.Set = stmt.ReturnType.GetSetof()
	var out []uint32
	for i, n := range stmt.Parameters {
		f := n.GetFunctionParameter()
		arg := keptArg{Name: f.Name, Type: declaredOID(f.ArgType), Mode: "i"}
		switch f.Mode {
		case pg.FunctionParameterMode_FUNC_PARAM_OUT:
			arg.Mode, out = "o", append(out, arg.Type)
		case pg.FunctionParameterMode_FUNC_PARAM_TABLE:
			arg.Mode, out, k.Set = "t", append(out, arg.Type), true
		}
		if f.Defexpr != nil {
			arg.Default = t.slice(t.defaultIn(list[i]), list[i][1])
			if c := f.Defexpr.GetAConst(); c.GetSval() != nil {
				arg.Default += "::" + pgtypes.SQLName(pgtypes.OID(arg.Type))
			}
		}
		k.Args = append(k.Args, arg)
	}
	switch {
	case len(out) > 1:
		k.Returns = uint32(pgtypes.OIDRecord)
	case len(out) == 1:
		k.Returns = out[0]
	default:
		if k.Returns = declaredOID(stmt.ReturnType); k.Returns == 0 && stmt.ReturnType != nil {
			n := nameOf(strs(stmt.ReturnType.Names))
			k.Of, k.Schema = n.Name, n.Schema
			if n.Schema == "" {
				k.Schema = "public"
			}
		}
	}
}

// number is the value of COST and ROWS.
func number(n *pg.Node) float64 {
	if f := n.GetFloat(); f != nil {
		v, _ := strconv.ParseFloat(f.Fval, 64)
		return v
	}
	return float64(n.GetInteger().GetIval())
}

func (k *keptFunction) text() string {
	b, _ := json.Marshal(k)
	return string(b)
}

// KeptArguments gives the types of the arguments that a function was declared with, 0 for what PostgreSQL has no type for; nil where
// kept is "".
func KeptArguments(kept string) []uint32 {
	var k keptFunction
	if json.Unmarshal([]byte(kept), &k) != nil {
		return nil
	}
	types := []uint32{}
	for _, a := range k.Args {
		if a.Mode == "i" {
			types = append(types, a.Type)
		}
	}
	return types
}

// Replaceable tells what PostgreSQL says of a function that is to take the place of one with the same arguments; both are as they are
// kept. Of one that another client has made nothing is known.
func Replaceable(name, old, made string) error {
	var was, is keptFunction
	if json.Unmarshal([]byte(old), &was) != nil || json.Unmarshal([]byte(made), &is) != nil {
		return nil
	}
	var types []string
	for _, t := range KeptArguments(old) {
		types = append(types, pgtypes.SQLName(pgtypes.OID(t)))
	}
	no := func(message string) *pgerr.Error {
		return pgerr.New(pgerr.InvalidFunctionDefinition, message).WithHint("Use DROP FUNCTION " + name + "(" + strings.Join(types, ",") + ") first.")
	}
	wasIn, wasOut := was.parted()
	isIn, isOut := is.parted()
	if was.Returns != is.Returns || was.Of != is.Of || was.Schema != is.Schema || was.Set != is.Set {
		return no("cannot change return type of existing function")
	}
	same := func(a, b keptArg) bool { return a.Name == b.Name && a.Type == b.Type }
	if !slices.EqualFunc(wasOut, isOut, same) {
		return no("cannot change return type of existing function").WithDetail("Row type defined by OUT parameters is different.")
	}
	for i, a := range wasIn {
		switch {
		case i >= len(isIn):
		case a.Name != "" && a.Name != isIn[i].Name:
			return no(`cannot change name of input parameter "` + a.Name + `"`)
		case a.Default != "" && isIn[i].Default == "":
			return no("cannot remove parameter defaults from existing function")
		}
	}
	return nil
}

// parted gives the arguments, and the columns of the result.
func (k *keptFunction) parted() (in, out []keptArg) {
	for _, a := range k.Args {
		if a.Mode == "i" {
			in = append(in, a)
		} else {
			out = append(out, a)
		}
	}
	return in, out
}
