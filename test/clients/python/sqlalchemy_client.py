import datetime as dt
import decimal
import sys

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, ProgrammingError

from check import DATABASE, HOST, PASSWORD, PORT, USER, check, equal, raises, run

DRIVER = sys.argv[1]
TABLE = "sa_" + DRIVER
engine = sa.create_engine(sa.URL.create(f"postgresql+{DRIVER}", USER, PASSWORD, HOST, PORT, DATABASE, {"sslmode": "disable"}))
meta = sa.MetaData()
items = sa.Table(TABLE, meta, sa.Column("a", sa.Integer), sa.Column("b", sa.String(20)), sa.Column("c", sa.Numeric(10, 2)), sa.Column("d", sa.Date),
                 sa.Column("e", sa.Boolean), sa.Column("f", sa.Float), sa.Column("g", sa.DateTime))


@check
def connects():
    with engine.connect() as c:
        equal(c.dialect.server_version_info[0], 15)
        equal(c.dialect.default_schema_name, "public")
        equal(c.scalar(sa.text("select 1")), 1)


@check
def types_and_parameters():
    with engine.connect() as c:
        row = c.execute(sa.select(sa.literal(7), sa.literal("it's"), sa.literal(True), sa.literal(dt.date(2024, 1, 2)), sa.cast("1.50", sa.Numeric(5, 2)),
                                  sa.null(), sa.bindparam("x", 1.5, sa.Float))).one()
        equal(tuple(row), (7, "it's", True, dt.date(2024, 1, 2), decimal.Decimal("1.50"), None, 1.5))


@check
def core_statements():
    with engine.begin() as c:
        c.execute(sa.text(f"drop table if exists {TABLE}"))
        c.execute(sa.schema.CreateTable(items))
        rows = [{"a": i, "b": f"v{i}", "c": decimal.Decimal(i) / 4, "d": dt.date(2024, 1, 1), "e": i % 2 == 0, "f": i / 8, "g": dt.datetime(2024, 1, 1, 2, 3)}
                for i in range(20)]
        c.execute(items.insert(), rows)
        equal(c.execute(items.update().where(items.c.a == 3).values(b="changed")).rowcount, 1)
        equal(c.execute(items.delete().where(items.c.a > 14)).rowcount, 5)
    with engine.connect() as c:
        equal(c.scalar(sa.select(sa.func.count()).select_from(items)), 15)
        got = c.execute(sa.select(items).where(items.c.a.in_([3, 4]), items.c.b.like("%a%")).order_by(items.c.a.desc()).limit(5)).mappings().one()
        equal(dict(got), {"a": 3, "b": "changed", "c": decimal.Decimal("0.75"), "d": dt.date(2024, 1, 1), "e": False, "f": 0.375, "g": dt.datetime(2024, 1, 1, 2, 3)})
        equal(c.execute(sa.select(items.c.e, sa.func.sum(items.c.a)).group_by(items.c.e).order_by(items.c.e)).all(), [(False, 49), (True, 56)])


@check
def errors():
    with engine.connect() as c:
        e = raises(ProgrammingError, c.execute, sa.text("select * from no_such_table"))
        equal(getattr(e.orig, "sqlstate", None) or e.orig.pgcode, "42P01")
        c.rollback()
        raises(DBAPIError, c.execute, sa.text("select 'x'::int4"))
        c.rollback()
        equal(c.scalar(sa.text("select 1")), 1)


@check
def transactions_and_savepoints():
    with engine.connect() as c:
        with c.begin():
            c.execute(items.insert(), {"a": 100})
            n = c.begin_nested()
            c.execute(items.insert(), {"a": 101})
            n.rollback()
            with c.begin_nested():
                c.execute(items.insert(), {"a": 102})
    with engine.connect() as c:
        equal(c.scalars(sa.select(items.c.a).where(items.c.a >= 100).order_by(items.c.a)).all(), [100, 102])


@check
def isolation_level():
    with engine.connect().execution_options(isolation_level="SERIALIZABLE") as c:
        equal(c.scalar(sa.text("show transaction_isolation")), "serializable")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
        equal(c.scalar(sa.text("select 1")), 1)


@check
def stream_results():
    with engine.connect().execution_options(stream_results=True, max_row_buffer=500) as c:
        equal(sum(r[0] for r in c.execute(sa.text("select x from generate_series(1, 20000) as g(x)"))), 20000 * 20001 // 2)


@check
def pool_recycles():
    for i in range(20):
        with engine.connect() as c:
            equal(c.scalar(sa.text("select cast(:i as integer)"), {"i": i}), i)


@check
def drops():
    with engine.begin() as c:
        c.execute(sa.schema.DropTable(items))


run()
