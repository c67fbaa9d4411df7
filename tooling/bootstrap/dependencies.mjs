import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { ensureNode } from './node-runtime.mjs';
import { fromRoot, TOOLS_DIR } from './paths.mjs';
import { ensurePnpm } from './pnpm.mjs';
import { mustRun, readIfThere } from './processes.mjs';
import { step } from './steps.mjs';

/** @typedef {{ node: import('./node-runtime.mjs').NodeRuntime, pnpm: import('./pnpm.mjs').Pnpm }} Toolchain */

const STAMP = fromRoot('node_modules/.installed-from');

/**
 * Brings Node, pnpm and the packages of the lockfile, as far as they are missing, and puts them on PATH for everything
 * that this process starts.
 *
 * @returns {Promise<Toolchain>}
 */
export function ensureDependencies() {
  return withLock(path.join(TOOLS_DIR, 'install.lock'), async () => {
    const node = await step('Node', async (describe) => {
      const runtime = await ensureNode();
      describe(`${runtime.version} (${runtime.origin})`);
      return runtime;
    });
    const pnpm = await step('pnpm', async (describe) => {
      const found = await ensurePnpm(node);
      describe(found.version);
      return found;
    });
    process.env.PATH = [fromRoot('node_modules/.bin'), pnpm.binDir, node.binDir, process.env.PATH].join(
      path.delimiter,
    );
    await step('Dependencies', async (describe) => describe(await installPackages(pnpm)));
    return { node, pnpm };
  });
}

/** Whether the installed packages are those of the lockfile. */
export const isUpToDate = () => readIfThere(STAMP) === fingerprint();

/** @param {import('./pnpm.mjs').Pnpm} pnpm */
async function installPackages(pnpm) {
  if (isUpToDate()) return 'up to date';
  const options = ['--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
  // CI=1: pnpm would otherwise stop to ask before it replaces packages that another version of it installed.
  const env = { ...process.env, CI: '1' };
  await mustRun('Installing the dependencies', pnpm.command, [...pnpm.args, 'install', ...options], {
    cwd: fromRoot(),
    env,
  });
  writeFileSync(STAMP, fingerprint());
  return 'installed from the lockfile';
}

/** Changes whenever an install could change something. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests()])
    hash.update(readFileSync(fromRoot(file)));
  return hash.update(process.platform + process.arch).digest('hex');
}

function manifests() {
  const folders = ['.', 'tooling', ...['apps', 'packages'].flatMap(subfolders)];
  return folders
    .map((folder) => path.join(folder, 'package.json'))
    .filter((file) => existsSync(fromRoot(file)));
}

/** @param {string} parent */
const subfolders = (parent) =>
  readdirSync(fromRoot(parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(parent, name))
    .sort();
