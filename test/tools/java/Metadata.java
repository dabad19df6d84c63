import java.sql.*;
import java.util.*;

/** Every method of pgJDBC's DatabaseMetaData that returns rows, and those that return a value; one line of JSON each. */
public class Metadata {
    interface Ask { Object get() throws Exception; }

    static final String[] SCHEMAS = {"public", "sales", "Mixed Case", "empty_one"};
    /** Columns that number what the servers number for themselves. */
    static final Set<String> OWN = Set.of("SPECIFIC_NAME");

    static String json(Object o) {
        if (o == null) return "null";
        if (o instanceof Number || o instanceof Boolean) return o.toString();
        if (o instanceof Collection<?> c) { StringJoiner j = new StringJoiner(",", "[", "]"); for (Object e : c) j.add(json(e)); return j.toString(); }
        StringBuilder b = new StringBuilder("\"");
        for (char c : o.toString().toCharArray()) {
            if (c == '"' || c == '\\') b.append('\\').append(c);
            else if (c < ' ') b.append(String.format("\\u%04x", (int) c));
            else b.append(c);
        }
        return b.append('"').toString();
    }

    static void check(String name, Ask ask) {
        Object got;
        try { got = ask.get(); } catch (Throwable e) { got = List.of("error", e.getClass().getSimpleName() + ": " + String.valueOf(e.getMessage()).split("\n")[0]); e.printStackTrace(); }
        System.out.println("{\"check\": " + json(name) + ", \"got\": " + json(got) + "}");
    }

    /** The rows, each with its columns' names, in the order that the server gave; the first row has the columns and their types. */
    static List<Object> rows(ResultSet r) throws Exception {
        List<Object> out = new ArrayList<>();
        ResultSetMetaData m = r.getMetaData();
        List<Object> head = new ArrayList<>();
        for (int i = 1; i <= m.getColumnCount(); i++) head.add(m.getColumnLabel(i) + " " + m.getColumnTypeName(i));
        out.add(head);
        while (r.next()) {
            List<Object> row = new ArrayList<>();
            for (int i = 1; i <= m.getColumnCount(); i++) {
                Object v = r.getObject(i);
                row.add(OWN.contains(m.getColumnLabel(i)) ? "" : v instanceof Number || v instanceof Boolean ? v : v == null ? null : v.toString());
            }
            out.add(row);
        }
        r.close();
        return out;
    }

    interface Of { ResultSet of(String schema) throws Exception; }

