import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { TOOLS_DIR } from './paths.mjs';
import { mustRun, run } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {{ node: string, binDir: string, version: string, origin: 'installed' | 'npm' }} NodeRuntime */

const PROJECT_VERSION = '24.21.0';
const PACKAGED_PLATFORMS = ['linux-x64', 'linux-arm64', 'win-x64'];

/**
 * The Node that runs the project: this one if it runs TypeScript as it is, else a copy from npm for this checkout alone.
 *
 * @returns {Promise<NodeRuntime>}
 */
export async function ensureNode() {
  if (runsTypeScript(process.versions.node)) {
    const { execPath } = process;
    return {
      node: execPath,
      binDir: path.dirname(execPath),
      version: process.versions.node,
      origin: 'installed',
    };
  }
  const found = await packagedNode();
  return found ?? fetchNode();
}

/** Types are stripped without a flag from 22.18 and from 23.6 on.
 * @param {string} version */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 22) return minor >= 18;
  if (major === 23) return minor >= 6;
  return major >= 24;
}

/** @returns {Promise<NodeRuntime>} */
async function fetchNode() {
  if (!PACKAGED_PLATFORMS.includes(platformName())) {
    throw new SetupError(
      `Node ${process.versions.node} is too old to run the project, and npm has no newer one for ${platformName()}: install Node 24 (https://nodejs.org) and start again.`,
    );
  }
  mkdirSync(TOOLS_DIR, { recursive: true });
  const options = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
  const packageName = `node-${platformName()}@${PROJECT_VERSION}`;
  await mustRun('Fetching Node from npm', npmCommand(), [
    'install',
    '--prefix',
    nodeFolder(),
    ...options,
    packageName,
  ]);
  const fetched = await packagedNode();
  if (fetched) return fetched;
  throw new SetupError(
    'The Node from npm does not run on this system: install Node 24 (https://nodejs.org) and start again.',
  );
}

/** @returns {Promise<NodeRuntime | undefined>} */
async function packagedNode() {
  const binDir = path.join(nodeFolder(), 'node_modules', `node-${platformName()}`, 'bin');
  const node = path.join(binDir, process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(node)) return undefined;
  const { code, stdout } = await run(node, ['--version']);
  return code === 0 ? { node, binDir, version: stdout.trim().slice(1), origin: 'npm' } : undefined;
}

const nodeFolder = () => TOOLS_DIR;

const platformName = () => `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** npm's own starter; on Windows a program that ends in .cmd. */
export const npmCommand = () => (process.platform === 'win32' ? 'npm.cmd' : 'npm');
