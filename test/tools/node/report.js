// What every Node program here shares: where the server is, and a report of what a client said, as JSON, check by check.
const env = process.env;
exports.server = { host: env.PGHOST, port: Number(env.PGPORT), user: env.PGUSER, password: env.PGPASSWORD, database: env.PGDATABASE };
// The schemas of schema.sql; what else a server has is not asked for.
exports.schemas = ['public', 'sales', 'Mixed Case', 'empty_one'];

/** Runs the checks in turn and prints a line of JSON for each; an error is an answer too, and goes to stderr in full. */
exports.run = async (version, checks) => {
  console.log(JSON.stringify({ version }));
  for (const [check, f] of Object.entries(checks)) {
    let got;
    try {
      got = await f();
    } catch (e) {
      console.error(e);
      got = { error: `${e.name}: ${String(e.message).split('\n')[0]}` };
    }
    console.log(JSON.stringify({ check, got: got === undefined ? null : got }));
  }
};

/** The version of a package that is installed here. */
exports.version = (name) => JSON.parse(require('fs').readFileSync(`${__dirname}/node_modules/${name}/package.json`)).version;
