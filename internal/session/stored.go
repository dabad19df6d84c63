package session

import (
	"context"
	"strconv"
	"strings"

	"lakewire/internal/dialect"
	"lakewire/internal/pgtypes"
)

// stored writes a query that was made for a client as one whose rows a table keeps: what goes to clients as a text of a number,
// as a name beside a number, or in a wider type than PostgreSQL's, becomes a value of the column's type.
func (s *Session) stored(ctx context.Context, st *dialect.Statement, sql string) (string, error) {
	es, err := s.ec.Prepare(ctx, sql)
	if err != nil {
		return "", err
	}
	defer es.Close()
	cols := es.Columns()
	list, names, asked := make([]string, len(cols)), make([]string, len(cols)), false
	for i, c := range cols {
		name := "c" + strconv.Itoa(i+1)
		names[i], list[i] = name, name
		if i < len(st.Types) {
			list[i] = storedAs(name, c.Type, st.Types[i].OID)
		}
		asked = asked || list[i] != name
		list[i] += " AS " + ident(c.Name)
	}
	if !asked {
		return sql, nil
	}
	return "SELECT " + strings.Join(list, ", ") + " FROM (" + sql + ") AS lw_q(" + strings.Join(names, ", ") + ")", nil
}

func storedAs(name string, t *pgtypes.Logical, oid pgtypes.OID) string {
	switch {
	case t == nil:
	case pgtypes.RegPair(t) && pgtypes.Sendable(t, oid):
		return name + ".oid"
	case oid == pgtypes.OIDNumeric && t.Kind == pgtypes.Varchar:
		return "lw_num_out(" + name + ")::DECIMAL(38,9)"
	case oid == pgtypes.OIDNumeric && (t.Kind == pgtypes.Double || t.Kind == pgtypes.HugeInt): // Parquet would hold a HUGEINT as a double
		return name + "::DECIMAL(38,9)"
	case (oid == pgtypes.OIDInt4 || oid == pgtypes.OIDInt8) && pgtypes.Describe(t).OID != oid && pgtypes.Sendable(t, oid):
		duck, _ := pgtypes.DuckType(oid)
		return name + "::" + duck
	case oid == pgtypes.OIDNumericArray && t.Kind == pgtypes.List && t.Elem.Kind == pgtypes.Varchar:
		return name + "::DECIMAL(38,9)[]"
	}
	return name
}
