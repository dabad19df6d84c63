// Drizzle: the schema that drizzle-kit writes from a database (drizzle-kit pull), as it stands in its file.
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { server, run, version } = require('./report');
const out = path.join(process.env.SCRATCH, 'drizzle');

run(version('drizzle-kit'), {
  pull: async () => {
    const url = `postgres://${server.user}:${server.password}@${server.host}:${server.port}/${server.database}?sslmode=disable`;
    fs.mkdirSync(out, { recursive: true });
    const config = path.join(out, 'drizzle.config.json');
    fs.writeFileSync(config, JSON.stringify({ dialect: 'postgresql', out, dbCredentials: { url }, schemaFilter: ['public', 'sales', 'Mixed Case'] }));
    const said = execFileSync(process.execPath, [path.join(__dirname, 'node_modules', 'drizzle-kit', 'bin.cjs'), 'pull', `--config=${config}`], { cwd: __dirname, encoding: 'utf8', env: { ...process.env, CI: '1', NO_COLOR: '1' } });
    const file = path.join(out, 'schema.ts');
    // Which operator class of an index's several it takes for a column, its query leaves to chance: they are not compared.
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split(/[\n,]/).map((l) => [l.trim().replace(/\.op\("\w+"\)/, '')]).sort() : { said };
  },
});
