import { chownSync, existsSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {{ prefix: string[], ownerId: number }} PostgresUser */

const NOBODY = 65534;

/** As root: PostgreSQL sees an ordinary user although the files stay root's. */
const IN_USER_NAMESPACE = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];

/** As root without user namespaces: another user, who may still reach a checkout below a closed home folder. */
const AS_NOBODY = [
  'setpriv',
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  '--clear-groups',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
  // Or access(2), by which PostgreSQL looks for its programs, would not count the capability.
  '--securebits=+no_setuid_fixup',
];

/**
 * PostgreSQL refuses to run as root: gives the command to put in front of its programs, and who owns the data then.
 *
 * @returns {Promise<PostgresUser>}
 */
export async function choosePostgresUser() {
  if (process.getuid?.() !== 0) return { prefix: [], ownerId: process.getuid?.() ?? -1 };
  if (await works(IN_USER_NAMESPACE)) return { prefix: IN_USER_NAMESPACE, ownerId: 0 };
  if (await works(AS_NOBODY)) return { prefix: AS_NOBODY, ownerId: NOBODY };
  throw new SetupError(
    'PostgreSQL does not run as root, and this system allows neither user namespaces nor setpriv: run this as an ordinary user, or set DATABASE_URL.',
  );
}

/**
 * Gives the data to the user PostgreSQL runs as; the other way of becoming that user may have been in use before.
 *
 * @param {string} folder
 * @param {PostgresUser} user
 */
export function ownData(folder, { ownerId }) {
  if (process.getuid?.() !== 0 || !existsSync(folder) || lstatSync(folder).uid === ownerId) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(path.join(folder, entry), ownerId, ownerId);
  }
  chownSync(folder, ownerId, ownerId);
}

/** @param {string[]} prefix */
async function works([command = '', ...args]) {
  // Hardened hosts allow the namespace but no id mapping, so ask for the id that came out of it.
  const { code, stdout } = await run(command, [...args, 'id', '-u']);
  return code === 0 && Number(stdout) > 0;
}
