"""What every Python program here shares: where the server is, and a report of what a client said, as JSON, check by check."""
import importlib.metadata
import json
import os
import re
import sys
import traceback

HOST, PORT, USER = os.environ["PGHOST"], int(os.environ["PGPORT"]), os.environ["PGUSER"]
PASSWORD, DATABASE = os.environ["PGPASSWORD"], os.environ["PGDATABASE"]
# The schemas of schema.sql; what else a server has is not asked for.
SCHEMAS = ["public", "sales", "Mixed Case", "empty_one"]
_checks = []


def check(f):
    """A check returns what is to be compared."""
    _checks.append(f)
    return f


def plain(x):
    """x as JSON can say it: keys are texts, sets are sorted, what JSON does not know is its repr without addresses."""
    if x is None or isinstance(x, (bool, int, float, str)):
        return x
    if isinstance(x, dict):
        return {k if isinstance(k, str) else repr(k): plain(v) for k, v in x.items()}
    if isinstance(x, (set, frozenset)):
        return sorted((plain(v) for v in x), key=repr)
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    return re.sub(r" at 0x[0-9a-f]+", "", repr(x))


def by(items, *keys):
    """items in an order that does not hang on the server's."""
    return sorted((dict(i) for i in items), key=lambda i: [str(i.get(k)) for k in keys])


def run(*packages):
    """Prints which versions these are, and one line of JSON for each check; an error is an answer too, and goes to stderr in full."""
    print(json.dumps({"version": ", ".join(importlib.metadata.version(p) for p in packages)}))
    for f in _checks:
        try:
            got = plain(f())
        except Exception as e:  # noqa: BLE001
            traceback.print_exc()
            got = {"error": f"{type(e).__name__}: {e}".split("\n")[0]}
        print(json.dumps({"check": f.__name__, "got": got}, ensure_ascii=False), flush=True)
    sys.stdout.flush()
