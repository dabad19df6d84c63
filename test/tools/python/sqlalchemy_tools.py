"""SQLAlchemy's Inspector over the driver that is named: with psycopg2 every get_* and get_multi_* of it, and reflection; with the
others, which ask the same and read the answers otherwise, what has values of every type."""
import asyncio
import sys

import sqlalchemy as sa
from sqlalchemy.engine.reflection import ObjectKind, ObjectScope
from sqlalchemy.ext.asyncio import create_async_engine

from report import DATABASE, HOST, PASSWORD, PORT, SCHEMAS, USER, by, check, run

DRIVER = sys.argv[1]
FULL = DRIVER == "psycopg2"
URL = sa.URL.create(f"postgresql+{DRIVER}", USER, PASSWORD, HOST, PORT, DATABASE)


if DRIVER == "asyncpg":
    loop, engine = asyncio.new_event_loop(), create_async_engine(URL)
else:
    engine = sa.create_engine(URL)


def inspecting(f):
    """Runs f with a new Inspector and its connection, which asyncpg has only inside of a greenlet."""
    if DRIVER == "asyncpg":
        async def ask():
            async with engine.connect() as c:
                return await c.run_sync(lambda s: f(sa.inspect(s), s))
        return loop.run_until_complete(ask())
    with engine.connect() as c:
        return f(sa.inspect(c), c)


# One relation of each kind, key and spelling, for what is asked table by table; the get_multi_* ask for all of them.
RELATIONS = [("public", "customers"), ("sales", "Yearly"), ("Mixed Case", "Some Table")]


def per_table(name, *keys):
    """get_<name> of a few tables and views."""
    def ask(i, _):
        got = {}
        for schema, relation in RELATIONS:
            answer = getattr(i, "get_" + name)(relation, schema)
            got[f"{schema}.{relation}"] = by(answer, *keys) if keys and isinstance(answer, list) else answer
        return got
    return lambda: inspecting(ask)


def multi(name, *keys):
    """get_multi_<name> of each schema."""
    def ask(i, _):
        got = {}
        for schema in SCHEMAS if FULL else ("public",):
            answer = getattr(i, "get_multi_" + name)(schema=schema, kind=ObjectKind.ANY, scope=ObjectScope.ANY)
            for (s, t), v in sorted(answer.items()):
                got[f"{s}.{t}"] = by(v, *keys) if keys and isinstance(v, list) else v
        return got
    return lambda: inspecting(ask)


def named(name, f):
    f.__name__ = name
    return check(f)


@check
def names():
    def ask(i, _):
        got = {"default": i.default_schema_name, "schemas": sorted(i.get_schema_names())}
        for s in SCHEMAS if FULL else ("sales",):
            got[s] = {"tables": sorted(i.get_table_names(s)), "views": sorted(i.get_view_names(s)),
                      "materialized": sorted(i.get_materialized_view_names(s)), "sequences": i.get_sequence_names(s)}
        got["domains"], got["enums"] = i.get_domains("public"), i.get_enums("public")
        return got
    return inspecting(ask)


@check
def has():
    def ask(i, _):
        return [i.has_table("orders"), i.has_table("Orders"), i.has_table("targets", "sales"), i.has_table("Yearly", "sales"),
                i.has_table("order_totals"), i.has_schema("sales"), i.has_schema("nobody"), i.has_sequence("orders_id_seq"),
                i.has_index("orders", "orders_placed_at"), i.has_index("orders", "none")]
    return inspecting(ask)


for n, k in {"columns": (), "pk_constraint": (), "foreign_keys": ("name",), "unique_constraints": ("name",), "check_constraints": ("name",),
             "indexes": ("name",), "table_comment": (), "table_options": ()}.items():
    if FULL:
        named(n, per_table(n, *k))
    named("multi_" + n, multi(n, *k))


if FULL:
    @check
    def view_definitions():
        return inspecting(lambda i, _: {f"{s}.{v}": i.get_view_definition(v, s) for s in SCHEMAS for v in sorted(i.get_view_names(s) + i.get_materialized_view_names(s))})

    @check
    def sorted_tables():
        return inspecting(lambda i, _: [i.get_sorted_table_and_fkc_names("sales"), i.get_sorted_table_and_fkc_names("public")])


@check
def reflect():
    def ask(_, c):
        got = {}
        for s in ("public", "Mixed Case") if FULL else ("sales",):
            meta = sa.MetaData()
            meta.reflect(c, schema=s, views=True)
            for name, t in sorted(meta.tables.items()):
                got[name] = {"columns": [f"{x.name} {x.type!r} {x.nullable} {x.server_default and x.server_default.arg}" for x in t.columns], "keys": sorted(repr(x) for x in t.foreign_keys),
                             "indexes": sorted(str(x.name) for x in t.indexes), "constraints": sorted(str(x.name) for x in t.constraints)}
        return got
    return inspecting(ask)


@check
def object_ids():
    """get_table_oid gives what the next statement is asked with."""
    def ask(i, c):
        oid = i.get_table_oid("targets", "sales")
        return c.execute(sa.text("select n.nspname, c.relname, c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = relnamespace where c.oid = :o"), {"o": oid}).all()
    return inspecting(ask)


@check
def temporary():
    def ask(i, c):
        c.execute(sa.text("create temporary table temporary_one (a integer not null, b text)"))
        i.clear_cache()
        return {"tables": i.get_temp_table_names(), "views": i.get_temp_view_names(), "has": i.has_table("temporary_one"),
                "columns": i.get_columns("temporary_one")}
    return inspecting(ask)


run("SQLAlchemy", {"psycopg2": "psycopg2-binary"}.get(DRIVER, DRIVER))
