import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { inData } from './paths.mjs';
import { readIfThere } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

const SECRETS = {
  BETTER_AUTH_SECRET: () => randomBytes(32).toString('base64url'),
  // 32 bytes: the key of AES-256.
  ENCRYPTION_KEY: () => randomBytes(32).toString('base64'),
  POSTGRES_PASSWORD: () => randomBytes(18).toString('base64url'),
  REDIS_PASSWORD: () => randomBytes(18).toString('base64url'),
};

/** @typedef {Record<keyof typeof SECRETS | 'ENCRYPTION_KEYS_OLD', string>} Secrets */

/**
 * This installation's secrets: made once and kept in the data folder, readable by its owner alone. One that is set in the
 * environment wins. Of the encryption key every value that was ever in use is kept: whoever changes it loses no login, and
 * whoever saves the data folder has the keys to what is in it.
 *
 * @returns {Secrets}
 */
export function ensureSecrets() {
  const file = inData('secrets.env');
  const stored = parseEnv(readIfThere(file) ?? '');
  const secrets = { ...stored, ...encryptionKeys(stored) };
  for (const [name, make] of Object.entries(SECRETS)) secrets[name] ||= make();
  const text = lines(secrets);
  if (text !== lines(stored)) keep(file, text);
  return {
    BETTER_AUTH_SECRET: process.env.BETTER_AUTH_SECRET || secrets.BETTER_AUTH_SECRET || '',
    ENCRYPTION_KEY: secrets.ENCRYPTION_KEY ?? '',
    ENCRYPTION_KEYS_OLD: secrets.ENCRYPTION_KEYS_OLD ?? '',
    POSTGRES_PASSWORD: secrets.POSTGRES_PASSWORD ?? '',
    REDIS_PASSWORD: secrets.REDIS_PASSWORD ?? '',
  };
}

/**
 * The key by which is encrypted, and those by which can still be read.
 *
 * @param {Record<string, string | undefined>} stored
 * @returns {Record<string, string>}
 */
function encryptionKeys(stored) {
  const wanted = keysOf('ENCRYPTION_KEY', process.env)[0];
  const [kept] = keysOf('ENCRYPTION_KEY', stored);
  const key = wanted ?? kept;
  const former = [
    kept,
    ...keysOf('ENCRYPTION_KEYS_OLD', process.env),
    ...keysOf('ENCRYPTION_KEYS_OLD', stored),
  ];
  const old = [...new Set(former)].filter((one) => one && one !== key).join(',');
  return { ...(key && { ENCRYPTION_KEY: key }), ...(old && { ENCRYPTION_KEYS_OLD: old }) };
}

/**
 * What is no key is refused before it takes the place of one.
 *
 * @param {string} variable
 * @param {Record<string, string | undefined>} variables
 */
function keysOf(variable, variables) {
  const keys = (variables[variable] ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean);
  if (keys.every((key) => Buffer.from(key, 'base64').length === 32)) return keys;
  throw new SetupError(
    `${variable} has to be 32 bytes in base64. Make one: node -e "console.log(require('crypto').randomBytes(32).toString('base64'))"`,
  );
}

/** @param {Record<string, string | undefined>} secrets */
const lines = (secrets) =>
  Object.entries(secrets)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** As a whole or not at all: a half of this file would be the loss of every login.
 * @param {string} file
 * @param {string} text */
function keep(file, text) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.${process.pid}`;
  writeFileSync(next, text, { mode: 0o600, flush: true });
  renameSync(next, file);
}
