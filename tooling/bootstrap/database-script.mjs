import { ensureDependencies } from './dependencies.mjs';
import { loadEnvFile } from './env-file.mjs';
import { hasDatabase, withServices } from './own-services.mjs';
import { DATA_DIR } from './paths.mjs';
import { endRunningPrograms, run } from './processes.mjs';
import { productEnv } from './product.mjs';
import { ensureSecrets } from './secrets.mjs';
import { chosenPorts } from './settings.mjs';
import { SetupError } from './setup-error.mjs';
import { step } from './steps.mjs';
import { onStopSignal } from './stop-signal.mjs';
import { turbo } from './turbo.mjs';
import { knownWhatsAppServers } from './whatsapp-servers.mjs';

/**
 * What a script is given of the installation.
 *
 * @typedef {object} Installation
 * @property {string} node
 * @property {import('./settings.mjs').Ports} ports
 * @property {import('./secrets.mjs').Secrets} secrets
 * @property {string} databaseUrl
 * @property {string} redisUrl
 */

/**
 * Runs a script of ours on the database of npm start, beside it or without it, and gives its exit code.
 *
 * @param {object} script
 * @param {string} script.withoutDatabase what is said where there is none
 * @param {string[]} script.args the file and what it is told
 * @param {(installation: Installation) => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>} script.env
 */
export async function runOnDatabase({ withoutDatabase, args, env }) {
  loadEnvFile();
  if (!hasDatabase()) throw new SetupError(withoutDatabase);
  onStopSignal(endRunningPrograms);
  const { node } = await ensureDependencies();
  await step('Generated code', () => turbo('generate'));
  const installation = { node: node.node, ports: chosenPorts(), secrets: ensureSecrets() };
  return withServices(installation.ports, installation.secrets, async (services) => {
    const { code } = await run(node.node, args, {
      echo: true,
      env: await env({ ...installation, ...services }),
    });
    return code;
  });
}

/**
 * What a worker of npm start is told, for its scripts.
 *
 * @param {Installation} installation
 * @returns {NodeJS.ProcessEnv}
 */
export function workerEnv(installation, chromiumPath = '') {
  const whatsApp = knownWhatsAppServers();
  return productEnv({
    ...installation,
    chromiumPath,
    mode: 'start',
    dataDir: DATA_DIR,
    whatsApp,
    webUrl: '',
  });
}
