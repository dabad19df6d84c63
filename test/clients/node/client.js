'use strict';
// node-postgres against a server; a check's outcome is one line: `ok name` or `not ok name: why`.
const assert = require('node:assert/strict');
const { Client, Pool, types } = require('pg');
const Cursor = require('pg-cursor');

const checks = [];
const check = (name, fn) => checks.push([name, fn]);

async function open(options = {}) {
  const c = new Client({ ssl: false, ...options });
  await c.connect();
  return c;
}

async function withClient(fn, options) {
  const c = await open(options);
  try {
    return await fn(c);
  } finally {
    await c.end();
  }
}

const code = (want) => (e) => {
  assert.equal(e.code, want);
  return true;
};

check('connects', () => withClient(async (c) => {
  const r = await c.query('select version()');
  assert.match(r.rows[0].version, /^PostgreSQL 15\./);
}));

check('types', () => withClient(async (c) => {
  const r = await c.query({
    rowMode: 'array',
    text: `select true, 1::int2, 2::int4, 3::int8, 1.5::float8, 12.50::numeric(10,2), 'grün'::text, '\\x00ff'::bytea, '{"a":[1]}'::json,
      array[1,2,null], array['a','b c'], 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, null, timestamptz '2024-02-29 01:02:03+00'`,
  });
  assert.deepEqual(r.rows[0], [true, 1, 2, '3', 1.5, '12.50', 'grün', Buffer.from([0, 255]), { a: [1] }, [1, 2, null], ['a', 'b c'],
    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', null, new Date('2024-02-29T01:02:03Z')]);
  assert.deepEqual(r.fields.slice(0, 4).map((f) => f.dataTypeID), [types.builtins.BOOL, types.builtins.INT2, types.builtins.INT4, types.builtins.INT8]);
}));

check('types_binary', () => withClient(async (c) => {
  const r = await c.query({ rowMode: 'array', binary: true, text: "select 7::int4, 1.5::float8, true, 'x'::text", values: [] });
  assert.deepEqual(r.rows[0], [7, 1.5, true, 'x']);
}));

check('parameters', () => withClient(async (c) => {
  const r = await c.query({
    rowMode: 'array',
    text: 'select $1::int4, $2::text, $3::bool, $4::float8, $5::json, $6::int4[], $7::text, $8::bytea, $9::timestamptz',
    values: [7, "it's", true, 1.5, { a: 1 }, [1, 2], null, Buffer.from([1, 0]), new Date('2024-01-02T03:04:05Z')],
  });
  assert.deepEqual(r.rows[0], [7, "it's", true, 1.5, { a: 1 }, [1, 2], null, Buffer.from([1, 0]), new Date('2024-01-02T03:04:05Z')]);
}));

check('insert_update_delete', () => withClient(async (c) => {
  await c.query('create table node_t (a int4, b text, c date)');
  const i = await c.query('insert into node_t values ($1, $2, $3), ($4, $5, $6)', [1, 'x', '2024-01-02', 2, null, null]);
  assert.deepEqual([i.command, i.rowCount], ['INSERT', 2]);
  const u = await c.query('update node_t set b = $1 where a = $2', ['y', 2]);
  assert.deepEqual([u.command, u.rowCount], ['UPDATE', 1]);
  const s = await c.query('select a, b from node_t where a >= $1 order by a', [1]);
  assert.deepEqual(s.rows, [{ a: 1, b: 'x' }, { a: 2, b: 'y' }]);
  const d = await c.query('delete from node_t');
  assert.deepEqual([d.command, d.rowCount], ['DELETE', 2]);
  await c.query('drop table node_t');
}));

check('errors', () => withClient(async (c) => {
  await assert.rejects(c.query('selec 1'), code('42601'));
  await assert.rejects(c.query('select * from no_such_table where a = $1', [1]), code('42P01'));
  await assert.rejects(c.query("select 'x'::int4"), code('22P02'));
  await assert.rejects(c.query('select $1::int4', ['abc']), code('22P02'));
  assert.equal((await c.query('select 1 as one')).rows[0].one, 1);
}));

check('transactions', () => withClient(async (c) => {
  await c.query('create table node_tx (a int4)');
  await c.query('begin');
  await c.query('insert into node_tx values (1)');
  await withClient(async (other) => assert.equal((await other.query('select count(*) from node_tx')).rows[0].count, '0'));
  await assert.rejects(c.query("select 'x'::int4"), code('22P02'));
  await assert.rejects(c.query('select 1'), code('25P02'));
  assert.equal((await c.query('commit')).command, 'ROLLBACK');
  await c.query('begin');
  await c.query('insert into node_tx values ($1)', [2]);
  await c.query('savepoint s');
  await c.query('insert into node_tx values ($1)', [3]);
  await c.query('rollback to s');
  await c.query('commit');
  assert.deepEqual((await c.query('select a from node_tx')).rows, [{ a: 2 }]);
  await c.query('drop table node_tx');
}));

check('named_prepared_statement', () => withClient(async (c) => {
  for (let i = 0; i < 10; i++) {
    const r = await c.query({ name: 'plus', text: 'select $1::int4 + 1 as n', values: [i] });
    assert.equal(r.rows[0].n, i + 1);
  }
}));

check('cursor', () => withClient(async (c) => {
  const cur = c.query(new Cursor('select x from generate_series(1, $1::int4) as g(x)', [10000]));
  let total = 0, n = 0;
  for (let rows; (rows = await cur.read(777)).length > 0;) {
    for (const r of rows) { total += Number(r.x); n++; }
  }
  assert.deepEqual([n, total], [10000, 10000 * 10001 / 2]);
  await cur.close();
  const half = c.query(new Cursor('select x from generate_series(1, 1000) as g(x)'));
  assert.equal((await half.read(10)).length, 10);
  await half.close();
  assert.equal((await c.query('select 1 as one')).rows[0].one, 1);
}));

check('multi_statement', () => withClient(async (c) => {
  const r = await c.query('select 1 as a; select 2 as b');
  assert.deepEqual(r.map((x) => x.rows[0]), [{ a: 1 }, { b: 2 }]);
}));

check('big_result', () => withClient(async (c) => {
  const r = await c.query('select x, x::text as t from generate_series(1, 200000) as g(x)');
  assert.equal(r.rows.length, 200000);
  assert.equal(r.rows[199999].t, '200000');
}));

check('pool', async () => {
  const p = new Pool({ ssl: false, max: 4 });
  const all = await Promise.all([...Array(40).keys()].map((i) => p.query('select $1::int4 * 2 as n', [i])));
  assert.deepEqual(all.map((r) => r.rows[0].n), [...Array(40).keys()].map((i) => i * 2));
  await p.end();
});

check('notifications', () => withClient((c) => withClient(async (other) => {
  const got = new Promise((resolve) => c.on('notification', resolve));
  await c.query('listen node_chan');
  await other.query("notify node_chan, 'hello'");
  const m = await got;
  assert.deepEqual([m.channel, m.payload], ['node_chan', 'hello']);
})));

check('statement_timeout', () => withClient(async (c) => {
  await assert.rejects(c.query('select pg_sleep(20)'), code('57014'));
}, { statement_timeout: 200 }));

check('notices', () => withClient(async (c) => {
  const got = new Promise((resolve) => c.on('notice', resolve));
  await c.query('commit');
  assert.equal((await got).code, '25P01');
}));

(async () => {
  for (const [name, fn] of checks) {
    let timer;
    const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('no answer within 30 s')), 30000); });
    try {
      await Promise.race([fn(), late]);
      console.log(`ok ${name}`);
    } catch (e) {
      console.log(`not ok ${name}: ${String(e && e.message).replace(/\s+/g, ' ')}`);
      console.error(e);
    } finally {
      clearTimeout(timer);
    }
  }
  process.exit(0);
})();
