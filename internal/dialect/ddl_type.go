package dialect

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v6"

	"lakewire/internal/pgerr"
)

// serials are PostgreSQL's integers that count by themselves.
var serials = words("serial", "serial2", "serial4", "serial8", "smallserial", "bigserial")

// strangers are types that the lake has no place for, with what to use instead.
var strangers = map[string]string{
	"tsvector": "Keep the text itself.", "tsquery": "Keep the text itself.", "xml": "Use text.",
	"int4range": "Use two columns.", "int8range": "Use two columns.", "numrange": "Use two columns.", "tsrange": "Use two columns.",
	"tstzrange": "Use two columns.", "daterange": "Use two columns.", "int4multirange": "Use an array of rows.",
	"int8multirange": "Use an array of rows.", "nummultirange": "Use an array of rows.", "tsmultirange": "Use an array of rows.",
	"tstzmultirange": "Use an array of rows.", "datemultirange": "Use an array of rows.",
	"point": "Use two columns.", "line": "Use columns.", "lseg": "Use columns.", "box": "Use columns.", "path": "Use an array.",
	"polygon": "Use an array.", "circle": "Use columns.", "money": "Use numeric(19,2).", "citext": "Use text, and lower() where case shall not count.", "bit": "Use text or bytea.", "varbit": "Use text or bytea.",
}

// columnType readies a column's type for the engine and gives what the engine forgets of it, as format_type writes it.
func (p *parser) columnType(t *pg.TypeName, from, to int) (declared string, err error) {
	name := t.Names[len(t.Names)-1].GetString_().GetSval()
	at := p.position(p.toks[from])
	switch {
	case serials[name]:
		return "", pgerr.Unsupported("sequences are not supported: "+name+" columns have none to count with",
			"Use integer or bigint, and give the values yourself: max(id) + row_number() over (), or uuid DEFAULT gen_random_uuid().").WithPosition(at)
	case name == "unknown":
		return "", pgerr.Newf(pgerr.InvalidTableDefinition, `column "%s" has pseudo-type unknown`, ident(p.src, p.toks[from-1]))
	case strangers[name] != "":
		return "", pgerr.Unsupported("type "+name+" is not supported in a table of the lake", strangers[name]).WithPosition(at)
	}
	mods := intMods(t)
	if e := badModifier(name, mods); e != nil {
		return "", e.WithPosition(at)
	}
	if len(t.ArrayBounds) > 0 {
		return "", nil
	}
	switch name {
	case "jsonb", "inet", "cidr", "macaddr":
		return name, nil
	case "varchar":
		if len(mods) == 1 {
			return "character varying(" + strconv.Itoa(mods[0]) + ")", nil
		}
		return "character varying", nil
	case "bpchar":
		if len(mods) == 1 {
			return "character(" + strconv.Itoa(mods[0]) + ")", nil
		}
	case "timestamp":
		if len(mods) == 1 {
			return "timestamp(" + strconv.Itoa(mods[0]) + ") without time zone", nil
		}
	case "timestamptz", "time", "timetz":
		if len(mods) == 1 {
			p.cutTypmod(from, to)
			base, zone := "timestamp", "with"
			if name != "timestamptz" {
				base = "time"
			}
			if name == "time" {
				zone = "without"
			}
			return base + "(" + strconv.Itoa(mods[0]) + ") " + zone + " time zone", nil
		}
	case "interval":
		if len(mods) > 0 {
			p.put(from, to, "INTERVAL")
		}
	}
	return "", nil
}

// longest is the most characters that PostgreSQL lets a column declare.
const longest = 10485760

// badModifier is what PostgreSQL says of a type's modifiers; nil where there is nothing wrong.
func badModifier(name string, mods []int) *pgerr.Error {
	if len(mods) == 0 {
		return nil
	}
	n := mods[0]
	say := func(format string, args ...any) *pgerr.Error {
		return pgerr.Newf(pgerr.InvalidParameterValue, format, args...)
	}
	switch name {
	case "varchar", "bpchar":
		called := map[string]string{"varchar": "varchar", "bpchar": "char"}[name]
		switch {
		case len(mods) > 1:
			return say("invalid type modifier")
		case n < 1:
			return say("length for type %s must be at least 1", called)
		case n > longest:
			return say("length for type %s cannot exceed %d", called, longest)
		}
	case "numeric":
		switch {
		case len(mods) > 2:
			return say("invalid NUMERIC type modifier")
		case n < 1 || n > 1000:
			return say("NUMERIC precision %d must be between 1 and 1000", n)
		case len(mods) == 2 && (mods[1] < -1000 || mods[1] > 1000):
			return say("NUMERIC scale %d must be between -1000 and 1000", mods[1])
		case n > 38 || len(mods) == 2 && (mods[1] < 0 || mods[1] > n):
			return pgerr.Unsupported("numeric columns of more than 38 digits, or with such a scale, are not supported", "Declare numeric(38, scale), or double precision.")
		}
	case "text", "int2", "int4", "int8", "float4", "float8", "bool", "bytea", "uuid", "json", "jsonb", "date", "oid", "inet", "cidr", "macaddr", "name":
		return pgerr.Newf(pgerr.SyntaxError, `type modifier is not allowed for type "%s"`, name)
	}
	return nil
}

// cutTypmod takes the brackets out of a type.
func (p *parser) cutTypmod(from, to int) {
	for i := from; i+2 <= to; i++ {
		if p.is(p.toks[i], "(") {
			p.cutOut(i, i+2)
			return
		}
	}
}

func intMods(t *pg.TypeName) []int {
	var out []int
	for _, m := range t.Typmods {
		if c := m.GetAConst(); c != nil && c.GetIval() != nil {
			out = append(out, int(c.GetIval().Ival))
		}
	}
	return out
}
