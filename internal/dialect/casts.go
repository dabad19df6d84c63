package dialect

import (
	"strconv"

	"lakewire/internal/pgtypes"
	"lakewire/internal/pgtypes/datetime"
)

// namedType is a type as the text names it, in the tokens from first to last.
type namedType struct {
	oid         pgtypes.OID
	mod         int // what stands in its brackets, -1 for nothing
	fields      datetime.Fields
	first, last int
}

// simpleTypes are the names of one word of the types whose input or whose length the engine reads otherwise than PostgreSQL.
var simpleTypes = map[string]pgtypes.OID{
	"date": pgtypes.OIDDate, "time": pgtypes.OIDTime, "timetz": pgtypes.OIDTimeTZ, "timestamp": pgtypes.OIDTimestamp,
	"timestamptz": pgtypes.OIDTimestampTZ, "interval": pgtypes.OIDInterval, "bool": pgtypes.OIDBool, "boolean": pgtypes.OIDBool,
	"int": pgtypes.OIDInt4, "integer": pgtypes.OIDInt4, "int2": pgtypes.OIDInt2, "int4": pgtypes.OIDInt4, "int8": pgtypes.OIDInt8,
	"smallint": pgtypes.OIDInt2, "bigint": pgtypes.OIDInt8, "float4": pgtypes.OIDFloat4, "real": pgtypes.OIDFloat4,
	"float8": pgtypes.OIDFloat8, "double": pgtypes.OIDFloat8, "float": pgtypes.OIDFloat8, "bit": pgtypes.OIDBit, "varbit": pgtypes.OIDVarbit,
	"name": pgtypes.OIDName, "bytea": pgtypes.OIDBytea,
	"inet": pgtypes.OIDInet, "cidr": pgtypes.OIDCidr, "macaddr": pgtypes.OIDMacaddr, "jsonpath": pgtypes.OIDJSONPath, "int2vector": pgtypes.OIDInt2vector, "oidvector": pgtypes.OIDOidvector,
}

// typeNameAt reads the type that begins at token i; false for others than simpleTypes and for arrays.
func (w *work) typeNameAt(i int) (namedType, bool) {
	n := namedType{mod: -1, first: i}
	if lower(w.name(i)) == "pg_catalog" && w.is(i+1, ".") {
		i += 2
	}
	if t := w.tok(i); t.Kind == TokQuoted && w.Text[t.Start:t.End] == `"char"` {
		n.oid = pgtypes.OIDChar
	} else if t.isName() {
		n.oid = simpleTypes[w.name(i)]
	}
	if n.oid == 0 {
		return n, false
	}
	n.last = i
	switch n.oid {
	case pgtypes.OIDFloat8:
		if w.is(i, "double") {
			if !w.is(i+1, "precision") {
				return n, false
			}
			n.last++
		}
	case pgtypes.OIDBit:
		if w.is(i+1, "varying") {
			n.oid, n.last = pgtypes.OIDVarbit, i+1
		}
	case pgtypes.OIDInterval:
		w.intervalFields(&n)
	}
	w.modifier(&n)
	if (n.oid == pgtypes.OIDTime || n.oid == pgtypes.OIDTimestamp) && w.is(n.last+2, "time") && w.is(n.last+3, "zone") {
		switch {
		case w.is(n.last+1, "without"):
			n.last += 3
		case w.is(n.last+1, "with"):
			n.last += 3
			n.oid = map[pgtypes.OID]pgtypes.OID{pgtypes.OIDTime: pgtypes.OIDTimeTZ, pgtypes.OIDTimestamp: pgtypes.OIDTimestampTZ}[n.oid]
		}
	}
	if w.is(n.last+1, "[") || w.is(n.last+1, "array") || w.is(n.last+1, ".") || w.is(n.last+1, "(") {
		return n, false
	}
	return n, true
}

// modifier reads (n) behind the type's name.
func (w *work) modifier(n *namedType) {
	if w.is(n.last+1, "(") && w.tok(n.last+2).Kind == TokInt && w.is(n.last+3, ")") {
		if v, err := strconv.Atoi(w.tok(n.last + 2).text(w.Text)); err == nil {
			n.mod = v
			n.last += 3
		}
	}
}

var fieldNames = map[string]datetime.Field{"year": datetime.Year, "month": datetime.Month, "day": datetime.Day,
	"hour": datetime.Hour, "minute": datetime.Minute, "second": datetime.Second}

