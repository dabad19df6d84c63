// knex: what its schema builder tells of tables, and what it makes.
const { server, run, version } = require('./report');
const knex = require('knex')({ client: 'pg', connection: { ...server, ssl: false }, pool: { min: 1, max: 1 } });

run(version('knex'), {
  hasTable: async () => [await knex.schema.hasTable('orders'), await knex.schema.hasTable('none'), await knex.schema.withSchema('sales').hasTable('targets')],
  hasColumn: async () => [await knex.schema.hasColumn('orders', 'amount'), await knex.schema.hasColumn('orders', 'none')],
  columnInfo: async () => ({ customers: await knex('customers').columnInfo(), orders: await knex('orders').columnInfo(), types: await knex('every_type').columnInfo(),
    targets: await knex('targets').withSchema('sales').columnInfo() }),
  makes: async () => {
    await knex.schema.createTable('knex_made', (t) => { t.integer('id').primary(); t.string('name', 30).notNullable(); t.decimal('price', 10, 2).defaultTo(0);
      t.timestamp('made', { useTz: true }).defaultTo(knex.raw("'2024-01-01 00:00:00+00'")); t.jsonb('data'); t.uuid('key'); t.boolean('flag').defaultTo(true); t.index(['name']); t.comment('made'); });
    await knex.schema.alterTable('knex_made', (t) => { t.text('more'); t.renameColumn('flag', 'active'); });
    return knex('knex_made').columnInfo();
  },
  rows: async () => {
    await knex('knex_made').insert([{ id: 1, name: 'a', data: { x: 1 } }, { id: 2, name: 'b' }]);
    const returned = await knex('knex_made').where('id', 2).update({ price: 2.5 }).returning(['id', 'price']);
    return [returned, await knex('knex_made').orderBy('id'), await knex('knex_made').count('* as n').first(), await knex('knex_made').where('name', 'like', 'a%').del()];
  },
  transaction: async () => {
    await knex.transaction(async (tx) => { await tx('knex_made').insert({ id: 9, name: 'gone' }); throw new Error('back'); }).catch(() => 0);
    return knex('knex_made').where('id', 9).count('* as n').first();
  },
  drops: async () => { await knex.schema.dropTable('knex_made'); return knex.schema.hasTable('knex_made'); },
}).then(() => knex.destroy());
