"""pgcli: all that its completion refresh asks, and what it then offers."""
from pgcli.pgcompleter import PGCompleter
from pgcli.pgexecute import PGExecute
from pgcli.completion_refresher import CompletionRefresher
from pgspecial.main import PGSpecial
from prompt_toolkit.document import Document

from report import DATABASE, HOST, PASSWORD, PORT, SCHEMAS, USER, check, run

executor = PGExecute(DATABASE, USER, PASSWORD, HOST, PORT, None)


def ours(rows):
    return sorted((list(r) for r in rows if list(r)[0] in SCHEMAS), key=repr)


@check
def search_path():
    return executor.search_path()


@check
def schemata():
    # PostgreSQL keeps the schemas of sessions that have had temporary tables
    return sorted(s for s in executor.schemata() if not s.startswith(("pg_temp", "pg_toast_temp")))


@check
def relations():
    return {"tables": ours(executor.tables()), "views": ours(executor.views())}


@check
def columns():
    return {"tables": ours(executor.table_columns()), "views": ours(executor.view_columns())}


@check
def foreign_keys():
    return sorted(map(list, executor.foreignkeys()))


@check
def databases():
    return DATABASE in executor.databases()


@check
def functions():
    return sorted([f.schema_name, f.func_name, f.arg_names, f.arg_types, f.arg_modes, f.return_type, f.is_aggregate, f.is_window, f.is_set_returning]
                  for f in executor.functions() if f.schema_name in SCHEMAS)


@check
def datatypes():
    return sorted(t[1] for t in executor.datatypes() if t[0] == "pg_catalog")


@check
def casing():
    return sorted(executor.casing())


@check
def session():
    return [executor.get_timezone(), executor.view_definition("active_customers"), executor.get_socket_directory() is not None]


@check
def special_commands():
    got = {}
    for command in (r"\d orders", r"\dt", r"\dv", r"\dn", r"\df add_tax", r"\du", r"\l", r"\dT integer", r"\di", r"\dm", r"\ds", r"\dx", r"\sf add_tax"):
        rows = []
        for title, cursor, headers, status, *_ in executor.run(command, pgspecial=PGSpecial()):
            rows.append([str(title), sorted(map(str, cursor or [])), list(headers or []), str(status)])
        got[command] = rows
    return got


@check
def offers():
    completer = PGCompleter(smart_completion=True)
    done = []
    refresher = CompletionRefresher()
    refresher._bg_refresh(executor, "special", [done.append], None, {})
    completer = done[0]
    got = {}
    for text in ("select * from cust", "select  from orders o where o.", "select * from sales.", "select * from orders o join ", 'select * from "Mixed Case".'):
        at = text.index(" from") if text.startswith("select  ") else len(text)
        offered = {c.text for c in completer.get_completions(Document(text, cursor_position=len(text)), None, smart_completion=True)}
        names = ("customers", "orders", "customer_id", "amount", "targets", "regions", '"Yearly"', '"Some Table"', "plain", "every_type",
                 "customers c ON c.id = o.customer_id")
        got[text] = [n for n in names if n in offered] + [at]
    return got


run("pgcli")
