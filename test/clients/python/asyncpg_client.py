import asyncio
import datetime as dt
import decimal
import uuid

import asyncpg

from check import DATABASE, HOST, PASSWORD, PORT, USER, check, equal, run


async def connect():
    return await asyncpg.connect(host=HOST, port=PORT, user=USER, password=PASSWORD, database=DATABASE, ssl=False)


async def raises(kind, aw):
    try:
        await aw
    except kind as e:
        return e
    raise AssertionError(f"no {kind.__name__} raised")


@check
async def connects():
    c = await connect()
    equal(c.get_server_version().major, 15)
    equal(await c.fetchval("select 1"), 1)
    await c.close()


@check
async def types_binary():
    c = await connect()
    got = await c.fetchrow("""select true, 1::int2, 2::int4, 3::int8, 1.5::float4, 1.5::float8, 12.50::numeric(10,2), 'grün'::text, 'x'::varchar(5),
        '\\x00ff'::bytea, date '2024-02-29', time '01:02:03.5', timestamp '2024-02-29 01:02:03.25', timestamptz '2024-02-29 01:02:03+00',
        interval '1 day 02:00:00', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, array[1,2,null], array['a','b c'], '{"a":[1]}'::json, null""")
    equal(tuple(got), (True, 1, 2, 3, 1.5, 1.5, decimal.Decimal("12.50"), "grün", "x", b"\x00\xff", dt.date(2024, 2, 29), dt.time(1, 2, 3, 500000),
                       dt.datetime(2024, 2, 29, 1, 2, 3, 250000), dt.datetime(2024, 2, 29, 1, 2, 3, tzinfo=dt.timezone.utc),
                       dt.timedelta(days=1, hours=2), uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), [1, 2, None], ["a", "b c"], '{"a":[1]}', None))
    await c.close()


@check
async def parameters_binary():
    c = await connect()
    values = (7, 1 << 40, 1.5, "it's", True, dt.date(2024, 1, 2), dt.datetime(2024, 1, 2, 3, 4, 5), uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
              decimal.Decimal("12.345"), b"\x00\x01", [1, 2, None], ["a", "b"], None)
    got = await c.fetchrow("""select $1::int4, $2::int8, $3::float8, $4::text, $5::bool, $6::date, $7::timestamp, $8::uuid, $9::numeric, $10::bytea,
        $11::int4[], $12::text[], $13::int4""", *values)
    equal(tuple(got), tuple(values[:-3]) + ([1, 2, None], ["a", "b"], None))
    await c.close()


@check
async def inferred_parameters():
    c = await connect()
    await c.execute("create table asyncpg_p (a int4, b text, c float8, d date)")
    equal(await c.execute("insert into asyncpg_p values ($1, $2, $3, $4)", 1, "x", 2.5, dt.date(2024, 1, 2)), "INSERT 0 1")
    got = await c.fetchrow("select * from asyncpg_p where a = $1 and b = $2 and c > $3 and d <= $4", 1, "x", 2.0, dt.date(2024, 1, 2))
    equal(dict(got), {"a": 1, "b": "x", "c": 2.5, "d": dt.date(2024, 1, 2)})
    await c.executemany("insert into asyncpg_p (a, b) values ($1, $2)", [(i, None) for i in range(100)])
    equal(await c.fetchval("select count(*) from asyncpg_p"), 101)
    await c.execute("drop table asyncpg_p")
    await c.close()


@check
async def errors():
    c = await connect()
    for sql, kind in [("selec 1", asyncpg.PostgresSyntaxError), ("select * from no_such_table", asyncpg.UndefinedTableError),
                      ("select no_such_column", asyncpg.UndefinedColumnError),
                      ("select 'abc'::int4", asyncpg.InvalidTextRepresentationError)]:
        await raises(kind, c.fetch(sql))
        await raises(kind, c.execute(sql))
    await raises(asyncpg.DataError, c.fetchval("select $1::int4", "not a number"))
    equal(await c.fetchval("select 1"), 1)
    await c.close()


@check
async def transactions():
    c, other = await connect(), await connect()
    await c.execute("create table asyncpg_tx (a int4)")
    tx = c.transaction()
    await tx.start()
    await c.execute("insert into asyncpg_tx values (1)")
    equal(await other.fetchval("select count(*) from asyncpg_tx"), 0)
    await tx.rollback()
    async with c.transaction():
        await c.execute("insert into asyncpg_tx values (2)")
        await raises(asyncpg.InvalidTextRepresentationError, nested(c))
        async with c.transaction():
            await c.execute("insert into asyncpg_tx values (4)")
    equal([r[0] for r in await other.fetch("select a from asyncpg_tx order by a")], [2, 4])
    await c.execute("drop table asyncpg_tx")
    await c.close()
    await other.close()


async def nested(c):
    async with c.transaction():
        await c.execute("insert into asyncpg_tx values (3)")
        await c.execute("select 'x'::int4")


@check
async def cursors():
    c = await connect()
    async with c.transaction():
        total = 0
        async for r in c.cursor("select x from generate_series(1, 10000) as g(x)", prefetch=333):
            total += r[0]
        equal(total, 10000 * 10001 // 2)
        cur = await c.cursor("select x from generate_series(1, $1::int4) as g(x)", 50)
        equal([r[0] for r in await cur.fetch(3)], [1, 2, 3])
        await cur.forward(10)
        equal((await cur.fetchrow())[0], 14)
    await c.close()


@check
async def prepared_statement():
    c = await connect()
    s = await c.prepare("select $1::int4 + 1 as n, $2::text as t")
    equal([p.name for p in s.get_parameters()], ["int4", "text"])
    equal([(a.name, a.type.name) for a in s.get_attributes()], [("n", "int4"), ("t", "text")])
    for i in range(10):
        equal(tuple(await s.fetchrow(i, "x")), (i + 1, "x"))
    await c.close()


@check
async def big_result():
    c = await connect()
    rows = await c.fetch("select x, x::text from generate_series(1, 300000) as g(x)")
    equal((len(rows), tuple(rows[-1])), (300000, (300000, "300000")))
    await c.close()


@check
async def pool():
    p = await asyncpg.create_pool(host=HOST, port=PORT, user=USER, password=PASSWORD, database=DATABASE, ssl=False, min_size=2, max_size=4)
    equal(await asyncio.gather(*(p.fetchval("select $1::int4 * 2", i) for i in range(40))), [i * 2 for i in range(40)])
    async with p.acquire() as c:
        await c.execute("set application_name = 'dirty'")
    for _ in range(4):
        equal(await p.fetchval("show application_name"), "")
    await p.close()


@check
async def timeouts_and_cancel():
    c = await connect()
    await raises(asyncio.TimeoutError, c.fetch("select pg_sleep(20)", timeout=0.3))
    equal(await c.fetchval("select 1"), 1)
    await c.close()


@check
async def notifications():
    c, other = await connect(), await connect()
    got = asyncio.get_running_loop().create_future()
    await c.add_listener("asyncpg_chan", lambda conn, pid, channel, payload: got.set_result((channel, payload)))
    await other.execute("notify asyncpg_chan, 'hello'")
    equal(await asyncio.wait_for(got, 5), ("asyncpg_chan", "hello"))
    await c.close()
    await other.close()


run()
