import { ensureChromium } from '../bootstrap/chromium.mjs';
import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { loadEnvFile } from '../bootstrap/env-file.mjs';
import { ensurePostgres, ensureRedis } from '../bootstrap/own-services.mjs';
import { DATA_DIR, fromRoot } from '../bootstrap/paths.mjs';
import { run } from '../bootstrap/processes.mjs';
import { productEnv, whatsAppServers } from '../bootstrap/product.mjs';
import { ensureSecrets } from '../bootstrap/secrets.mjs';
import { chosenPorts } from '../bootstrap/settings.mjs';
import { runCommand } from '../bootstrap/steps.mjs';

/**
 * npm run session:import -- <folder> --channel <id>
 * npm run session:verify -- --channel <id> [--anyway]
 *
 * With the settings of npm start, beside it or without it.
 */
await runCommand(async () => {
  const [script = '', ...args] = process.argv.slice(2);
  loadEnvFile();
  const { node } = await ensureDependencies();
  const ports = chosenPorts();
  const secrets = ensureSecrets();
  const postgres = await ensurePostgres(ports, secrets);
  const redis = await ensureRedis(ports, secrets);
  const chromium = await ensureChromium();
  const env = productEnv({
    node: node.node,
    mode: 'start',
    ports,
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    chromiumPath: chromium.path,
    dataDir: DATA_DIR,
    whatsApp: whatsAppServers(),
    webUrl: '',
    secrets,
  });
  const file = fromRoot('apps/worker/src/scripts', `${script}-session.ts`);
  const { code } = await run(node.node, [file, ...args], { echo: true, env, cwd: process.cwd() });
  return code;
});
