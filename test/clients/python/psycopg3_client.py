import datetime as dt
import decimal
import threading
import time
import uuid

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Json

from check import DATABASE, HOST, PASSWORD, PORT, USER, check, equal, raises, run

U = uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")
SQL = """select true, 1::int2, 2::int4, 3::int8, 1.5::float8, 12.50::numeric(10,2), 'grün'::text, '\\x00ff'::bytea, date '2024-02-29',
    time '01:02:03.5', timestamp '2024-02-29 01:02:03.25', timestamptz '2024-02-29 01:02:03+00', interval '1 day 02:00:00',
    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, array[1,2,null], array['a','b c'], '{"a": [1]}'::json, null::int4"""
WANT = (True, 1, 2, 3, 1.5, decimal.Decimal("12.50"), "grün", b"\x00\xff", dt.date(2024, 2, 29), dt.time(1, 2, 3, 500000),
        dt.datetime(2024, 2, 29, 1, 2, 3, 250000), dt.datetime(2024, 2, 29, 1, 2, 3, tzinfo=dt.timezone.utc), dt.timedelta(days=1, hours=2),
        U, [1, 2, None], ["a", "b c"], {"a": [1]}, None)


def connect(**kw):
    return psycopg.connect(host=HOST, port=PORT, user=USER, password=PASSWORD, dbname=DATABASE, sslmode="disable", **kw)


