import { ensureChromium } from '../bootstrap/chromium.mjs';
import { ensureDependencies } from '../bootstrap/dependencies.mjs';
import { loadEnvFile } from '../bootstrap/env-file.mjs';
import { hasDatabase, withServices } from '../bootstrap/own-services.mjs';
import { DATA_DIR, fromRoot } from '../bootstrap/paths.mjs';
import { endRunningPrograms, run } from '../bootstrap/processes.mjs';
import { productEnv } from '../bootstrap/product.mjs';
import { ensureSecrets } from '../bootstrap/secrets.mjs';
import { chosenPorts } from '../bootstrap/settings.mjs';
import { SetupError } from '../bootstrap/setup-error.mjs';
import { runCommand, step } from '../bootstrap/steps.mjs';
import { onStopSignal } from '../bootstrap/stop-signal.mjs';
import { turbo } from '../bootstrap/turbo.mjs';
import { knownWhatsAppServers } from '../bootstrap/whatsapp-servers.mjs';

/**
 * npm run session:import -- <folder> --channel <id>
 * npm run session:verify -- --channel <id>
 *
 * With the settings of npm start, beside it or without it.
 */
await runCommand(async () => {
  const [script = '', ...args] = process.argv.slice(2);
  loadEnvFile();
  if (!hasDatabase())
    throw new SetupError(
      'The product has not run from this folder, and DATABASE_URL is not set. With docker compose: docs/runbooks/sessions.md tells how.',
    );
  onStopSignal(endRunningPrograms);
  const { node } = await ensureDependencies();
  await step('Generated code', () => turbo('generate'));
  const ports = chosenPorts();
  const secrets = ensureSecrets();
  const chromium = await ensureChromium();
  return withServices(ports, secrets, async ({ databaseUrl, redisUrl }) => {
    const env = productEnv({
      ...{ node: node.node, mode: /** @type {const} */ ('start'), ports, secrets, databaseUrl, redisUrl },
      ...{ chromiumPath: chromium.path, dataDir: DATA_DIR, whatsApp: knownWhatsAppServers(), webUrl: '' },
    });
    const file = fromRoot('apps/worker/src/scripts', `${script}-session.ts`);
    const { code } = await run(node.node, [file, ...args], { echo: true, env, cwd: process.cwd() });
    return code;
  });
});
