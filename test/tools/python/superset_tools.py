"""Apache Superset, headless, by its REST API: the server is added as a database, its schemas and tables are listed, datasets made of
tables and a view, charts asked for their data, and SQL run in SQL Lab. Superset keeps its own metadata in a file of SQLite."""
import os

from report import DATABASE, HOST, PASSWORD, PORT, USER, check, run

scratch = os.environ["SCRATCH"]
os.environ["SUPERSET_HOME"] = scratch
os.environ["SUPERSET_CONFIG_PATH"] = os.path.join(scratch, "superset_config.py")
with open(os.environ["SUPERSET_CONFIG_PATH"], "w") as f:
    f.write(f"""
SECRET_KEY = "of this test only"
SQLALCHEMY_DATABASE_URI = "sqlite:///{scratch}/superset.db"
WTF_CSRF_ENABLED = TALISMAN_ENABLED = RATELIMIT_ENABLED = False
""")
from superset.app import create_app  # noqa: E402

# What a role that looks at data may do. `superset init` would make all roles, in half a minute.
MAY = [("can_read", "Database"), ("can_write", "Database"), ("can_read", "Dataset"), ("can_write", "Dataset"), ("can_read", "Chart"),
       ("can_execute_sql_query", "SQLLab"), ("all_datasource_access", "all_datasource_access"), ("all_database_access", "all_database_access")]
app = create_app()
with app.app_context():
    from flask_appbuilder import Model
    from superset.extensions import db, security_manager as sm
    Model.metadata.create_all(db.engine)
    role = sm.add_role("Admin")
    sm.add_user("admin", "a", "b", "a@example.org", role, "of this test only")
    for permission in MAY:
        sm.add_permission_role(role, sm.add_permission_view_menu(*permission))
    db.session.commit()
client = app.test_client()
token = client.post("/api/v1/security/login", json={"username": "admin", "password": "of this test only", "provider": "db"}).json["access_token"]
URI = f"postgresql+psycopg2://{USER}:{PASSWORD}@{HOST}:{PORT}/{DATABASE}"


def call(method, path, body=None):
    answer = getattr(client, method)("/api/v1/" + path, headers={"Authorization": "Bearer " + token}, **({"json": body} if body else {}))
    if answer.status_code >= 300:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.json}")
    return answer.json


@check
def adds_a_database():
    return [call("post", "database/test_connection/", {"sqlalchemy_uri": URI, "database_name": "lake"}),
            call("post", "database/", {"sqlalchemy_uri": URI, "database_name": "lake", "expose_in_sqllab": True})["result"]["driver"]]


@check
def lists():
    got = {"schemas": sorted(call("get", "database/1/schemas/")["result"])}
    for schema in ("public", "sales", "Mixed Case"):
        got[schema] = sorted([t["type"], t["value"]] for t in call("get", f"database/1/tables/?q=(schema_name:'{schema}')")["result"])
    return got


@check
def table_metadata():
    got = {}
    for schema, table in (("public", "customers"), ("public", "orders"), ("public", "every_type"), ("sales", "Yearly"), ("Mixed Case", "Some Table")):
        m = call("get", f"database/1/table_metadata/?name={table}&schema={schema}")
        got[table] = {k: m[k] for k in ("name", "columns", "comment", "primaryKey", "foreignKeys", "selectStar")}
        got[table]["indexes"] = sorted(m["indexes"], key=repr)
    return got


datasets = {}


@check
def makes_datasets():
    got = {}
    for schema, table in (("public", "orders"), ("public", "every_type"), ("sales", "Yearly")):
        datasets[table] = call("post", "dataset/", {"database": 1, "schema": schema, "table_name": table})["id"]
        d = call("get", f"dataset/{datasets[table]}")["result"]
        got[table] = {"columns": sorted([c["column_name"], c["type"], c["is_dttm"], c["type_generic"]] for c in d["columns"]),
                      "metrics": [m["expression"] for m in d["metrics"]], "time": d["main_dttm_col"]}
    return got


def chart(table, **query):
    r = call("post", "chart/data", {"datasource": {"id": datasets[table], "type": "table"}, "force": True, "result_type": "full", "result_format": "json",
                                    "queries": [{"row_limit": 100, **query}]})["result"][0]
    return {k: r[k] for k in ("query", "data", "colnames", "coltypes", "rowcount", "error")}


def aggregate(function, column):
    return {"expressionType": "SIMPLE", "aggregate": function, "column": {"column_name": column}, "label": f"{function} of {column}"}


@check
def chart_of_groups():
    return chart("orders", columns=["customer_id"], metrics=["count", aggregate("SUM", "amount"), aggregate("COUNT_DISTINCT", "line"), aggregate("AVG", "amount")],
                 orderby=[["count", False]])


@check
def chart_over_time():
    got = []
    for grain in ("PT1H", "P1D", "P1W", "P1M", "P3M", "P1Y"):
        axis = {"timeGrain": grain, "columnType": "BASE_AXIS", "sqlExpression": "placed_at", "label": "placed_at", "expressionType": "SQL"}
        got.append(chart("orders", columns=[axis], metrics=[aggregate("MAX", "amount")], orderby=[["placed_at", True]],
                         filters=[{"col": "placed_at", "op": "TEMPORAL_RANGE", "val": "2024-01-01 : 2024-12-31"}]))
    return got


@check
def chart_with_filters():
    return chart("orders", columns=["id", "line", "amount"], orderby=[["id", True], ["line", True]],
                 filters=[{"col": "amount", "op": ">", "val": 0.5}, {"col": "id", "op": "IN", "val": [1, 2]}, {"col": "customer_id", "op": "IS NOT NULL"}])


@check
def samples():
    return [chart("every_type", columns=["c_bool", "c_int4", "c_int8", "c_float8", "c_numeric", "c_text", "c_date", "c_timestamp", "c_timestamptz", "c_uuid"], orderby=[["c_int4", True]]),
            chart("Yearly", columns=["year", "total"], orderby=[["year", True]])]


@check
def sql_lab():
    got = []
    for n, sql in enumerate(["select c.name, sum(o.amount) as total, min(placed_at) from orders o join customers c on c.id = o.customer_id group by 1 order by 1",
                             'select "Id", "select", "Ünï" from "Mixed Case"."Some Table"', "select count(*) from sales.\"Yearly\" where year > 2000"]):
        r = call("post", "sqllab/execute/", {"database_id": 1, "sql": sql, "schema": "public", "client_id": f"tools{n}", "runAsync": False})
        got.append([r["status"], r["data"], r["columns"]])
    return got


run("apache-superset")
