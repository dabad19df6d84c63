// TypeORM: what its query runner reads of tables and views, and the schema that it synchronises twice.
require('reflect-metadata');
const { DataSource, EntitySchema } = require('typeorm');
const { server, run, version } = require('./report');
const Made = new EntitySchema({ name: 'TypeormMade', tableName: 'typeorm_made', columns: { id: { type: 'bigint', primary: true }, name: { type: 'varchar', length: 30 }, price: { type: 'numeric', precision: 10, scale: 2, nullable: true },
  at: { type: 'timestamptz', nullable: true }, data: { type: 'jsonb', nullable: true }, flag: { type: 'boolean', default: true } }, indices: [{ name: 'typeorm_made_name', columns: ['name'] }] });
const db = new DataSource({ type: 'postgres', host: server.host, port: server.port, username: server.user, password: server.password, database: server.database, entities: [Made], installExtensions: false });
const column = ({ name, type, length, precision, scale, isNullable, isPrimary, isUnique, isArray, default: d, comment, isGenerated }) => ({ name, type, length, precision, scale, isNullable, isPrimary, isUnique, isArray, d, comment, isGenerated });
const table = (t) => t && { name: t.name, comment: t.comment, columns: t.columns.map(column).sort((a, b) => (a.name < b.name ? -1 : 1)), indices: t.indices.map((i) => [i.name, [...i.columnNames].sort(), i.isUnique]).sort(), uniques: t.uniques.map((u) => [u.name, u.columnNames]).sort(),
  checks: t.checks.map((c) => [c.name, c.expression]), keys: t.foreignKeys.map((k) => [k.name, k.columnNames, k.referencedTableName, k.referencedColumnNames, k.onDelete]).sort() };
// TypeORM asks for columns in no order.
let q;

run(version('typeorm'), {
  connects: async () => { await db.initialize(); q = db.createQueryRunner(); return [(await q.getVersion()).split('.')[0], await q.getCurrentDatabase(), await q.getCurrentSchema()]; },
  schemas: async () => [await q.hasSchema('sales'), await q.hasSchema('none'), await q.hasDatabase('lake'), (await q.getSchemas()).sort?.()],
  tables: async () => (await q.getTables(['public.customers', 'public.orders', 'public.every_type', 'sales.targets', 'sales.regions', 'Mixed Case.Some Table'])).map(table).sort((a, b) => (a.name < b.name ? -1 : 1)),
  has: async () => [await q.hasTable('orders'), await q.hasTable('none'), await q.hasTable('sales.targets'), await q.hasColumn('orders', 'amount'), await q.hasColumn('orders', 'none')],
  synchronize: async () => { await db.synchronize(); return table(await q.getTable('typeorm_made')); },
  synchronizeAgain: async () => { const log = await db.driver.createSchemaBuilder().log(); return log.upQueries.map((u) => u.query); },
  rows: async () => {
    const r = db.getRepository('TypeormMade');
    await r.save([{ id: 1, name: 'a', price: 1.5, data: { x: 1 }, at: new Date(0) }, { id: 2, name: 'b' }]);
    await r.update({ id: 2 }, { name: 'c' });
    const found = await r.find({ order: { id: 'ASC' } });
    return [found, await r.count(), await r.upsert({ id: 2, name: 'd' }, ['id']).then(() => r.findOneBy({ id: 2 })), (await r.delete({ id: 1 })).affected];
  },
  transaction: async () => { await db.transaction(async (m) => { await m.save('TypeormMade', { id: 9, name: 'gone' }); throw new Error('back'); }).catch(() => 0); return db.getRepository('TypeormMade').countBy({ id: 9 }); },
  drops: async () => { await q.dropTable('typeorm_made'); return q.hasTable('typeorm_made'); },
}).then(() => db.destroy());