    static Object each(Of f) throws Exception {
        List<Object> out = new ArrayList<>();
        for (String s : SCHEMAS) out.addAll(rows(f.of(s)));
        return out;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> env = System.getenv();
        Properties p = new Properties();
        p.setProperty("user", env.get("PGUSER"));
        p.setProperty("password", env.get("PGPASSWORD"));
        p.setProperty("sslmode", "disable");
        String db = env.get("PGDATABASE");
        try (Connection c = DriverManager.getConnection("jdbc:postgresql://" + env.get("PGHOST") + ":" + env.get("PGPORT") + "/" + db, p)) {
            DatabaseMetaData d = c.getMetaData();
            System.out.println("{\"version\": " + json(d.getDriverVersion()) + "}");
            String[][] tables = {{"public", "customers"}, {"public", "orders"}, {"public", "every_type"}, {"sales", "targets"}, {"sales", "regions"}, {"Mixed Case", "Some Table"}};
            check("product", () -> List.of(d.getDatabaseProductName(), d.getDatabaseMajorVersion(), d.getDatabaseMinorVersion(), d.getUserName(), c.getCatalog(), c.getSchema()));
            check("getCatalogs", () -> rows(d.getCatalogs()).contains(List.of(db)));
            check("getSchemas", () -> rows(d.getSchemas()));
            check("getSchemas pattern", () -> rows(d.getSchemas(null, "s%")));
            check("getTableTypes", () -> rows(d.getTableTypes()));
            check("getTables", () -> each(s -> d.getTables(null, s, null, null)));
            check("getTables types", () -> rows(d.getTables(db, null, "%", new String[] {"TABLE", "VIEW", "MATERIALIZED VIEW", "TEMPORARY TABLE"})));
            check("getTables pattern", () -> rows(d.getTables(null, "public", "c%s", new String[] {"TABLE"})));
            check("getTables indexes", () -> rows(d.getTables(null, "public", "%", new String[] {"INDEX"})));
            check("getTables system", () -> rows(d.getTables(null, "pg_catalog", "pg_class%", null)));
            check("getColumns", () -> each(s -> d.getColumns(null, s, "%", "%")));
            check("getColumns one", () -> rows(d.getColumns(null, "sales", "targets", "%o%")));
            check("getColumns system", () -> rows(d.getColumns(null, "pg_catalog", "pg_namespace", null)));
            check("getPrimaryKeys", () -> { List<Object> o = new ArrayList<>(); for (String[] t : tables) o.addAll(rows(d.getPrimaryKeys(null, t[0], t[1]))); return o; });
            check("getImportedKeys", () -> { List<Object> o = new ArrayList<>(); for (String[] t : tables) o.addAll(rows(d.getImportedKeys(null, t[0], t[1]))); return o; });
            check("getExportedKeys", () -> { List<Object> o = new ArrayList<>(); for (String[] t : tables) o.addAll(rows(d.getExportedKeys(null, t[0], t[1]))); return o; });
            check("getCrossReference", () -> rows(d.getCrossReference(null, "sales", "regions", null, "sales", "targets")));
            check("getIndexInfo", () -> { List<Object> o = new ArrayList<>(); for (String[] t : tables) o.addAll(withoutSizes(rows(d.getIndexInfo(null, t[0], t[1], false, true)))); return o; });
            check("getIndexInfo unique", () -> withoutSizes(rows(d.getIndexInfo(null, "public", "orders", true, true))));
            check("getBestRowIdentifier", () -> { List<Object> o = new ArrayList<>(); for (String[] t : tables) o.addAll(rows(d.getBestRowIdentifier(null, t[0], t[1], DatabaseMetaData.bestRowSession, true))); return o; });
            check("getVersionColumns", () -> rows(d.getVersionColumns(null, "public", "customers")));
            check("getTablePrivileges", () -> rows(d.getTablePrivileges(null, "public", "customers")));
            check("getColumnPrivileges", () -> rows(d.getColumnPrivileges(null, "public", "customers", "id")));
            check("getFunctions", () -> each(s -> d.getFunctions(null, s, "%")));
            check("getFunctionColumns", () -> each(s -> d.getFunctionColumns(null, s, "%", "%")));
            check("getFunctions system", () -> rows(d.getFunctions(null, "pg_catalog", "abs")));
            check("getProcedures", () -> each(s -> d.getProcedures(null, s, "%")));
            check("getProcedureColumns", () -> each(s -> d.getProcedureColumns(null, s, "%", "%")));
            check("getTypeInfo", () -> { List<Object> o = new ArrayList<>(); for (Object r : rows(d.getTypeInfo())) if (!r.toString().contains("pg_toast")) o.add(r); o.sort(Comparator.comparing(Object::toString)); return o; });  // sorted by the number of their JDBC type alone
            check("getUDTs", () -> each(s -> d.getUDTs(null, s, "%", null)));
            check("getSuperTables", () -> String.valueOf(refused(() -> d.getSuperTables(null, "public", "%"))));
            check("getSuperTypes", () -> String.valueOf(refused(() -> d.getSuperTypes(null, "public", "%"))));
            check("getAttributes", () -> String.valueOf(refused(() -> d.getAttributes(null, "public", "%", "%"))));
            check("getPseudoColumns", () -> String.valueOf(refused(() -> d.getPseudoColumns(null, "public", "%", "%"))));
            check("getClientInfoProperties", () -> rows(d.getClientInfoProperties()));
            check("keywords", () -> List.of(d.getSQLKeywords(), d.getNumericFunctions(), d.getStringFunctions(), d.getSystemFunctions(), d.getTimeDateFunctions()));
            check("limits", () -> List.of(d.getMaxColumnNameLength(), d.getMaxColumnsInIndex(), d.getMaxConnections(), d.getMaxTableNameLength(), d.getDefaultTransactionIsolation(),
                d.supportsTransactionIsolationLevel(Connection.TRANSACTION_SERIALIZABLE), d.getIdentifierQuoteString(), d.storesLowerCaseIdentifiers(), d.isReadOnly()));
            check("result columns", () -> { List<Object> o = new ArrayList<>(); for (String q : new String[] {"select * from every_type", "select * from \"Mixed Case\".\"Some Table\"",
                "select o.id, c.name, count(*) as n from orders o join customers c on c.id = o.customer_id group by 1, 2"}) o.addAll(described(c, q)); return o; });
        }
    }

    static Object refused(Ask a) { try { return a.get() == null ? "null" : "rows"; } catch (Exception e) { return e.getClass().getSimpleName() + ": " + e.getMessage(); } }

    /** Cardinality and pages are estimates of an index that is there; a declared one has none. */
    static List<Object> withoutSizes(List<Object> rows) {
        List<Object> out = new ArrayList<>();
        for (Object r : rows) { List<Object> x = new ArrayList<>((List<?>) r); if (x.get(9) == null || x.size() > 11 && !(x.get(10) instanceof String)) { x.set(10, ""); x.set(11, ""); } out.add(x); }
        return out;
    }

    static List<Object> described(Connection c, String q) throws Exception {
        List<Object> out = new ArrayList<>();
        try (Statement s = c.createStatement(); ResultSet r = s.executeQuery(q)) {
            ResultSetMetaData m = r.getMetaData();
            for (int i = 1; i <= m.getColumnCount(); i++)
                out.add(Arrays.asList(m.getColumnName(i), m.getColumnTypeName(i), m.getColumnType(i), m.getPrecision(i), m.getScale(i), m.getColumnDisplaySize(i), m.isNullable(i), m.isAutoIncrement(i),
                    m.getTableName(i), m.getSchemaName(i), m.getColumnClassName(i), m.isSigned(i), m.isCaseSensitive(i)));
        }
        return out;
    }
}
