#!/usr/bin/env python3
"""Records what a real PostgreSQL 15 describes: python typeof.py DSN. Rewrites typeof.tsv in place (query, result types, parameter types, or the
error) and typeof_schema.tsv (the relations that the queries read). Types are typnames, with :typmod where there is one."""
import pathlib, sys
import psycopg
from psycopg import pq

here = pathlib.Path(__file__).resolve().parent
con = psycopg.connect(sys.argv[1], autocommit=True)
con.execute("""drop schema if exists typed cascade; create schema typed; set search_path = typed;
create table t (i2 int2, i4 int, i8 bigint, n numeric, n2 numeric(12,2), f4 real, f8 float8, s text, v varchar(10), c char(3), b bool, d date, tm time, ts timestamp, tz timestamptz, iv interval,
  u uuid, j json, jb jsonb, by bytea, ai int[], at text[], an numeric(8,3)[], bi bit(4), o oid, nm name);
create table u (id int, name text, i4 bigint, at date, k varchar(5));
create view w as select i4 + 1 as x, n2 * 2 as y, s || 'x' as z from t""")
names = dict(con.execute("select oid, typname from pg_type").fetchall())
pg = con.pgconn


def typ(oid, mod):
    return names[oid] + (f":{mod}" if mod != -1 else "")


def describe(sql):
    r = pg.prepare(b"", sql.encode())
    if r.status == pq.ExecStatus.FATAL_ERROR:
        f = lambda x: (r.error_field(x) or b"").decode()
        return "ERROR", "%s %s at %s" % (f(pq.DiagnosticField.SQLSTATE), f(pq.DiagnosticField.MESSAGE_PRIMARY), f(pq.DiagnosticField.STATEMENT_POSITION))
    r = pg.describe_prepared(b"")
    return ",".join(typ(r.ftype(i), r.fmod(i)) for i in range(r.nfields)), ",".join(names[r.param_type(i)] for i in range(r.nparams))


lines = [l.split("\t")[0] for l in (here / "typeof.tsv").read_text().splitlines() if l]
(here / "typeof.tsv").write_text("".join("\t".join((q,) + describe(q)) + "\n" for q in lines))
rows = con.execute("""select relname, attname, typname, atttypmod from pg_attribute a join pg_class c on c.oid = attrelid join pg_type y on y.oid = atttypid
  where relnamespace = 'typed'::regnamespace and attnum > 0 order by relname, attnum""").fetchall()
(here / "typeof_schema.tsv").write_text("".join("\t".join(map(str, r)) + "\n" for r in rows))
