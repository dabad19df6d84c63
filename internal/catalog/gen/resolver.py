#!/usr/bin/env python3
"""Writes internal/pgtypes/{proc,operator,cast}.tsv from the recorded rows in internal/catalog/data: what PostgreSQL's resolution of functions and
operators asks for, without what no SQL expression can call and without ranges, which the engine has not.

  resolver.py            run in any directory; TestResolverTables (internal/catalog) holds that the result is up to date
"""
import csv, json, pathlib, sys

here = pathlib.Path(__file__).resolve().parent
data, out = here.parent / "data", here.parent.parent / "pgtypes"
csv.field_size_limit(1 << 24)

# cstring, internal, trigger and the other types of functions that only PostgreSQL itself calls; ranges.
UNCALLED = {2275, 2281, 2279, 2280, 3838, 325, 269, 3310, 3115, 3831, 4537, 5080, 4538}


def rows(name):
    with open(data / (name + ".tsv"), newline="") as f:
        r = csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(r)  # the engine's types
        yield from r


def ids(text):
    return [int(x) for x in json.loads(text)] if text not in ("\\N", "") else []


def procs():
    for r in rows("pg_proc"):
        if r["pronamespace"] != "11":  # the helpers of information_schema
            continue
        args, ret = ids(r["proargtypes"]), int(r["prorettype"])
        if UNCALLED & {ret, *args} or r["prokind"] == "p" or r["pronamespace"] != "11":
            continue
        names = json.loads(r["proargnames"]) if r["proargnames"] != "\\N" else []
        outs, modes = [], json.loads(r["proargmodes"]) if r["proargmodes"] != "\\N" else []
        if any(m in "obt" for m in modes):
            outs = [f"{n}:{t}" for n, t, m in zip(names, ids(r["proallargtypes"]), modes) if m in "obt"]
            names = [n for n, m in zip(names, modes) if m in "ibv"]
        if int(r["pronargdefaults"]) == 0:
            names = []  # nobody writes f(a => 1) where nothing can be left out
        yield [r["proname"], r["prokind"], r["proretset"], ret, int(r["provariadic"]), int(r["pronargdefaults"]), " ".join(map(str, args)),
               " ".join(n or "?" for n in names), " ".join(outs)]


def operators():
    for r in rows("pg_operator"):
        row = [r["oprname"], int(r["oprleft"]), int(r["oprright"]), int(r["oprresult"])]
        if not UNCALLED & set(row[1:]):
            yield row


def casts():
    for r in rows("pg_cast"):
        yield [int(r["castsource"]), int(r["casttarget"]), r["castcontext"]]


for name, table in ("proc", procs()), ("operator", operators()), ("cast", casts()):
    text = "".join("\t".join(map(str, r)) + "\n" for r in sorted(table, key=lambda r: tuple(map(str, r))))
    if "--check" in sys.argv:
        if (out / (name + ".tsv")).read_text() != text:
            sys.exit(f"{name}.tsv is out of date")
    else:
        (out / (name + ".tsv")).write_text(text)
