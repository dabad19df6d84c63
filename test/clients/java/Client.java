import java.math.BigDecimal;
import java.sql.*;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;

/** pgjdbc against a server; a check's outcome is one line: `ok name` or `not ok name: why`. */
public class Client {
  interface Check { void run() throws Exception; }

  static final Map<String, Check> checks = new LinkedHashMap<>();

  static Connection open(String... more) throws SQLException {
    Properties p = new Properties();
    p.setProperty("user", System.getenv("PGUSER"));
    p.setProperty("password", System.getenv("PGPASSWORD"));
    p.setProperty("sslmode", "disable");
    for (int i = 0; i < more.length; i += 2) p.setProperty(more[i], more[i + 1]);
    return DriverManager.getConnection("jdbc:postgresql://" + System.getenv("PGHOST") + ":" + System.getenv("PGPORT") + "/" + System.getenv("PGDATABASE"), p);
  }

  static void equal(Object got, Object want) {
    if (!Objects.deepEquals(got, want)) throw new AssertionError("got " + show(got) + ", want " + show(want));
  }

  static String show(Object o) { return o instanceof Object[] a ? Arrays.deepToString(a) : String.valueOf(o); }

  static void fails(String state, Check c) throws Exception {
    try {
      c.run();
    } catch (SQLException e) {
      equal(e.getSQLState(), state);
      return;
    }
    throw new AssertionError("no error " + state);
  }

  static Object one(Connection c, String sql) throws SQLException {
    try (Statement s = c.createStatement(); ResultSet r = s.executeQuery(sql)) {
      r.next();
      return r.getObject(1);
    }
  }

