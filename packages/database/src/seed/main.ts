import { createDatabase } from '../database.ts';
import { seedEnv } from './env.ts';
import { seedDemo } from './seed-demo.ts';

await using database = createDatabase({ url: seedEnv.DATABASE_URL, maxConnections: 2 });
const { isNew } = await seedDemo(database.system, {
  email: seedEnv.DEMO_EMAIL,
  password: seedEnv.DEMO_PASSWORD,
});
console.log(isNew ? 'The demo organisation is there.' : 'The demo organisation was there already.');
