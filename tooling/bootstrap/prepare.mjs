import { ensureChromium } from './chromium.mjs';
import { migrate } from './database.mjs';
import { ensurePostgres, ensureRedis } from './own-services.mjs';
import { DATA_DIR, requireFolders } from './paths.mjs';
import { requireFreePort } from './ports.mjs';
import { productEnv } from './product.mjs';
import { ensureSecrets } from './secrets.mjs';
import { chosenPorts, chosenWebUrl, PORTS } from './settings.mjs';
import { ensureSignIn } from './sign-in.mjs';
import { step } from './steps.mjs';
import { turbo } from './turbo.mjs';
import { noteServers, whatsAppServers } from './whatsapp-servers.mjs';

/**
 * Brings everything the product needs, besides its dependencies: services, browser, database, demo, built dashboard.
 *
 * @param {import('./dependencies.mjs').Toolchain} toolchain
 * @param {'start' | 'dev'} mode
 * @returns {Promise<{ options: import('./product.mjs').ProductOptions, accounts: import('./database.mjs').Inhabitants }>}
 */
export async function prepareProduct({ node }, mode) {
  const ports = chosenPorts();
  const webUrl = chosenWebUrl(ports);
  const secrets = ensureSecrets();
  requireFolders();
  await requireAppPorts(ports);
  const [postgres, redis, chromium] = await allOf([
    step('PostgreSQL', (describe) => told(ensurePostgres(ports, secrets), describe)),
    step('Redis', (describe) => told(ensureRedis(ports, secrets), describe)),
    step('Chromium', (describe) => toldPath(ensureChromium(), describe)),
    step('Generated code', () => turbo('generate')),
  ]);
  if (redis.warning) console.warn(`  ! ${redis.warning}`);
  const { BETTER_AUTH_SECRET, ENCRYPTION_KEY, ENCRYPTION_KEYS_OLD } = secrets;
  const options = {
    ...{ node: node.node, mode, ports, dataDir: DATA_DIR },
    secrets: { BETTER_AUTH_SECRET, ENCRYPTION_KEY, ENCRYPTION_KEYS_OLD },
    ...{ whatsApp: whatsAppServers(), webUrl },
    ...{ databaseUrl: postgres.url, redisUrl: redis.url, chromiumPath: chromium.path },
  };
  const [accounts] = await allOf([
    step('Database migrated', (describe) => prepareDatabase(options, describe)),
    mode === 'start' ? step('Dashboard built', () => turbo('build')) : Promise.resolve(),
  ]);
  return { options, accounts };
}

/**
 * @param {import('./product.mjs').ProductOptions} options
 * @param {(detail: string) => void} describe
 */
async function prepareDatabase(options, describe) {
  const env = productEnv(options);
  await migrate(options.node, env);
  const accounts = await ensureSignIn(options.whatsApp, options.node, env);
  // Not before: with the demo's public password the real WhatsApp is refused.
  noteServers(options.whatsApp);
  if (accounts.demo !== 'none') describe('with the demo organisation');
  return accounts;
}

/** @param {import('./settings.mjs').Ports} ports */
async function requireAppPorts(ports) {
  const hasOwnSandbox = whatsAppServers().kind === 'sandbox';
  /** @type {import('./settings.mjs').PortName[]} */
  const names = ['web', 'api', 'worker'];
  if (hasOwnSandbox) names.push('sandbox', 'sandboxTls');
  for (const name of names) await requireFreePort(PORTS[name].owner, ports[name], PORTS[name].variable);
}

/**
 * Waits for all of them, so that nothing is still being started when the first failure is reported.
 *
 * @template {readonly unknown[]} Results
 * @param {readonly [...{ [Index in keyof Results]: Promise<Results[Index]> }]} work
 * @returns {Promise<Results>}
 */
async function allOf(work) {
  await Promise.allSettled(work);
  return /** @type {Promise<any>} */ (Promise.all(work));
}

/**
 * @template {{ description: string }} Service
 * @param {Promise<Service>} starting
 * @param {(detail: string) => void} describe
 */
async function told(starting, describe) {
  const service = await starting;
  describe(service.description);
  return service;
}

/**
 * @param {Promise<import('./chromium.mjs').Chromium>} finding
 * @param {(detail: string) => void} describe
 */
async function toldPath(finding, describe) {
  const chromium = await finding;
  describe(`${chromium.path} (${chromium.origin})`);
  return chromium;
}
