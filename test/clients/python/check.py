"""A check is a function; its outcome is one line on stdout: `ok name` or `not ok name: why`."""
import asyncio
import inspect
import os
import sys
import traceback

CHECKS = []
HOST, PORT = os.environ["PGHOST"], int(os.environ["PGPORT"])
USER, PASSWORD, DATABASE = os.environ["PGUSER"], os.environ["PGPASSWORD"], os.environ["PGDATABASE"]


def check(fn):
    CHECKS.append(fn)
    return fn


def report(name, err=None):
    if err is None:
        print(f"ok {name}", flush=True)
        return
    why = " ".join(str(err).split()) or type(err).__name__
    print(f"not ok {name}: {type(err).__name__}: {why}", flush=True)
    traceback.print_exception(err, file=sys.stderr)


def run(*args):
    for fn in CHECKS:
        try:
            result = fn(*args)
            if inspect.isawaitable(result):
                asyncio.run(result)
            report(fn.__name__)
        except BaseException as e:  # a check that fails must not hide the next one
            report(fn.__name__, e)


def equal(got, want):
    assert got == want, f"got {got!r}, want {want!r}"


def raises(kind, fn, *args, **kw):
    try:
        fn(*args, **kw)
    except kind as e:
        return e
    raise AssertionError(f"no {kind.__name__} raised")