@check
def connects():
    with connect() as c:
        equal(c.info.server_version // 10000, 15)
        equal(c.info.encoding, "utf-8")


@check
def types_text():
    with connect() as c:
        equal(c.execute(SQL).fetchone(), WANT)


@check
def types_binary():
    with connect() as c:
        equal(c.cursor(binary=True).execute(SQL).fetchone(), WANT)


@check
def parameters_text_and_binary():
    values = (7, 1 << 40, 1.5, "it's \\ 100%", True, dt.date(2024, 1, 2), dt.datetime(2024, 1, 2, 3, 4, 5), U, decimal.Decimal("12.345"), b"\x00\x01", None)
    names = "int4 int8 float8 text bool date timestamp uuid numeric bytea text".split()
    with connect() as c:
        for form in ("s", "t", "b"):
            marks = ", ".join(f"%{form}::{n}" for n in names)
            equal(c.execute("select " + marks, values).fetchone(), values)


@check
def array_and_json_parameters():
    with connect() as c:
        equal(c.execute("select %s::int4[], %s::text[]", ([1, 2, None], ["a", 'b "c"'])).fetchone(), ([1, 2, None], ["a", 'b "c"']))
        equal(c.execute("select %s::json", (Json({"k": [1, None]}),)).fetchone(), ({"k": [1, None]},))


@check
def untyped_parameters():
    with connect(autocommit=True) as c:
        c.execute("create table psycopg3_p (a int4, b text, c float8, d date)")
        c.execute("insert into psycopg3_p values (%s, %s, %s, %s)", (1, "x", 2.5, dt.date(2024, 1, 2)))
        equal(c.execute("select * from psycopg3_p where a = %s and b = %s and c > %s and d <= %s", (1, "x", 2, dt.date(2024, 1, 2))).fetchone(),
              (1, "x", 2.5, dt.date(2024, 1, 2)))
        equal(c.execute("select a from psycopg3_p where a = any(%s)", ([1, 5],)).fetchall(), [(1,)])
        c.execute("drop table psycopg3_p")


@check
def errors():
    with connect(autocommit=True) as c:
        for sql, kind in [("selec 1", psycopg.errors.SyntaxError), ("select * from no_such_table", psycopg.errors.UndefinedTable),
                          ("select no_such_column", psycopg.errors.UndefinedColumn),
                          ("select 'abc'::int4", psycopg.errors.InvalidTextRepresentation),
                          ("select 99999::int2", psycopg.errors.NumericValueOutOfRange)]:
            raises(kind, c.execute, sql)
            equal(c.info.transaction_status, psycopg.pq.TransactionStatus.IDLE)
        e = raises(psycopg.errors.SyntaxError, c.execute, "select 1 frm x y")
        assert e.diag.statement_position, "no position"
        equal(c.execute("select 1").fetchone(), (1,))


@check
def transactions():
    with connect() as c, connect(autocommit=True) as other:
        other.execute("create table psycopg3_tx (a int4)")
        c.execute("insert into psycopg3_tx values (1)")
        equal(other.execute("select count(*) from psycopg3_tx").fetchone(), (0,))
        c.rollback()
        c.execute("insert into psycopg3_tx values (2)")
        c.commit()
        equal(other.execute("select a from psycopg3_tx").fetchall(), [(2,)])
        other.execute("drop table psycopg3_tx")


@check
def nested_transaction_blocks():
    with connect() as c:
        c.execute("create table psycopg3_nest (a int4)")
        c.commit()
        with c.transaction():
            c.execute("insert into psycopg3_nest values (1)")
            try:
                with c.transaction():
                    c.execute("insert into psycopg3_nest values (2)")
                    c.execute("select 'x'::int4")
            except psycopg.errors.InvalidTextRepresentation:
                pass
            with c.transaction():
                c.execute("insert into psycopg3_nest values (3)")
            with c.transaction():
                c.execute("insert into psycopg3_nest values (4)")
                raise psycopg.Rollback()
        equal(c.execute("select a from psycopg3_nest order by a").fetchall(), [(1,), (3,)])
        c.execute("drop table psycopg3_nest")


@check
def server_side_cursor():
    with connect() as c:
        for binary in (False, True):
            with psycopg.ServerCursor(c, "named", scrollable=True) as cur:
                cur.itersize = 700
                cur.execute("select x, x::text from generate_series(1, 20000) as g(x)", binary=binary)
                equal(sum(r[0] for r in cur), 20000 * 20001 // 2)
                cur.scroll(9, mode="absolute")
                equal(cur.fetchone(), (10, "10"))


@check
def cursor_with_parameters():
    with connect() as c, psycopg.ServerCursor(c, "p") as cur:
        cur.execute("select x from generate_series(1, %s) as g(x) where x %% %s = 0", (100, 10))
        equal([r[0] for r in cur], list(range(10, 101, 10)))


@check
def pipeline_mode():
    with connect(autocommit=True) as c:
        c.execute("create table psycopg3_pipe (a int4)")
        with c.pipeline() as p:
            for i in range(50):
                c.execute("insert into psycopg3_pipe values (%s)", (i,))
            cur = c.execute("select count(*) from psycopg3_pipe")
            p.sync()
            equal(cur.fetchone(), (50,))
        equal(c.execute("select sum(a) from psycopg3_pipe").fetchone(), (1225,))
        c.execute("drop table psycopg3_pipe")


@check
def pipeline_error_aborts_to_sync():
    with connect(autocommit=True) as c:
        c.execute("create table psycopg3_pipe2 (a int4)")
        try:
            with c.pipeline():
                c.execute("insert into psycopg3_pipe2 values (1)")
                c.execute("select %s::text::int4", ("x",))
                c.execute("insert into psycopg3_pipe2 values (2)")
            raise AssertionError("no error")
        except psycopg.errors.InvalidTextRepresentation:
            pass
        equal(c.execute("select count(*) from psycopg3_pipe2").fetchone(), (0,))
        c.execute("drop table psycopg3_pipe2")


@check
def executemany():
    with connect(autocommit=True) as c:
        c.execute("create table psycopg3_many (a int4, b text)")
        cur = c.cursor()
        cur.executemany("insert into psycopg3_many values (%s, %s)", [(i, f"v{i}") for i in range(100)])
        equal(cur.rowcount, 100)
        equal(c.cursor(row_factory=dict_row).execute("select a, b from psycopg3_many where a = 42").fetchone(), {"a": 42, "b": "v42"})
        c.execute("drop table psycopg3_many")


@check
def prepares_after_five():
    with connect(autocommit=True) as c:
        for i in range(12):
            equal(c.execute("select %s::int4 + 1", (i,)).fetchone(), (i + 1,))
        equal(c.execute("select %s::int4 * 2", (21,), prepare=True).fetchone(), (42,))


@check
def stream_rows():
    with connect() as c:
        n = 0
        for (x,) in c.cursor().stream("select x from generate_series(1, 5000) as g(x)"):
            n += x
        equal(n, 5000 * 5001 // 2)


@check
def big_result():
    with connect() as c:
        rows = c.cursor(binary=True).execute("select x, x::text from generate_series(1, 300000) as g(x)").fetchall()
        equal((len(rows), rows[-1]), (300000, (300000, "300000")))


@check
def copy_in_and_out():
    with connect(autocommit=True) as c:
        c.execute("create table psycopg3_copy (a int4 not null, b text, c float8, d timestamptz)")
        cur = c.cursor()
        day = dt.datetime(2024, 2, 29, 12, tzinfo=dt.timezone.utc)
        with cur.copy("copy psycopg3_copy from stdin") as cp:
            for i in range(20000):
                cp.write_row((i, f"row\t{i}" if i % 2 else None, i / 4, day))
        equal(cur.rowcount, 20000)
        with cur.copy("copy psycopg3_copy (a, b) from stdin (format binary)") as cp:
            cp.set_types(["int4", "text"])
            cp.write_row((20000, "binary"))
        with cur.copy("copy (select a, b, c, d from psycopg3_copy where a in (3, 4) order by a) to stdout") as cp:
            cp.set_types(["int4", "text", "float8", "timestamptz"])
            equal(list(cp.rows()), [(3, "row\t3", 0.75, day), (4, None, 1.0, day)])
        with cur.copy("copy (select a, b from psycopg3_copy where a > 19998 order by a) to stdout (format binary)") as cp:
            cp.set_types(["int4", "text"])
            equal(list(cp.rows()), [(19999, "row\t19999"), (20000, "binary")])
        for data, error in (("x\ty\t1\t\\N\n", psycopg.errors.InvalidTextRepresentation), ("1\n", psycopg.errors.BadCopyFileFormat)):
            def bad():
                with cur.copy("copy psycopg3_copy from stdin") as cp:
                    cp.write(data)
            raises(error, bad)
        try:
            with cur.copy("copy psycopg3_copy from stdin") as cp:
                cp.write_row((1, "x", 1.0, day))
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        equal(cur.execute("select count(*), count(distinct a) from psycopg3_copy").fetchone(), (20001, 20001))


@check
def cancels():
    with connect(autocommit=True) as c:
        threading.Timer(0.2, c.cancel_safe).start()
        start = time.monotonic()
        raises(psycopg.errors.QueryCanceled, c.execute, "select pg_sleep(20)")
        assert time.monotonic() - start < 5
        equal(c.execute("select 1").fetchone(), (1,))


@check
def notices_and_notifications():
    with connect(autocommit=True) as c, connect(autocommit=True) as other:
        seen = []
        c.add_notice_handler(lambda d: seen.append((d.severity, d.sqlstate)))
        c.execute("begin")
        c.execute("begin")
        c.execute("rollback")
        equal(seen, [("WARNING", "25001")])
        c.execute("listen psycopg3_chan")
        other.execute("select pg_notify('psycopg3_chan', 'hello')")
        got = next(c.notifies(timeout=5))
        equal((got.channel, got.payload), ("psycopg3_chan", "hello"))


@check
def isolation_and_read_only():
    with connect() as c:
        c.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
        c.read_only = True
        equal(c.execute("show transaction_isolation").fetchone(), ("serializable",))
        raises(psycopg.errors.ReadOnlySqlTransaction, c.execute, "create table psycopg3_ro (a int4)")


run()
