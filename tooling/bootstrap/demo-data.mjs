import { rmSync } from 'node:fs';
import { migrate, reset, seed } from './database.mjs';
import { ensureNode } from './node-runtime.mjs';
import { ensurePostgres, ensureRedis, serviceFolders, stopOwnServices } from './own-services.mjs';
import { askRedis } from './redis-ask.mjs';
import { ensureSecrets } from './secrets.mjs';
import { chosenPorts, demoAccount } from './settings.mjs';
import { step } from './steps.mjs';
import { turbo } from './turbo.mjs';

/**
 * Empties database and queues and, where it is wanted, puts the demo organisation back.
 *
 * @param {{ withDemo: boolean }} options
 */
export async function emptyServices({ withDemo }) {
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
    await step(withDemo ? 'Database emptied and seeded' : 'Database emptied', async () => {
      const { url } = await ensurePostgres(ports, secrets);
      await beginAnew(url, withDemo);
    });
  } finally {
    await stopOwnServices();
  }
}

/**
 * @param {string} databaseUrl
 * @param {boolean} withDemo
 */
async function beginAnew(databaseUrl, withDemo) {
  const { node } = await ensureNode();
  const { email, password } = demoAccount();
  const env = { ...process.env, DATABASE_URL: databaseUrl, DEMO_EMAIL: email, DEMO_PASSWORD: password };
  await turbo('generate');
  if (process.env.DATABASE_URL) await reset(node, env);
  else await migrate(node, env);
  if (withDemo) await seed(node, env);
}
