import { createDatabase } from '../database.ts';
import { seedEnv } from './env.ts';
import { inhabitants } from './inhabitants.ts';
import { closeDemo, seedDemo } from './seed-demo.ts';

// main.ts         puts the demo in place where nobody else lives
// main.ts look    only looks
// main.ts close   gives DEMO_PASSWORD to owners whose password stands in the README; ends their sessions and API keys
// Each says afterwards who has an account, as JSON.

await using database = createDatabase({ url: seedEnv.DATABASE_URL, maxConnections: 2 });
const demo = { email: seedEnv.DEMO_EMAIL, password: seedEnv.DEMO_PASSWORD };
const [what = 'seed'] = process.argv.slice(2);
if (what === 'close') await closeDemo(database.system, demo.password);
if (what === 'seed') await seedDemo(database.system, demo);
console.log(JSON.stringify(await inhabitants(database.system, demo)));
