import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { npmCommand } from './node-runtime.mjs';
import { fromRoot, TOOLS_DIR } from './paths.mjs';
import { mustRun } from './processes.mjs';

/** @typedef {{ command: string, args: string[], binDir: string, version: string }} Pnpm */

/**
 * The pnpm that package.json asks for, kept in .tools/ so that it is there at once the next time and for Turborepo.
 *
 * @param {import('./node-runtime.mjs').NodeRuntime} runtime
 * @returns {Promise<Pnpm>}
 */
export async function ensurePnpm({ node }) {
  const version = pinnedVersion();
  const folder = path.join(TOOLS_DIR, `pnpm-${version}`);
  const main = path.join(folder, 'node_modules/pnpm/bin/pnpm.cjs');
  if (!existsSync(main)) {
    mkdirSync(folder, { recursive: true });
    const options = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
    await mustRun('Fetching pnpm from npm', npmCommand(), [
      'install',
      '--prefix',
      folder,
      ...options,
      `pnpm@${version}`,
    ]);
  }
  return { command: node, args: [main], binDir: path.join(folder, 'node_modules/.bin'), version };
}

/** The version that package.json names. */
export function pinnedVersion() {
  const { packageManager } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
  return String(packageManager).replace('pnpm@', '');
}
