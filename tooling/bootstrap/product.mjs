import path from 'node:path';
import { fromRoot, ownFolders } from './paths.mjs';
import { demoAccount } from './settings.mjs';

/** @typedef {'sandbox' | 'worker' | 'api' | 'web'} AppName */

/** @typedef {import('./whatsapp-servers.mjs').WhatsAppServers} WhatsAppServers */

/**
 * @typedef {object} ProductOptions
 * @property {string} node the Node to run with
 * @property {'start' | 'dev'} mode
 * @property {import('./settings.mjs').Ports} ports
 * @property {string} databaseUrl
 * @property {string} redisUrl
 * @property {string} chromiumPath
 * @property {string} dataDir
 * @property {WhatsAppServers} whatsApp
 * @property {string} webUrl the dashboard's address as browsers see it
 * @property {Pick<import('./secrets.mjs').Secrets, 'BETTER_AUTH_SECRET' | 'ENCRYPTION_KEY' | 'ENCRYPTION_KEYS_OLD'>} secrets
 */

/**
 * @typedef {object} App
 * @property {AppName} name
 * @property {string} command
 * @property {string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} readyUrl answers 200 once the app can be used
 * @property {string} logFile
 * @property {number} graceMs how long it may take to stop
 */

/**
 * The apps of the product, in the order in which they start; they stop in the opposite order.
 *
 * @param {ProductOptions} options
 * @returns {App[]}
 */
export function productApps(options) {
  /** @type {AppName[]} */
  const names = ['worker', 'api', 'web'];
  if (options.whatsApp.kind === 'sandbox') names.unshift('sandbox');
  return names.map((name) => app(name, options));
}

/**
 * What every app of the product is told; each takes what it needs.
 *
 * @param {ProductOptions} options
 * @returns {NodeJS.ProcessEnv}
 */
export function productEnv({
  mode,
  ports,
  databaseUrl,
  redisUrl,
  chromiumPath,
  dataDir,
  webUrl,
  whatsApp,
  secrets,
}) {
  const account = demoAccount();
  return {
    LOG_LEVEL: 'info',
    ALLOW_STANDIN: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
    ...process.env,
    ...ownFolders(process.env, dataDir),
    NODE_ENV: mode === 'start' ? 'production' : 'development',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    CHROMIUM_PATH: chromiumPath,
    DATA_DIR: dataDir,
    PUBLIC_URL: webUrl,
    API_URL: `http://127.0.0.1:${ports.api}`,
    ...whatsAppEnv(whatsApp, ports),
    DEMO_EMAIL: account.email,
    DEMO_PASSWORD: account.password,
    ...secrets,
  };
}

/** Where one plays with the sandbox's phone.
 * @param {import('./settings.mjs').Ports} ports */
export const sandboxUrl = (ports) => `http://localhost:${ports.sandbox}`;

/**
 * @param {WhatsAppServers} servers
 * @param {import('./settings.mjs').Ports} ports
 */
function whatsAppEnv(servers, ports) {
  if (servers.kind === 'real') return { WHATSAPP_WEB_STANDIN: undefined };
  if (servers.kind === 'stand-in') return { WHATSAPP_WEB_STANDIN: servers.address };
  return {
    WHATSAPP_WEB_STANDIN: `127.0.0.1:${ports.sandboxTls}`,
    ALLOW_STANDIN: 'true',
    SANDBOX_URL: sandboxUrl(ports),
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_TLS_PORT: String(ports.sandboxTls),
  };
}

/**
 * @param {AppName} name
 * @param {ProductOptions} options
 * @returns {App}
 */
function app(name, options) {
  const { node, mode, ports } = options;
  const entry = name === 'web' ? 'server.ts' : 'src/main.ts';
  // Next.js reloads by itself.
  const watch = mode === 'dev' && name !== 'web' ? ['--watch', '--watch-preserve-output'] : [];
  const readyPath = { sandbox: '/health', worker: '/health', api: '/ready', web: '/' }[name];
  return {
    name,
    command: node,
    args: [...watch, entry],
    cwd: fromRoot('apps', name),
    env: { ...productEnv(options), PORT: String(ports[name]), HOST: hostOf(name) },
    readyUrl: `http://127.0.0.1:${ports[name]}${readyPath}`,
    logFile: path.join(options.dataDir, 'logs', `${name}.log`),
    graceMs: graceMs(name, mode),
  };
}

/** The worker gives its sessions up to 45 s to close; Next.js in development has nothing to save, and takes its time.
 * @param {AppName} name
 * @param {ProductOptions['mode']} mode */
function graceMs(name, mode) {
  if (name === 'worker') return 50_000;
  return name === 'web' && mode === 'dev' ? 1000 : 10_000;
}

/** Only the dashboard is ever offered to other machines; it passes requests on to the API.
 * @param {AppName} name */
const hostOf = (name) => (name === 'web' && process.env.WEB_HOST) || '127.0.0.1';
