package dialect

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// netTypes are the types, those of network addresses and jsonpath, whose values are texts to the engine, with the functions that read them.
var netTypes = map[pgtypes.OID]string{pgtypes.OIDInet: "lw_inet(", pgtypes.OIDCidr: "lw_cidr(", pgtypes.OIDMacaddr: "lw_macaddr(", pgtypes.OIDJSONPath: "lw_jsonpath("}

func isNet(o pgtypes.OID) bool { return o == pgtypes.OIDInet || o == pgtypes.OIDCidr }

// netCalls are PostgreSQL's functions of addresses; the shim's have lw_inet_ before the name.
var netCalls = words("host", "masklen", "family", "netmask", "hostmask", "broadcast", "network", "abbrev", "set_masklen", "inet_same_family", "inet_merge", "text", "cidr")

// netOperators are the operators that the engine has not for addresses.
var netOperators = map[string]string{"<<": "lw_inet_within(", "<<=": "lw_inet_within_equal(", ">>": "lw_inet_contains(", ">>=": "lw_inet_contains_equal(", "&&": "lw_inet_overlap(",
	"&": "lw_inet_and(", "|": "lw_inet_or("}

// ruleInet writes casts, functions, comparisons and orders of network addresses.
func ruleInet(w *work) error {
	if w.tree == nil || !w.typed().nets {
		return nil
	}
	for _, n := range w.inOrder(func(n *pg.Node, _ exprType) bool {
		return n.GetTypeCast() != nil || n.GetAExpr() != nil || n.GetFuncCall() != nil || n.GetMinMaxExpr() != nil
	}) {
		switch x := n.GetNode().(type) {
		case *pg.Node_TypeCast:
			w.netCast(x.TypeCast)
		case *pg.Node_AExpr:
			w.netOperator(x.AExpr)
		case *pg.Node_FuncCall:
			w.netCall(x.FuncCall)
		case *pg.Node_MinMaxExpr:
			if i := w.tokenAt(x.MinMaxExpr.Location); isNet(w.typeOf(n)) && w.is(i+1, "(") {
				w.replace(i, i, "lw_inet_"+lower(w.tok(i).text(w.Text)))
			}
		}
	}
	return nil
}

// netCast writes a cast to one of netTypes.
func (w *work) netCast(c *pg.TypeCast) {
	x := typeName(c.TypeName)
	lead, from := netTypes[x.oid], w.typeOf(c.Arg)
	if lead == "" || pgtypes.IsArray(x.oid) {
		return
	}
	if x.oid == pgtypes.OIDCidr && isNet(from) {
		lead = "lw_inet_cidr("
	}
	if c.Location < 0 && c.Arg.GetAConst() != nil { // inet '10.0.0.1'
		i, k := w.tokenAt(c.TypeName.Location), w.tokenAt(c.Arg.GetAConst().Location)
		w.replace(i, k-1, lead)
		w.insertAfter(k, ")")
		return
	}
	w.castAs(c, lead, ")")
}

// netOperator compares addresses by their keys: as texts they have another order.
func (w *work) netOperator(x *pg.A_Expr) {
	if x.Kind != pg.A_Expr_Kind_AEXPR_OP {
		return
	}
	op, l, r := lastName(x.Name), w.takenFor(x.Lexpr), w.takenFor(x.Rexpr)
	if x.Lexpr == nil {
		w.netComplement(x, op, r)
		return
	}
	if l == pgtypes.OIDMacaddr && (op == "&" || op == "|") {
		if left, right, ok := w.operands(x); ok {
			w.insert(left.first, map[string]string{"&": "lw_macaddr_and(", "|": "lw_macaddr_or("}[op])
			w.replace(left.last+1, left.last+1, ",")
			w.insertAfter(right.last, ")")
		}
		return
	}
	if !isNet(l) && !isNet(r) {
		return
	}
	left, right, ok := w.operands(x)
	if !ok {
		return
	}
	at := left.last + 1
	switch {
	case comparisons[op]:
		if op != "=" && op != "<>" && op != "!=" || l != r {
			w.wrap(left, "lw_inet_key(", ")")
			w.wrap(right, "lw_inet_key(", ")")
		}
	case netOperators[op] != "":
		w.insert(left.first, netOperators[op])
		w.replace(at, at, ",")
		w.insertAfter(right.last, ")")
	case op == "+" && isNet(r):
		w.insert(left.first, "lw_plus_inet(")
		w.replace(at, at, ",")
		w.insertAfter(right.last, ")")
	case op == "-" && isNet(r):
		w.insert(left.first, "lw_inet_minus(")
		w.replace(at, at, ",")
		w.insertAfter(right.last, ")")
	case op == "+" && isNet(l), op == "-":
		w.insert(left.first, "lw_inet_plus(")
		w.replace(at, at, map[string]string{"+": ",", "-": ", -"}[op])
		w.insertAfter(right.last, ")")
	}
}

// netComplement writes ~ before an address.
func (w *work) netComplement(x *pg.A_Expr, op string, of pgtypes.OID) {
	i := w.tokenAt(x.Location)
	lead := map[bool]string{true: "lw_inet_not(", false: "lw_macaddr_not("}[isNet(of)]
	if end := w.rightEnd(i+1, strength("~")); op == "~" && (isNet(of) || of == pgtypes.OIDMacaddr) && end > i {
		w.replace(i, i, lead)
		w.insertAfter(end, ")")
	}
}

func (w *work) netCall(f *pg.FuncCall) {
	if len(f.Args) == 0 {
		return
	}
	name := lastName(f.Funcname)
	at, open, ok := w.callOpen(f)
	if !ok {
		return
	}
	if of := w.takenFor(f.Args[0]); !isNet(of) {
		if of == pgtypes.OIDMacaddr && name == "trunc" {
			w.replace(at, open-1, "lw_macaddr_trunc")
		}
		return
	}
	switch cidr := w.takenFor(f.Args[0]) == pgtypes.OIDCidr; {
	case name == "abbrev" && cidr:
		w.replace(at, open-1, "lw_cidr_abbrev")
	case netCalls[name]:
		w.replace(at, open-1, "lw_inet_"+name)
		if name == "set_masklen" {
			w.insert(w.closing(open), ", "+strconv.FormatBool(cidr))
		}
	case name == "min" || name == "max":
		if args, end := w.arguments(open); len(args) == 1 {
			w.replace(at, open-1, "lw_inet(arg_"+name)
			w.insert(end, ", lw_inet_key("+w.text(args[0])+")")
			w.insertAfter(w.aggregateEnd(open), ")")
		}
	}
}
