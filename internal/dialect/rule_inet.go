package dialect

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgtypes"
)

// netTypes are the types of network addresses, whose values are texts to the engine, with the functions that read them.
var netTypes = map[pgtypes.OID]string{pgtypes.OIDInet: "lw_inet(", pgtypes.OIDCidr: "lw_cidr(", pgtypes.OIDMacaddr: "lw_macaddr("}

func isNet(o pgtypes.OID) bool { return o == pgtypes.OIDInet || o == pgtypes.OIDCidr }

// netCalls are PostgreSQL's functions of addresses; the shim's have lw_inet_ before the name.
var netCalls = words("host", "masklen", "family", "netmask", "hostmask", "broadcast", "network", "abbrev", "set_masklen", "inet_same_family", "text")

// netOperators are the operators that the engine has not for addresses.
var netOperators = map[string]string{"<<": "lw_inet_within(", "<<=": "lw_inet_within_equal(", ">>": "lw_inet_contains(", ">>=": "lw_inet_contains_equal(", "&&": "lw_inet_overlap("}

// ruleInet writes casts, functions, comparisons and orders of network addresses.
func ruleInet(w *work) error {
	if w.tree == nil || !w.typed().nets {
		return nil
	}
	for _, n := range w.inOrder(func(n *pg.Node, _ exprType) bool {
		return n.GetTypeCast() != nil || n.GetAExpr() != nil || n.GetFuncCall() != nil
	}) {
		switch x := n.GetNode().(type) {
		case *pg.Node_TypeCast:
			w.netCast(x.TypeCast)
		case *pg.Node_AExpr:
			w.netOperator(x.AExpr)
		case *pg.Node_FuncCall:
			w.netCall(x.FuncCall)
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
	if x.Kind != pg.A_Expr_Kind_AEXPR_OP || x.Lexpr == nil {
		return
	}
	op, l, r := lastName(x.Name), w.takenFor(x.Lexpr), w.takenFor(x.Rexpr)
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

func (w *work) netCall(f *pg.FuncCall) {
	if len(f.Args) == 0 || !isNet(w.takenFor(f.Args[0])) {
		return
	}
	name := lastName(f.Funcname)
	at, open, ok := w.callOpen(f)
	if !ok {
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
			w.replace(at, open-1, "arg_"+name)
			w.insert(end, ", lw_inet_key("+w.text(args[0])+")")
		}
	}
}
