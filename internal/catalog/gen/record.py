"""Records data/*.tsv from a real PostgreSQL 15: python gen/record.py DSN data
Each file begins with a line of column names and one of types; arrays are JSON, '\\N' is NULL. Access lists are left out."""
import sys, psycopg2
DUCK = {"oid": "BIGINT", "name": "VARCHAR", "char": "VARCHAR", "bool": "BOOLEAN", "int2": "SMALLINT", "int4": "INTEGER", "int8": "BIGINT", "float4": "FLOAT",
        "float8": "DOUBLE", "text": "VARCHAR", "xid": "BIGINT", "regproc": "BIGINT", "regtype": "BIGINT", "regclass": "BIGINT", "timestamptz": "TIMESTAMPTZ", "interval": "INTERVAL", "jsonb": "JSON",
        "int2vector": "SMALLINT[]", "oidvector": "BIGINT[]", "cardinal_number": "INTEGER", "bytea": "BLOB", "numeric": "DOUBLE", "time_stamp": "TIMESTAMPTZ"}

def duck(t):
    if t in DUCK: return DUCK[t]
    if t.startswith("_"): return DUCK.get(t[1:], "VARCHAR") + "[]"
    return "VARCHAR"

RELS = {
    "pg_class": "select * from pg_class where relnamespace in (11, 'information_schema'::regnamespace) and relkind in ('r','v')",
    "pg_attribute": "select a.* from pg_attribute a join pg_class c on c.oid = attrelid where relnamespace in (11, 'information_schema'::regnamespace) and relkind in ('r','v') and attnum > 0",
    "pg_type": "select * from pg_type where typnamespace = 11 and typrelid = 0 and typelem not in (select oid from pg_type where typrelid <> 0) or oid in (2249, 2287)",
    "pg_proc": "select * from pg_proc where pronamespace = 11", "pg_operator": "select * from pg_operator", "pg_cast": "select * from pg_cast", "pg_am": "select * from pg_am",
    "pg_language": "select * from pg_language where lanname <> 'plpgsql'", "pg_collation": "select * from pg_collation where collprovider in ('d') or collname in ('C','POSIX','ucs_basic')",
    "pg_opclass": "select * from pg_opclass", "pg_opfamily": "select * from pg_opfamily", "pg_aggregate": "select * from pg_aggregate", "pg_range": "select * from pg_range",
    "pg_tablespace": "select * from pg_tablespace", "pg_timezone_abbrevs": "select * from pg_timezone_abbrevs",
    "pg_keywords": "select * from pg_get_keywords()",
}
cur = psycopg2.connect(sys.argv[1]).cursor()
cur.execute("select oid, typname from pg_type")
types = dict(cur.fetchall())
for rel, query in RELS.items():
    cur.execute(query + " limit 0" if " limit " not in query else query)
    cols = [(d.name, types[d.type_code]) for d in cur.description]
    exprs = []
    for n, t in cols:
        if "aclitem" in t or t == "pg_node_tree" or t == "anyarray": e = "null::text"
        elif t in ("regproc", "regclass", "regtype"): e = "%s::oid" % n
        elif t.startswith("_") or t.endswith("vector"): e = "to_json(%s)" % n
        else: e = n
        exprs.append(e)
    with open("%s/%s.tsv" % (sys.argv[2], rel), "w") as f:
        f.write("\t".join(n for n, _ in cols) + "\n" + "\t".join(duck(t) for _, t in cols) + "\n")
        inner = "select %s from (%s) q order by %s" % (", ".join(exprs), query, "attrelid, attnum" if rel == "pg_attribute" else cols[0][0])
        cur.copy_expert("copy (%s) to stdout" % inner, f)
