import { rmSync } from 'node:fs';
import { migrate, reset, seed } from './database.mjs';
import { ensureNode } from './node-runtime.mjs';
import { ensurePostgres, ensureRedis, serviceFolders, stopOwnServices } from './own-services.mjs';
import { fromRoot } from './paths.mjs';
import { mustRun } from './processes.mjs';
import { askRedis } from './redis-ask.mjs';
import { ensureSecrets } from './secrets.mjs';
import { chosenPorts, demoAccount } from './settings.mjs';
import { step } from './steps.mjs';

/** Empties database and queues and puts the demo organisation back. */
export async function emptyServices() {
  const ports = chosenPorts();
  const secrets = ensureSecrets();
  await stopOwnServices();
  // Our own services start again from nothing, whichever version wrote their data.
  for (const folder of Object.values(serviceFolders())) rmSync(folder, { recursive: true, force: true });
  try {
    await step('Queues emptied', async () => {
      const { url } = await ensureRedis(ports, secrets);
      await askRedis(url, [['FLUSHDB']]);
    });
    await step('Database emptied and seeded', async () => {
      const { url } = await ensurePostgres(ports, secrets);
      await seedAnew(url);
    });
  } finally {
    await stopOwnServices();
  }
}

/** @param {string} databaseUrl */
async function seedAnew(databaseUrl) {
  const { node } = await ensureNode();
  const { email, password } = demoAccount();
  const env = { ...process.env, DATABASE_URL: databaseUrl, DEMO_EMAIL: email, DEMO_PASSWORD: password };
  await mustRun('Generating the database client', 'turbo', ['run', 'generate'], { cwd: fromRoot() });
  if (process.env.DATABASE_URL) await reset(node, env);
  else await migrate(node, env);
  await seed(node, env);
}
