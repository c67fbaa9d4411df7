import { fromRoot, inData } from './paths.mjs';
import { demoAccount } from './settings.mjs';

/** @typedef {'sandbox' | 'worker' | 'api' | 'web'} AppName */

/**
 * @typedef {object} ProductOptions
 * @property {string} node the Node to run with
 * @property {'start' | 'dev'} mode
 * @property {import('./settings.mjs').Ports} ports
 * @property {string} databaseUrl
 * @property {string} redisUrl
 * @property {string} chromiumPath
 * @property {string} dataDir
 * @property {Pick<import('./secrets.mjs').Secrets, 'BETTER_AUTH_SECRET' | 'ENCRYPTION_KEY'>} secrets
 */

/**
 * @typedef {object} App
 * @property {AppName} name
 * @property {string} command
 * @property {string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} readyUrl answers 200 once the app can be used
 */

/**
 * The apps of the product, in the order in which they start; they stop in the opposite order.
 *
 * @param {ProductOptions} options
 * @returns {App[]}
 */
export function productApps(options) {
  const names = /** @type {AppName[]} */ (process.env.WHATSAPP_WEB_STANDIN ? [] : ['sandbox']);
  return [
    ...names,
    /** @type {const} */ ('worker'),
    /** @type {const} */ ('api'),
    /** @type {const} */ ('web'),
  ].map((name) => app(name, options));
}

/** Where people and programs find the product.
 * @param {import('./settings.mjs').Ports} ports */
export function productUrls(ports) {
  return {
    web: process.env.PUBLIC_URL || `http://localhost:${ports.web}`,
    api: `http://127.0.0.1:${ports.api}`,
    sandbox: `http://localhost:${ports.sandbox}`,
  };
}

/**
 * What every app of the product is told; each takes what it needs.
 *
 * @param {ProductOptions} options
 * @returns {NodeJS.ProcessEnv}
 */
export function productEnv({ mode, ports, databaseUrl, redisUrl, chromiumPath, dataDir, secrets }) {
  const urls = productUrls(ports);
  const account = demoAccount();
  const standin = process.env.WHATSAPP_WEB_STANDIN;
  return {
    LOG_LEVEL: 'info',
    MEDIA_DIR: `${dataDir}/media`,
    WHATSAPP_SESSIONS_DIR: `${dataDir}/whatsapp-sessions`,
    SANDBOX_DATA_DIR: `${dataDir}/sandbox`,
    ALLOW_STANDIN: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
    ...process.env,
    NODE_ENV: mode === 'start' ? 'production' : 'development',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    CHROMIUM_PATH: chromiumPath,
    DATA_DIR: dataDir,
    PUBLIC_URL: urls.web,
    API_URL: urls.api,
    // Without a stand-in of one's own there is the sandbox, and the dashboard links to its phone.
    WHATSAPP_WEB_STANDIN: standin || `127.0.0.1:${ports.sandboxTls}`,
    ...(standin ? {} : { SANDBOX_URL: urls.sandbox, SANDBOX_TLS_PORT: String(ports.sandboxTls) }),
    DEMO_EMAIL: account.email,
    DEMO_PASSWORD: account.password,
    ...secrets,
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
  };
}

/** Only the dashboard is ever offered to other machines; it passes requests on to the API.
 * @param {AppName} name */
const hostOf = (name) => (name === 'web' && process.env.WEB_HOST) || '127.0.0.1';

/** The log of an app.
 * @param {string} name */
export const logFileOf = (name) => inData('logs', `${name}.log`);
