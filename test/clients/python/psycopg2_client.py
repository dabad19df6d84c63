import datetime as dt
import decimal
import select
import threading
import time
import uuid

import psycopg2
import psycopg2.errors
import psycopg2.extensions
import psycopg2.extras

from check import DATABASE, HOST, PASSWORD, PORT, USER, check, equal, raises, run

UTC = dt.timezone.utc


def connect(**kw):
    return psycopg2.connect(host=HOST, port=PORT, user=USER, password=PASSWORD, dbname=DATABASE, sslmode="disable", **kw)


def one(cur, sql, args=None):
    cur.execute(sql, args)
    return cur.fetchone()


@check
def connects():
    with connect() as c:
        assert c.server_version // 10000 == 15, c.server_version
        equal(c.encoding, "UTF8")
        equal(c.get_parameter_status("standard_conforming_strings"), "on")


@check
def types():
    cur = connect().cursor()
    got = one(cur, """select true, 1::int2, 2::int4, 3::int8, 1.5::float8, 12.50::numeric(10,2), 'grün'::text, 'x'::varchar(5),
        '\\x00ff'::bytea, date '2024-02-29', time '01:02:03.5', timestamp '2024-02-29 01:02:03.25',
        timestamptz '2024-02-29 01:02:03+00', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, null""")
    want = (True, 1, 2, 3, 1.5, decimal.Decimal("12.50"), "grün", "x", b"\x00\xff", dt.date(2024, 2, 29), dt.time(1, 2, 3, 500000),
            dt.datetime(2024, 2, 29, 1, 2, 3, 250000), dt.datetime(2024, 2, 29, 1, 2, 3, tzinfo=UTC),
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", None)
    equal(tuple(bytes(v) if isinstance(v, memoryview) else v for v in got), want)


@check
def containers():
    cur = connect().cursor()
    equal(one(cur, "select array[1,2,null], array['a','b c'], interval '1 day 02:00:00', '{\"a\": [1]}'::json"),
          ([1, 2, None], ["a", "b c"], dt.timedelta(days=1, hours=2), {"a": [1]}))


@check
def column_description():
    cur = connect().cursor()
    cur.execute("select 1::int4 as a, 'x'::text as b, 1.25::numeric(10,2) as c")
    equal([(d.name, d.type_code) for d in cur.description], [("a", 23), ("b", 25), ("c", 1700)])
    equal((cur.description[2].precision, cur.description[2].scale), (10, 2))


@check
def parameters():
    cur = connect().cursor()
    psycopg2.extras.register_uuid()
    u = uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")
    got = one(cur, "select %s, %s, %s::text, %s, %s::date, %s::timestamp, %s, %s::uuid, %s",
              (7, 1.5, "it's \\ 'quoted' 100%", True, dt.date(2024, 1, 2), dt.datetime(2024, 1, 2, 3, 4, 5), [1, 2, 3], u, None))
    equal(got, (7, decimal.Decimal("1.5"), "it's \\ 'quoted' 100%", True, dt.date(2024, 1, 2), dt.datetime(2024, 1, 2, 3, 4, 5), [1, 2, 3], u, None))
    equal(bytes(one(cur, "select %s::bytea", (psycopg2.Binary(b"\x00\x01'\\"),))[0]), b"\x00\x01'\\")


@check
def errors():
    c = connect()
    cur = c.cursor()
    for sql, kind in [("selec 1", psycopg2.errors.SyntaxError), ("select * from no_such_table", psycopg2.errors.UndefinedTable),
                      ("select 99999::int2", psycopg2.errors.NumericValueOutOfRange), ("select no_such_column", psycopg2.errors.UndefinedColumn),
                      ("select 'abc'::int4", psycopg2.errors.InvalidTextRepresentation), ("select nofunc(1)", psycopg2.errors.UndefinedFunction)]:
        e = raises(kind, cur.execute, sql)
        equal(e.diag.severity, "ERROR")
        equal(c.info.transaction_status, psycopg2.extensions.TRANSACTION_STATUS_INERROR)
        raises(psycopg2.errors.InFailedSqlTransaction, cur.execute, "select 1")
        c.rollback()
    equal(one(cur, "select 1"), (1,))


@check
def transactions():
    c, other = connect(), connect()
    cur = c.cursor()
    cur.execute("drop table if exists psycopg2_tx")
    cur.execute("create table psycopg2_tx (a int4, b text)")
    c.commit()
    cur.execute("insert into psycopg2_tx values (1, 'x')")
    equal(cur.rowcount, 1)
    oc = other.cursor()
    equal(one(oc, "select count(*) from psycopg2_tx"), (0,))
    other.rollback()
    c.rollback()
    equal(one(cur, "select count(*) from psycopg2_tx"), (0,))
    cur.executemany("insert into psycopg2_tx values (%s, %s)", [(i, str(i)) for i in range(10)])
    psycopg2.extras.execute_values(cur, "insert into psycopg2_tx values %s", [(i, None) for i in range(10, 110)])
    equal(cur.rowcount, 100)
    c.commit()
    equal(one(oc, "select count(*), count(b), sum(a) from psycopg2_tx"), (110, 10, 5995))
    c.autocommit = True
    cur.execute("update psycopg2_tx set b = 'new' where a < 5")
    equal((cur.rowcount, cur.statusmessage), (5, "UPDATE 5"))
    cur.execute("delete from psycopg2_tx where a >= 10")
    equal(cur.rowcount, 100)
    other.rollback()
    cur.execute("drop table psycopg2_tx")


@check
def savepoints():
    c = connect()
    cur = c.cursor()
    cur.execute("create table psycopg2_sp (a int4)")
    cur.execute("insert into psycopg2_sp values (1)")
    cur.execute("savepoint s")
    cur.execute("insert into psycopg2_sp values (2)")
    cur.execute("rollback to savepoint s")
    cur.execute("insert into psycopg2_sp values (3)")
    cur.execute("select a from psycopg2_sp order by a")
    equal(cur.fetchall(), [(1,), (3,)])
    c.rollback()


@check
def isolation_levels():
    c = connect()
    c.set_session(isolation_level="REPEATABLE READ", readonly=True)
    cur = c.cursor()
    equal(one(cur, "show transaction_isolation"), ("repeatable read",))
    raises(psycopg2.errors.ReadOnlySqlTransaction, cur.execute, "create table psycopg2_ro (a int4)")
    c.rollback()


@check
def server_side_cursor():
    c = connect()
    cur = c.cursor("named")
    cur.itersize = 1000
    cur.execute("select x, 'row ' || x from generate_series(1, 25000) as g(x)")
    n = total = 0
    for x, s in cur:
        n, total = n + 1, total + x
        if n == 12345:
            equal(s, "row 12345")
    equal((n, total), (25000, 25000 * 25001 // 2))
    c.commit()


@check
def scrollable_and_hold_cursor():
    c = connect()
    cur = c.cursor("scrolls", scrollable=True, withhold=True)
    cur.execute("select x from generate_series(1, 100) as g(x)")
    cur.scroll(50)
    equal(cur.fetchone(), (51,))
    cur.scroll(-11)
    equal(cur.fetchone(), (41,))
    c.commit()
    cur.scroll(0, mode="absolute")
    equal(cur.fetchmany(3), [(1,), (2,), (3,)])
    cur.close()
    c.commit()


@check
def big_result():
    cur = connect().cursor()
    cur.execute("select x, x::text, x * 1.5::float8 from generate_series(1, 300000) as g(x)")
    rows = cur.fetchall()
    equal((len(rows), rows[-1]), (300000, (300000, "300000", 450000.0)))


@check
def multi_statement():
    cur = connect().cursor()
    cur.execute("select 1; select 2 as last")
    equal(cur.fetchall(), [(2,)])


@check
def cancels():
    c = connect()
    cur = c.cursor()
    threading.Timer(0.2, c.cancel).start()
    start = time.monotonic()
    raises(psycopg2.errors.QueryCanceled, cur.execute, "select pg_sleep(20)")
    assert time.monotonic() - start < 5
    c.rollback()
    equal(one(cur, "select 1"), (1,))


@check
def notifications():
    c, other = connect(), connect()
    c.autocommit = other.autocommit = True
    c.cursor().execute("listen psycopg2_chan")
    other.cursor().execute("notify psycopg2_chan, 'payload'")
    select.select([c], [], [], 5)
    c.poll()
    equal([(n.channel, n.payload) for n in c.notifies], [("psycopg2_chan", "payload")])


@check
def reset_and_reuse():
    c = connect()
    cur = c.cursor()
    cur.execute("set application_name = 'dirty'")
    c.commit()
    c.reset()
    equal(one(cur, "show application_name"), ("",))


run()
