import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { TOOLS_DIR } from './paths.mjs';
import { findOnPath, run } from './processes.mjs';

/** Whether this system installs its programs with apt. */
export const hasApt = () => Boolean(findOnPath('apt-get') && findOnPath('dpkg'));

/**
 * Unpacks Debian packages into a folder, with the libraries of theirs that the system lacks. Needs no rights: where the
 * system's package lists are missing or outdated, lists of our own are fetched.
 *
 * @param {string[]} packages
 * @param {string} folder
 * @returns {Promise<boolean>} whether it worked
 */
export async function unpackPackages(packages, folder) {
  mkdirSync(folder, { recursive: true });
  for (const chooseLists of [() => [], privateLists]) {
    const lists = chooseLists();
    if (lists.length > 0 && (await run('apt-get', [...lists, 'update'])).code !== 0) return false;
    const wanted = [...packages, ...(await missingLibraries(packages, lists))];
    const { code } = await run('apt-get', [...lists, 'download', ...wanted], { cwd: folder });
    if (code === 0) return unpackAll(folder);
  }
  return false;
}

/**
 * Installs a package for the whole system, which only root can.
 *
 * @param {string} name
 * @returns {Promise<boolean>} whether it worked
 */
export async function installPackage(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', name], { env });
  if ((await install()).code === 0) return true;
  await run('apt-get', ['update'], { env });
  return (await install()).code === 0;
}

/** apt's options for lists and caches of our own. */
function privateLists() {
  const folder = path.join(TOOLS_DIR, 'apt');
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(path.join(folder, part), { recursive: true });
  return [
    `Dir::State::lists=${path.join(folder, 'lists')}`,
    `Dir::Cache=${path.join(folder, 'cache')}`,
    // Without this apt drops to a user of its own, who cannot write to a checkout below a closed home folder.
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option]);
}

/**
 * @param {string[]} packages
 * @param {string[]} lists
 */
async function missingLibraries(packages, lists) {
  const { stdout } = await run('apt-cache', [...lists, 'depends', ...packages]);
  const libraries = [...stdout.matchAll(/^ {2}Depends: (lib\S+)$/gm)].map(([, name]) => name ?? '');
  const states = await Promise.all(
    [...new Set(libraries)].map(async (name) => ({ name, isThere: await isInstalled(name) })),
  );
  return states.filter(({ isThere }) => !isThere).map(({ name }) => name);
}

/** @param {string} name */
async function isInstalled(name) {
  return /^Status: .*ok installed$/m.test((await run('dpkg-query', ['--status', name])).stdout);
}

/** @param {string} folder */
async function unpackAll(folder) {
  const archives = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  const results = await Promise.all(
    archives.map((name) => run('dpkg', ['-x', path.join(folder, name), folder])),
  );
  return archives.length > 0 && results.every(({ code }) => code === 0);
}
