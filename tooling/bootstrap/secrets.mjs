import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { inData } from './paths.mjs';
import { readIfThere } from './processes.mjs';

const SECRETS = {
  BETTER_AUTH_SECRET: () => randomBytes(32).toString('base64url'),
  // 32 bytes: the key of AES-256.
  ENCRYPTION_KEY: () => randomBytes(32).toString('base64'),
  POSTGRES_PASSWORD: () => randomBytes(18).toString('base64url'),
  REDIS_PASSWORD: () => randomBytes(18).toString('base64url'),
};

/** @typedef {Record<keyof typeof SECRETS, string>} Secrets */

/**
 * This installation's secrets: made once and kept in the data folder, readable by its owner alone. One that is set in the
 * environment wins.
 *
 * @returns {Secrets}
 */
export function ensureSecrets() {
  const file = inData('secrets.env');
  const stored = parseEnv(readIfThere(file) ?? '');
  const missing = Object.entries(SECRETS).filter(([name]) => !stored[name]);
  for (const [name, make] of missing) stored[name] = make();
  if (missing.length > 0) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const lines = Object.entries(stored).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(file, lines.join(''), { mode: 0o600 });
  }
  const chosen = (/** @type {keyof typeof SECRETS} */ name) => process.env[name] || stored[name] || '';
  return {
    BETTER_AUTH_SECRET: chosen('BETTER_AUTH_SECRET'),
    ENCRYPTION_KEY: chosen('ENCRYPTION_KEY'),
    POSTGRES_PASSWORD: stored.POSTGRES_PASSWORD ?? '',
    REDIS_PASSWORD: stored.REDIS_PASSWORD ?? '',
  };
}
