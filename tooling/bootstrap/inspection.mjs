import { existsSync } from 'node:fs';
import { hasApt } from './apt.mjs';
import { foundChromium } from './chromium.mjs';
import { isUpToDate } from './dependencies.mjs';
import { runsTypeScript } from './node-runtime.mjs';
import { DATA_DIR } from './paths.mjs';
import { pinnedVersion } from './pnpm.mjs';
import { isPortOpen } from './ports.mjs';
import { findPostgresPrograms } from './postgres-programs.mjs';
import { checkRedis } from './redis.mjs';
import { foundRedis } from './redis-programs.mjs';
import { runningProduct } from './run-state.mjs';
import { chosenPorts, PORTS } from './settings.mjs';
import { SetupError } from './setup-error.mjs';
import { testServicePorts } from './test-services.mjs';

/** @typedef {{ what: string, state: '✓' | '·' | '✗', detail: string }} Finding */

/**
 * Looks at everything the product needs, without changing anything.
 *
 * @returns {Promise<Finding[]>}
 */
export async function inspect() {
  return [
    node(),
    { what: 'pnpm', state: '✓', detail: `${pinnedVersion()}, run from .tools/` },
    dependencies(),
    await postgres(),
    await redis(),
    chromium(),
    { what: 'WhatsApp', state: '✓', detail: process.env.WHATSAPP_WEB_STANDIN ?? 'the sandbox' },
    { what: 'Data', state: existsSync(DATA_DIR) ? '✓' : '·', detail: DATA_DIR },
    ...(await ports()),
    await testServices(),
  ];
}

/** @returns {Finding} */
function node() {
  const { version, versions, platform, arch } = process;
  if (runsTypeScript(versions.node))
    return { what: 'Node', state: '✓', detail: `${version} on ${platform}-${arch}` };
  return {
    what: 'Node',
    state: '·',
    detail: `${version} starts the bootstrap; a newer one from npm runs the project`,
  };
}

/** @returns {Finding} */
function dependencies() {
  const what = 'Dependencies';
  return isUpToDate()
    ? { what, state: '✓', detail: 'as in the lockfile' }
    : { what, state: '·', detail: 'to be installed' };
}

/** @returns {Promise<Finding>} */
async function postgres() {
  const what = 'PostgreSQL';
  if (process.env.DATABASE_URL) return { what, state: '✓', detail: 'DATABASE_URL' };
  try {
    const { version, origin, binDir } = await findPostgresPrograms();
    return { what, state: '✓', detail: `${version} (${origin}, ${binDir})` };
  } catch (error) {
    if (!isUpToDate()) return { what, state: '·', detail: 'comes with the dependencies' };
    return { what, state: '✗', detail: messageOf(error) };
  }
}

/** @returns {Promise<Finding>} */
async function redis() {
  const what = 'Redis';
  const { REDIS_URL } = process.env;
  if (REDIS_URL) return givenRedis(REDIS_URL);
  const found = await foundRedis();
  if (found) return { what, state: '✓', detail: `${found.version} (${found.origin}, ${found.command})` };
  return hasApt()
    ? { what, state: '·', detail: "fetched from Debian's packages" }
    : { what, state: '✗', detail: 'install redis-server (or valkey-server), or set REDIS_URL' };
}

/**
 * @param {string} url
 * @returns {Promise<Finding>}
 */
async function givenRedis(url) {
  try {
    const { version, warning } = await checkRedis(url);
    return { what: 'Redis', state: '✓', detail: `${version} (REDIS_URL)${warning ? `; ${warning}` : ''}` };
  } catch (error) {
    return { what: 'Redis', state: '✗', detail: messageOf(error) };
  }
}

/** @returns {Finding} */
function chromium() {
  const what = 'Chromium';
  const found = foundChromium();
  if (!found) return { what, state: '·', detail: 'fetched from apt or npm' };
  return { what, state: existsSync(found.path) ? '✓' : '✗', detail: `${found.path} (${found.origin})` };
}

/** @returns {Promise<Finding[]>} */
async function ports() {
  const running = runningProduct();
  const chosen = Object.entries(chosenPorts());
  return Promise.all(
    chosen.map(async ([name, port]) => {
      const { owner, variable } = PORTS[/** @type {import('./settings.mjs').PortName} */ (name)];
      const what = `Port ${port}`;
      if (!(await isPortOpen(port)))
        return { what, state: /** @type {const} */ ('✓'), detail: `free, for ${owner}` };
      if (running)
        return {
          what,
          state: /** @type {const} */ ('✓'),
          detail: `in use by the running product, for ${owner}`,
        };
      return {
        what,
        state: /** @type {const} */ ('✗'),
        detail: `in use, wanted by ${owner}: change it with ${variable}`,
      };
    }),
  );
}

/** @returns {Promise<Finding>} */
async function testServices() {
  const { postgres, redis } = await testServicePorts();
  const detail = postgres && redis ? `PostgreSQL on ${postgres}, Redis on ${redis}` : 'not running';
  return { what: 'Test services', state: postgres && redis ? '✓' : '·', detail };
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof SetupError ? error.message : String(error));
