import { lookAtAccounts } from './database.mjs';
import { ensureNode } from './node-runtime.mjs';
import { ensurePostgres, hasDatabase, stopOwnServices } from './own-services.mjs';
import { ensureSecrets } from './secrets.mjs';
import { chosenPorts, demoAccount } from './settings.mjs';
import { SetupError } from './setup-error.mjs';
import { isDemoAlone } from './sign-in.mjs';
import { turbo } from './turbo.mjs';
import { knownWhatsAppServers } from './whatsapp-servers.mjs';

/** Variables that name a place of somebody's own, and what of it a reset would delete. */
const PLACES = {
  DATABASE_URL: 'everything in that database',
  REDIS_URL: 'everything in that Redis database',
  MEDIA_DIR: 'that folder',
  WHATSAPP_SESSIONS_DIR: 'that folder',
  SANDBOX_DATA_DIR: 'that folder',
};

/**
 * Why a reset would delete more than a demo that nobody would miss; none: it would not.
 *
 * @returns {Promise<string[]>}
 */
export async function whyToAskBeforeReset() {
  const reasons = namedPlaces(process.env);
  if (knownWhatsAppServers().kind === 'real')
    reasons.push('this installation runs with the real WhatsApp: the numbers here are real ones');
  const accounts = process.env.DATABASE_URL ? undefined : await reasonInOwnDatabase();
  return accounts ? [...reasons, accounts] : reasons;
}

/**
 * What of the environment names a place of somebody's own.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function namedPlaces(env) {
  return Object.entries(PLACES)
    .filter(([name]) => env[name])
    .map(([name, what]) => `${name} is set: ${what}`);
}

async function reasonInOwnDatabase() {
  if (!hasDatabase()) return undefined;
  try {
    const { node } = await ensureNode();
    const { url } = await ensurePostgres(chosenPorts(), ensureSecrets());
    const { email, password } = demoAccount();
    const env = { ...process.env, DATABASE_URL: url, DEMO_EMAIL: email, DEMO_PASSWORD: password };
    await turbo('generate');
    const there = await lookAtAccounts(node, env);
    return isDemoAlone(there) ? undefined : 'the database has accounts besides the demo';
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return `the database cannot be looked into (${error.message.split('\n')[0]})`;
  } finally {
    await stopOwnServices();
  }
}
