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

/** npm run take-back – after a restore, before "npm start": nothing leaves that may have left since the backup. */
await runCommand(async () => {
  loadEnvFile();
  if (!hasDatabase())
    throw new SetupError('There is no database yet: put the saved .data/ in its place first.');
  onStopSignal(endRunningPrograms);
  const { node } = await ensureDependencies();
  await step('Generated code', () => turbo('generate'));
  const ports = chosenPorts();
  const secrets = ensureSecrets();
  return withServices(ports, secrets, async ({ databaseUrl, redisUrl }) => {
    const env = productEnv({
      ...{ node: node.node, mode: /** @type {const} */ ('start'), ports, secrets, databaseUrl, redisUrl },
      ...{ chromiumPath: '', dataDir: DATA_DIR, whatsApp: knownWhatsAppServers(), webUrl: '' },
    });
    const file = fromRoot('apps/worker/src/scripts/take-back-waiting.ts');
    const { code } = await run(node.node, [file], { echo: true, env });
    return code;
  });
});
