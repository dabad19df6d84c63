"""psqlODBC through pyodbc: each of ODBC's catalog functions, and columns' descriptions of a result."""
import re

import pyodbc

from report import DATABASE, HOST, PASSWORD, PORT, SCHEMAS, USER, check, run


def connect(driver="PostgreSQL Unicode"):
    return pyodbc.connect(f"DRIVER={{{driver}}};SERVER={HOST};PORT={PORT};DATABASE={DATABASE};UID={USER};PWD={PASSWORD};SSLmode=disable", autocommit=True)


c = connect()
TABLES = [("public", "customers"), ("public", "orders"), ("public", "every_type"), ("public", "active_customers"), ("sales", "targets"), ("sales", "regions"),
          ("Mixed Case", "Some Table")]


def asked(f, *args, **kw):
    """Names of the columns and the rows of what a catalog function returns."""
    rows = f(*args, **kw)
    names = [d[0] for d in rows.description]
    kept = [i for i, n in enumerate(names) if n.upper() != "TABLE OID"]  # the servers number for themselves
    return {"columns": names, "rows": [[r[i] for i in kept] for r in rows.fetchall()]}


def of_tables(name):
    return {f"{s}.{t}": asked(getattr(c.cursor(), name), t, schema=s) for s, t in TABLES}


@check
def tables():
    return {s: asked(c.cursor().tables, schema=s) for s in SCHEMAS} | {
        "pattern": asked(c.cursor().tables, table="cust%"), "views": asked(c.cursor().tables, tableType="VIEW", schema="public"),
        "system": asked(c.cursor().tables, table="pg_class"), "types": sorted(map(repr, asked(c.cursor().tables, table="", schema="", catalog="", tableType="%")["rows"])),
        "schemas": asked(c.cursor().tables, table="", schema="%", catalog=""), "catalogs": asked(c.cursor().tables, table="", schema="", catalog="%")}


@check
def columns():
    return of_tables("columns")


@check
def primary_keys():
    return of_tables("primaryKeys")


@check
def foreign_keys():
    return {"of orders": asked(c.cursor().foreignKeys, foreignTable="orders", foreignSchema="public"), "to customers": asked(c.cursor().foreignKeys, table="customers", schema="public"),
            "of targets": asked(c.cursor().foreignKeys, foreignTable="targets", foreignSchema="sales")}


@check
def statistics():
    return of_tables("statistics")


@check
def row_id_columns():
    return of_tables("rowIdColumns")


@check
def procedures():
    return {"all": asked(c.cursor().procedures, schema="public"), "one": asked(c.cursor().procedures, procedure="answer"),
            "columns": asked(c.cursor().procedureColumns, procedure="add_tax")}


@check
def type_info():
    return asked(c.cursor().getTypeInfo)


@check
def info():
    wanted = ("SQL_DBMS_NAME", "SQL_DBMS_VER", "SQL_DATABASE_NAME", "SQL_USER_NAME", "SQL_IDENTIFIER_CASE", "SQL_IDENTIFIER_QUOTE_CHAR", "SQL_TXN_CAPABLE",
              "SQL_MAX_IDENTIFIER_LEN", "SQL_DATA_SOURCE_READ_ONLY", "SQL_DRIVER_VER")
    return {w: re.sub(r" \(.*", "", str(c.getinfo(getattr(pyodbc, w)))) for w in wanted}


@check
def descriptions():
    got = {}
    for sql in ("select * from every_type", 'select * from "Mixed Case"."Some Table"', "select count(*), sum(amount), max(placed_at) from orders", "select * from orders where id = ?"):
        cur = c.cursor()
        cur.execute(sql, *([1] if "?" in sql else []))
        got[sql] = {"columns": [[d[0], d[1].__name__, *d[3:]] for d in cur.description], "rows": [list(r) for r in cur.fetchall()]}
    return got


@check
def writes():
    cur = c.cursor()
    cur.execute("create table odbc_made (a integer, b varchar(20), c numeric(10,2), d timestamp)")
    cur.executemany("insert into odbc_made values (?, ?, ?, ?)", [(i, f"row {i}", i / 4, "2024-02-29 12:00:00") for i in range(5)])
    got = [list(r) for r in cur.execute("select * from odbc_made where a > ? order by a", 2).fetchall()]
    c.autocommit = False
    cur.execute("delete from odbc_made")
    c.rollback()
    c.autocommit = True
    got += [cur.execute("update odbc_made set b = ? where a < ?", "x", 2).rowcount, cur.execute("select count(*) from odbc_made").fetchval()]
    cur.execute("drop table odbc_made")
    return got


@check
def ansi_driver():
    with connect("PostgreSQL ANSI") as other:
        return asked(other.cursor().columns, "orders", schema="public")


run("pyodbc")
