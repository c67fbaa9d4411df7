import { SetupError } from './setup-error.mjs';

/** Every port the project listens on: who wants it, which variable changes it, and what it is without. */
export const PORTS = {
  web: { owner: 'the dashboard', variable: 'WEB_PORT', port: 3000 },
  api: { owner: 'the API', variable: 'API_PORT', port: 4000 },
  sandbox: { owner: 'the sandbox', variable: 'SANDBOX_PORT', port: 4100 },
  sandboxTls: { owner: "the sandbox's WhatsApp page", variable: 'SANDBOX_TLS_PORT', port: 4443 },
  worker: { owner: "the worker's metrics", variable: 'WORKER_PORT', port: 4200 },
  postgres: { owner: 'PostgreSQL', variable: 'POSTGRES_PORT', port: 55431 },
  redis: { owner: 'Redis', variable: 'REDIS_PORT', port: 56378 },
};

/** @typedef {keyof typeof PORTS} PortName */
/** @typedef {Record<PortName, number>} Ports */

/**
 * The ports as the environment wants them.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Ports}
 */
export function chosenPorts(env = process.env) {
  const port = (/** @type {PortName} */ name) => readPort(PORTS[name].variable, env) ?? PORTS[name].port;
  return {
    web: port('web'),
    api: port('api'),
    sandbox: port('sandbox'),
    sandboxTls: port('sandboxTls'),
    worker: port('worker'),
    postgres: port('postgres'),
    redis: port('redis'),
  };
}

/**
 * The dashboard's address as browsers see it.
 *
 * @param {Ports} ports
 * @param {NodeJS.ProcessEnv} [env]
 */
export function chosenWebUrl(ports, env = process.env) {
  const address = env.PUBLIC_URL || `http://localhost:${ports.web}`;
  const url = /^https?:\/\/[^/]/.test(address) && URL.canParse(address) ? new URL(address) : null;
  if (url?.href === `${url?.origin}/`) return address;
  const wrong = url
    ? 'it has to be the address alone, without a path or anything behind it'
    : 'it has to begin with http:// or https://';
  throw new SetupError(
    `PUBLIC_URL is "${address}": ${wrong}, as https://crm.example.com. Nobody could sign in otherwise.`,
  );
}

const PUBLIC_PASSWORD = 'soul-demo-2026';

/**
 * How one signs in to the demo; isPublic: by a password that everybody can read in the README.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function demoAccount(env = process.env) {
  const { DEMO_EMAIL, DEMO_PASSWORD } = env;
  const password = DEMO_PASSWORD || PUBLIC_PASSWORD;
  if (password.length < 8) throw new SetupError('DEMO_PASSWORD is too short: use at least 8 characters.');
  const email = DEMO_EMAIL || 'demo@soul.kg';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new SetupError(`DEMO_EMAIL is "${email}", which is no e-mail address.`);
  return { email, password, isPublic: password === PUBLIC_PASSWORD };
}

/** @type {Record<'DATABASE_URL' | 'REDIS_URL', { form: RegExp, example: string }>} */
const SERVICES = {
  DATABASE_URL: {
    form: /^postgres(ql)?:\/\//,
    example: 'postgresql://user:password@localhost:5432/soul_kg_crm',
  },
  REDIS_URL: { form: /^rediss?:\/\//, example: 'redis://:password@localhost:6379' },
};

/**
 * The address of a service of somebody's own. What cannot be read is not repeated: there is a password in it.
 *
 * @param {keyof typeof SERVICES} variable
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} undefined: none was given
 */
export function chosenService(variable, env = process.env) {
  const address = env[variable];
  const { form, example } = SERVICES[variable];
  if (!address || (form.test(address) && URL.canParse(address))) return address;
  throw new SetupError(
    `${variable} is no address that can be read: it has to be like ${example}, with # in a password written as %23, / as %2F, ? as %3F, @ as %40 and % as %25.`,
  );
}

/**
 * @param {string} variable
 * @param {NodeJS.ProcessEnv} env
 */
function readPort(variable, env) {
  const text = env[variable];
  if (!text) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new SetupError(`${variable} is "${text}", which is no port: use a number from 1 to 65535.`);
}
