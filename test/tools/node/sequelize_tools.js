// Sequelize: its query interface's lists and descriptions, and a model that it makes.
const { Sequelize, DataTypes } = require('sequelize');
const { server, schemas, run, version } = require('./report');
const db = new Sequelize(server.database, server.user, server.password, { host: server.host, port: server.port, dialect: 'postgres', logging: false });
const q = db.getQueryInterface();
const tables = [['public', 'customers'], ['public', 'orders'], ['public', 'every_type'], ['sales', 'targets'], ['sales', 'regions'], ['Mixed Case', 'Some Table']];
const each = async (f) => { const got = {}; for (const [schema, tableName] of tables) got[`${schema}.${tableName}`] = await f({ schema, tableName }); return got; };
const made = db.define('sequelize_made', { id: { type: DataTypes.BIGINT, primaryKey: true }, name: { type: DataTypes.STRING(30), allowNull: false }, price: DataTypes.DECIMAL(10, 2),
  on: DataTypes.DATEONLY, at: DataTypes.DATE, data: DataTypes.JSONB, flag: { type: DataTypes.BOOLEAN, defaultValue: true } }, { timestamps: false, freezeTableName: true, indexes: [{ fields: ['name'] }] });

run(version('sequelize'), {
  authenticate: () => db.authenticate(),
  databaseVersion: async () => (await db.databaseVersion()).split('.')[0],
  showAllSchemas: async () => (await db.showAllSchemas()).map(String).sort(),
  showAllTables: async () => { const got = {}; for (const s of schemas) got[s] = (await q.showAllTables({ schema: s })).map((t) => t.tableName ?? t).sort(); return got; },
  describeTable: () => each((t) => q.describeTable(t)),
  showIndex: () => each(async (t) => (await q.showIndex(t)).map(({ indkey, ...i }) => i)),
  foreignKeys: () => each((t) => q.getForeignKeyReferencesForTable(t)),
  foreignKeysForTables: () => q.getForeignKeysForTables(['orders', 'customers']),
  tableExists: async () => [await q.tableExists('orders'), await q.tableExists('none'), await q.tableExists({ tableName: 'targets', schema: 'sales' })],
  constraints: () => q.showConstraint('orders').then((rows) => rows.filter((r) => !/_not_null$/.test(r.constraintName)).sort((a, b) => (a.constraintName < b.constraintName ? -1 : 1))),
  sync: async () => { await made.sync({ force: true }); return q.describeTable('sequelize_made'); },
  syncAlter: async () => { await made.sync({ alter: true }); return q.describeTable('sequelize_made'); },
  model: async () => {
    await made.bulkCreate([1, 2, 3].map((id) => ({ id, name: `n${id}`, price: id * 1.5, on: '2024-02-29', at: new Date(0), data: { id } })));
    await made.update({ price: 9 }, { where: { id: 2 } });
    const [row, isNew] = await made.findOrCreate({ where: { id: 3 }, defaults: { name: 'x' } });
    return [await made.findAll({ order: ['id'], raw: true }), row.name, isNew, await made.sum('price'), await made.count({ where: { data: { id: 2 } } }), await made.destroy({ where: { id: 1 } })];
  },
  transaction: async () => { await db.transaction(async (transaction) => { await made.create({ id: 9, name: 'gone' }, { transaction }); throw new Error('back'); }).catch(() => 0); return made.count({ where: { id: 9 } }); },
  drops: async () => { await made.drop(); return q.tableExists('sequelize_made'); },
}).then(() => db.close());