  static {
    checks.put("connects", () -> {
      try (Connection c = open()) {
        DatabaseMetaData m = c.getMetaData();
        equal(m.getDatabaseProductName(), "PostgreSQL");
        equal(m.getDatabaseMajorVersion(), 15);
        equal(c.isValid(5), true);
        equal(c.getCatalog(), System.getenv("PGDATABASE"));
      }
    });
    checks.put("types", () -> types("default"));
    checks.put("types_simple_protocol", () -> types("simple"));
    checks.put("parameters", () -> {
      try (Connection c = open();
           PreparedStatement s = c.prepareStatement("select ?::int4, ?::int8, ?::text, ?::bool, ?::float8, ?::numeric, ?::date, ?::timestamp, ?::uuid, ?::bytea, ?::int4")) {
        s.setInt(1, 7);
        s.setLong(2, 1L << 40);
        s.setString(3, "it's");
        s.setBoolean(4, true);
        s.setDouble(5, 1.5);
        s.setBigDecimal(6, new BigDecimal("12.345"));
        s.setObject(7, LocalDate.of(2024, 1, 2));
        s.setObject(8, LocalDateTime.of(2024, 1, 2, 3, 4, 5));
        s.setObject(9, UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
        s.setBytes(10, new byte[] {0, 1});
        s.setNull(11, Types.INTEGER);
        try (ResultSet r = s.executeQuery()) {
          r.next();
          equal(r.getInt(1), 7);
          equal(r.getLong(2), 1L << 40);
          equal(r.getString(3), "it's");
          equal(r.getBoolean(4), true);
          equal(r.getDouble(5), 1.5);
          equal(r.getBigDecimal(6), new BigDecimal("12.345"));
          equal(r.getObject(7, LocalDate.class), LocalDate.of(2024, 1, 2));
          equal(r.getObject(8, LocalDateTime.class), LocalDateTime.of(2024, 1, 2, 3, 4, 5));
          equal(r.getObject(9), UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
          equal(r.getBytes(10), new byte[] {0, 1});
          equal(r.getObject(11), null);
        }
      }
    });
    checks.put("parameter_and_result_metadata", () -> {
      try (Connection c = open()) {
        run(c, "create table jdbc_meta (a int4, b varchar(7), c numeric(10,2))");
        try (PreparedStatement s = c.prepareStatement("select a, b, c from jdbc_meta where a = ? and b = ?")) {
          equal(s.getParameterMetaData().getParameterCount(), 2);
          equal(s.getParameterMetaData().getParameterTypeName(1), "int4");
          ResultSetMetaData m = s.getMetaData();
          equal(m.getColumnCount(), 3);
          equal(m.getColumnLabel(2), "b");
          equal(m.getColumnType(1), Types.INTEGER);
          equal(m.getColumnType(3), Types.NUMERIC);
          equal(m.getPrecision(3), 10);
          equal(m.getScale(3), 2);
        }
        run(c, "drop table jdbc_meta");
      }
    });
    checks.put("prepared_more_than_five_times", () -> {
      try (Connection c = open(); PreparedStatement s = c.prepareStatement("select ?::int4 + 1, ?::text, 1.25::numeric(5,2), date '2024-02-29'")) {
        for (int i = 0; i < 12; i++) { // the sixth time the driver names the statement on the server and asks for binary
          s.setInt(1, i);
          s.setString(2, "n" + i);
          try (ResultSet r = s.executeQuery()) {
            r.next();
            equal(r.getInt(1), i + 1);
            equal(r.getString(2), "n" + i);
            equal(r.getBigDecimal(3), new BigDecimal("1.25"));
            equal(r.getDate(4), Date.valueOf("2024-02-29"));
          }
        }
      }
    });
    checks.put("fetch_size", () -> {
      try (Connection c = open()) {
        c.setAutoCommit(false);
        try (PreparedStatement s = c.prepareStatement("select x, x::text from generate_series(1, ?::int4) as g(x)")) {
          s.setFetchSize(100);
          s.setInt(1, 10000);
          long total = 0;
          int n = 0;
          try (ResultSet r = s.executeQuery()) {
            while (r.next()) {
              total += r.getLong(1);
              if (++n == 5000) equal(one(c, "select 'another statement between two fetches'::text"), "another statement between two fetches");
            }
          }
          equal(n, 10000);
          equal(total, 10000L * 10001 / 2);
        }
        c.commit();
      }
    });
    checks.put("two_portals_at_once", () -> {
      try (Connection c = open()) {
        c.setAutoCommit(false);
        try (Statement a = c.createStatement(); Statement b = c.createStatement()) {
          a.setFetchSize(10);
          b.setFetchSize(7);
          ResultSet x = a.executeQuery("select x from generate_series(1, 100) as g(x)");
          ResultSet y = b.executeQuery("select x from generate_series(101, 200) as g(x)");
          for (int i = 1; i <= 100; i++) {
            x.next();
            y.next();
            equal(x.getLong(1) + 100, y.getLong(1));
          }
          equal(x.next(), false);
          equal(y.next(), false);
        }
        c.rollback();
      }
    });
    checks.put("batch", () -> {
      try (Connection c = open("reWriteBatchedInserts", "false")) {
        run(c, "create table jdbc_batch (a int4, b text)");
        try (PreparedStatement s = c.prepareStatement("insert into jdbc_batch values (?, ?)")) {
          for (int i = 0; i < 200; i++) {
            s.setInt(1, i);
            s.setString(2, i % 2 == 0 ? null : "v" + i);
            s.addBatch();
          }
          int[] counts = s.executeBatch();
          equal(counts.length, 200);
          equal(Arrays.stream(counts).sum(), 200);
        }
        equal(one(c, "select count(*) from jdbc_batch where b is null"), 100L);
        try (Statement s = c.createStatement()) {
          s.addBatch("update jdbc_batch set b = 'x' where a < 10");
          s.addBatch("delete from jdbc_batch where a >= 100");
          equal(s.executeBatch(), new int[] {10, 100});
        }
        run(c, "drop table jdbc_batch");
      }
    });
    checks.put("batch_rewritten_as_one_insert", () -> {
      try (Connection c = open("reWriteBatchedInserts", "true")) {
        run(c, "create table jdbc_rewrite (a int4, b text)");
        try (PreparedStatement s = c.prepareStatement("insert into jdbc_rewrite values (?, ?)")) {
          for (int i = 0; i < 300; i++) {
            s.setInt(1, i);
            s.setString(2, "v" + i);
            s.addBatch();
          }
          s.executeBatch();
        }
        equal(one(c, "select count(*) from jdbc_rewrite"), 300L);
        run(c, "drop table jdbc_rewrite");
      }
    });
    checks.put("errors", () -> {
      try (Connection c = open()) {
        fails("42601", () -> run(c, "selec 1"));
        fails("42P01", () -> run(c, "select * from no_such_table"));
        fails("22P02", () -> run(c, "select 'x'::int4"));
        fails("42703", () -> run(c, "select no_such_column"));
        fails("22P02", () -> run(c, "select 'abc'::int4"));
        equal(one(c, "select 1"), 1);
      }
    });
    checks.put("transactions", () -> {
      try (Connection c = open(); Connection other = open()) {
        run(c, "create table jdbc_tx (a int4)");
        c.setAutoCommit(false);
        run(c, "insert into jdbc_tx values (1)");
        equal(one(other, "select count(*) from jdbc_tx"), 0L);
        c.rollback();
        run(c, "insert into jdbc_tx values (2)");
        Savepoint sp = c.setSavepoint("sp");
        run(c, "insert into jdbc_tx values (3)");
        c.rollback(sp);
        fails("22P02", () -> run(c, "select 'x'::int4"));
        fails("25P02", () -> run(c, "select 1"));
        c.rollback();
        run(c, "insert into jdbc_tx values (4)");
        c.commit();
        c.setAutoCommit(true);
        equal(one(other, "select sum(a) from jdbc_tx"), 4L);
        run(c, "drop table jdbc_tx");
      }
    });
    checks.put("isolation_and_read_only", () -> {
      try (Connection c = open()) {
        c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        equal(c.getTransactionIsolation(), Connection.TRANSACTION_REPEATABLE_READ);
        c.setReadOnly(true);
        c.setAutoCommit(false);
        fails("25006", () -> run(c, "create table jdbc_ro (a int4)"));
        c.rollback();
      }
    });
    checks.put("query_timeout_and_cancel", () -> {
      try (Connection c = open(); Statement s = c.createStatement()) {
        s.setQueryTimeout(1);
        fails("57014", () -> s.execute("select pg_sleep(20)"));
        s.setQueryTimeout(0);
        equal(one(c, "select 1"), 1);
      }
    });
    checks.put("big_result", () -> {
      try (Connection c = open(); Statement s = c.createStatement(); ResultSet r = s.executeQuery("select x, x::text from generate_series(1, 200000) as g(x)")) {
        int n = 0;
        while (r.next()) n++;
        equal(n, 200000);
      }
    });
    checks.put("copy_manager", () -> {
      try (Connection c = open()) {
        run(c, "create table jdbc_copy (a int4 not null, b text)");
        org.postgresql.copy.CopyManager m = c.unwrap(org.postgresql.PGConnection.class).getCopyAPI();
        StringBuilder in = new StringBuilder();
        for (int i = 0; i < 20000; i++) in.append(i).append(",\"row ").append(i).append("\"\n");
        equal(m.copyIn("copy jdbc_copy from stdin (format csv)", new java.io.StringReader(in.toString())), 20000L);
        java.io.StringWriter out = new java.io.StringWriter();
        equal(m.copyOut("copy (select * from jdbc_copy where a < 2 order by a) to stdout", out), 2L);
        equal(out.toString(), "0\trow 0\n1\trow 1\n");
        fails("22P02", () -> m.copyIn("copy jdbc_copy from stdin", new java.io.StringReader("x\ty\n")));
        org.postgresql.copy.CopyIn cancelled = m.copyIn("copy jdbc_copy from stdin");
        cancelled.writeToCopy("5\tx\n".getBytes(), 0, 4);
        cancelled.cancelCopy();
        try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("select count(*) from jdbc_copy")) {
          r.next();
          equal(r.getInt(1), 20000);
        }
      }
    });
    checks.put("generated_by_multi_statement", () -> {
      try (Connection c = open(); Statement s = c.createStatement()) {
        equal(s.execute("select 1; select 2"), true);
        equal(s.getMoreResults(), true);
        ResultSet r = s.getResultSet();
        r.next();
        equal(r.getInt(1), 2);
      }
    });
  }

  static void types(String mode) throws Exception {
    try (Connection c = mode.equals("simple") ? open("preferQueryMode", "simple") : open("binaryTransfer", "true", "prepareThreshold", "-1");
         PreparedStatement s = c.prepareStatement("""
             select true, 1::int2, 2::int4, 3::int8, 1.5::float8, 12.50::numeric(10,2), 'grün'::text, '\\x00ff'::bytea, date '2024-02-29',
             timestamp '2024-02-29 01:02:03.25', timestamptz '2024-02-29 01:02:03+00', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, array[1,2,null], array['a','b c'], null::int4""");
         ResultSet r = s.executeQuery()) {
      r.next();
      equal(r.getBoolean(1), true);
      equal(r.getShort(2), (short) 1);
      equal(r.getObject(3), 2);
      equal(r.getObject(4), 3L);
      equal(r.getObject(5), 1.5);
      equal(r.getBigDecimal(6), new BigDecimal("12.50"));
      equal(r.getString(7), "grün");
      equal(r.getBytes(8), new byte[] {0, (byte) 255});
      equal(r.getObject(9, LocalDate.class), LocalDate.of(2024, 2, 29));
      equal(r.getObject(10, LocalDateTime.class), LocalDateTime.of(2024, 2, 29, 1, 2, 3, 250_000_000));
      equal(r.getObject(11, OffsetDateTime.class).toInstant().toString(), "2024-02-29T01:02:03Z");
      equal(r.getObject(12), UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
      equal(r.getArray(13).getArray(), new Integer[] {1, 2, null});
      equal(r.getArray(14).getArray(), new String[] {"a", "b c"});
      equal(r.getObject(15), null);
      equal(r.wasNull(), true);
    }
  }

  static void run(Connection c, String sql) throws SQLException {
    try (Statement s = c.createStatement()) {
      s.execute(sql);
    }
  }

  public static void main(String[] args) {
    for (Map.Entry<String, Check> e : checks.entrySet()) {
      try {
        e.getValue().run();
        System.out.println("ok " + e.getKey());
      } catch (Throwable t) {
        System.out.println("not ok " + e.getKey() + ": " + String.valueOf(t).replaceAll("\\s+", " "));
        t.printStackTrace();
      }
    }
    System.exit(0);
  }
}
