"""Records data/*.tsv from a real PostgreSQL 15: python gen/record.py DSN data
Each file begins with a line of column names and one of types; arrays are JSON, '\\N' is NULL. The owner of PostgreSQL's own objects is $ in access lists."""
import sys, psycopg2
DUCK = {"oid": "BIGINT", "name": "VARCHAR", "char": "VARCHAR", "bool": "BOOLEAN", "int2": "SMALLINT", "int4": "INTEGER", "int8": "BIGINT", "float4": "FLOAT",
        "float8": "DOUBLE", "text": "VARCHAR", "xid": "BIGINT", "regproc": "BIGINT", "regtype": "BIGINT", "regclass": "BIGINT", "timestamptz": "TIMESTAMPTZ", "interval": "INTERVAL", "jsonb": "JSON",
        "int2vector": "SMALLINT[]", "oidvector": "BIGINT[]", "cardinal_number": "INTEGER", "bytea": "BLOB", "numeric": "DOUBLE", "time_stamp": "TIMESTAMPTZ"}

def duck(t):
    if t in DUCK: return DUCK[t]
    if t.startswith("_"): return DUCK.get(t[1:], "VARCHAR") + "[]"
    return "VARCHAR"

RELS = {
    "pg_class": "select * from pg_class where oid < 16384",
    "pg_attribute": "select * from pg_attribute where attrelid < 16384",
    "pg_type": "select * from pg_type where oid < 16384",
    "pg_index": "select * from pg_index where indexrelid < 16384", "pg_constraint": "select * from pg_constraint where oid < 16384",
    "pg_description": "select * from pg_description where objoid < 16384 and not (classoid = 'pg_extension'::regclass or classoid = 'pg_language'::regclass and objoid in (select oid from pg_language where lanname = 'plpgsql') or classoid = 'pg_proc'::regclass and objoid in (select oid from pg_proc where proname like 'plpgsql%'))",
    "pg_amop": "select * from pg_amop", "pg_amproc": "select * from pg_amproc", "pg_conversion": "select * from pg_conversion", "pg_ts_config": "select * from pg_ts_config",
    "pg_ts_config_map": "select * from pg_ts_config_map", "pg_ts_dict": "select * from pg_ts_dict", "pg_ts_parser": "select * from pg_ts_parser", "pg_ts_template": "select * from pg_ts_template",
    "pg_authid": "select oid, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit from pg_authid where oid <> 10 and oid < 16384",
    "pg_auth_members": "select * from pg_auth_members",
    "index_text": "select indexrelid as oid, pg_get_indexdef(indexrelid) as def from pg_index where indexrelid < 16384", "sql_features": "select * from information_schema.sql_features", "sql_implementation_info": "select * from information_schema.sql_implementation_info",
    "sql_parts": "select * from information_schema.sql_parts", "sql_sizing": "select * from information_schema.sql_sizing",
    "constraint_text": "select oid, pg_get_constraintdef(oid) as def from pg_constraint where oid < 16384",
    "proc_text": "select oid, pg_get_function_arguments(oid) as args, pg_get_function_identity_arguments(oid) as identity, pg_get_function_result(oid) as result from pg_proc where pronamespace in (11, 'information_schema'::regnamespace) and proname not like 'plpgsql%'",
    "pg_proc": "select * from pg_proc where pronamespace in (11, 'information_schema'::regnamespace) and proname not like 'plpgsql%'", "pg_operator": "select * from pg_operator", "pg_cast": "select * from pg_cast", "pg_am": "select * from pg_am",
    "pg_language": "select * from pg_language where lanname <> 'plpgsql'", "pg_collation": "select * from pg_collation where collprovider in ('d') or collname in ('C','POSIX','ucs_basic')",
    "pg_opclass": "select * from pg_opclass", "pg_opfamily": "select * from pg_opfamily", "pg_aggregate": "select * from pg_aggregate", "pg_range": "select * from pg_range",
    "pg_init_privs": "select * from pg_init_privs where objoid < 16384 and classoid <> 'pg_namespace'::regclass",
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
        if t == "pg_node_tree" or t == "anyarray": e = "null::text"
        elif t == "_aclitem": e = "to_json(replace(%s::text, (select rolname from pg_roles where oid = 10), '$')::text[])" % n
        elif t in ("regproc", "regclass", "regtype"): e = "%s::oid" % n
        elif t.startswith("_") or t.endswith("vector"): e = "to_json(%s)" % n
        else: e = n
        exprs.append(e)
    with open("%s/%s.tsv" % (sys.argv[2], rel), "w") as f:
        f.write("\t".join(n for n, _ in cols) + "\n" + "\t".join(duck(t) for _, t in cols) + "\n")
        inner = "select %s from (%s) q order by %s" % (", ".join(exprs), query, "attrelid, attnum" if rel == "pg_attribute" else ", ".join(c for c, _ in cols[:3]))
        cur.copy_expert("copy (%s) to stdout" % inner, f)