// intervalFields reads "year to month" and its kin behind the type's name.
func (w *work) intervalFields(n *namedType) {
	f, ok := fieldNames[w.name(n.last+1)]
	if !ok || w.tok(n.last+1).Kind != TokIdent {
		return
	}
	n.last++
	n.fields = datetime.Fields{From: f, To: f}
	if w.is(n.last+1, "to") {
		if to, ok := fieldNames[w.name(n.last+2)]; ok && to > f {
			n.fields.To = to
			n.last += 2
		}
	}
}

// cast is an expression that changes a type, in the tokens from first to last: x::t, cast(x as t) or t 'x'.
type cast struct {
	typ         namedType
	first, last int
	operand     [2]int // its first and last token
	literal     bool   // the operand is a string literal
}

// eachCast finds the casts to one of simpleTypes. Of a chain a::b::c each is one.
func (w *work) eachCast(f func(cast) error) error {
	for i, t := range w.p.toks {
		c, ok := cast{}, false
		switch {
		case t.Kind == TokCast:
			c, ok = w.colonCast(i)
		case w.is(i, "cast") && w.is(i+1, "("):
			c, ok = w.wordCast(i)
		case t.isName() && w.tok(i-1).Kind != TokCast && !w.is(i-1, ".") && !w.is(i-1, "as"):
			c, ok = w.prefixCast(i)
		}
		if !ok {
			continue
		}
		if err := f(c); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) colonCast(i int) (cast, bool) {
	typ, ok := w.typeNameAt(i + 1)
	if !ok {
		return cast{}, false
	}
	from := i - 1
	literal := w.tok(from).isString() && !w.typedLiteral(from) && w.tok(from-1).Kind != TokCast
	if !literal {
		from = w.castOperand(i - 1)
	}
	return cast{typ: typ, first: from, last: typ.last, operand: [2]int{from, i - 1}, literal: literal}, from >= 0
}

// castOperand is operandStart for what stands before ::, which may end with a type in brackets: x::varchar(3)::text.
func (w *work) castOperand(i int) int {
	if w.tok(i).isString() && w.typedLiteral(i) {
		for i--; i >= 0; i-- {
			if typ, ok := w.typeNameAt(i); ok && w.tok(typ.last+1).isString() {
				if w.is(i-1, ".") {
					i -= 2
				}
				return i
			}
		}
		return -1
	}
	from := w.operandStart(i)
	for from > 0 && w.tok(from-1).Kind == TokCast {
		from = w.operandStart(from - 2)
	}
	return from
}

// typedLiteral tells whether a type's name stands before a string literal.
func (w *work) typedLiteral(i int) bool {
	t := w.tok(i - 1)
	if w.is(i-1, ")") { // timestamp(3) 'x'
		return w.tok(i-2).Kind == TokInt && w.is(i-3, "(") && simpleTypes[w.name(i-4)] != 0
	}
	return t.isName() && (simpleTypes[w.name(i-1)] != 0 || w.is(i-1, "precision") || w.is(i-1, "zone")) && !w.is(i-1, "as")
}

func (w *work) wordCast(i int) (cast, bool) {
	end := w.closing(i + 1)
	if end < 0 {
		return cast{}, false
	}
	as := -1
	for k := range w.outside(i+2, end) {
		if w.is(k, "as") {
			as = k
		}
	}
	if as < 0 {
		return cast{}, false
	}
	typ, ok := w.typeNameAt(as + 1)
	if !ok || typ.last != end-1 {
		return cast{}, false
	}
	return cast{typ: typ, first: i, last: end, operand: [2]int{i + 2, as - 1}, literal: as == i+3 && w.tok(i+2).isString()}, true
}

func (w *work) prefixCast(i int) (cast, bool) {
	typ, ok := w.typeNameAt(i)
	if !ok || typ.fields.To != datetime.All || !w.tok(typ.last+1).isString() {
		return cast{}, false
	}
	c := cast{typ: typ, first: i, operand: [2]int{typ.last + 1, typ.last + 1}, last: typ.last + 1, literal: true}
	if typ.oid == pgtypes.OIDInterval { // the fields stand behind the literal
		behind := namedType{last: c.last, mod: -1}
		w.intervalFields(&behind)
		if behind.last > c.last {
			w.modifier(&behind)
			c.typ.fields, c.last = behind.fields, behind.last
			if behind.mod >= 0 {
				c.typ.mod = behind.mod
			}
		}
	}
	return c, true
}
