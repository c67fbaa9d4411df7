import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { hasApt, unpackPackages } from './apt.mjs';
import { TOOLS_DIR } from './paths.mjs';
import { findOnPath, run } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {{ command: string, env: NodeJS.ProcessEnv, version: string, origin: 'installed' | 'apt' }} RedisProgram */

const UNPACKED = path.join(TOOLS_DIR, 'redis');

/**
 * The Redis server to run: installed, fetched earlier, or fetched now from Debian's packages (no rights needed).
 *
 * @returns {Promise<RedisProgram>}
 */
export async function findRedisProgram() {
  const found = (await foundRedis()) ?? (await fetchRedis());
  if (found) return found;
  throw new SetupError(
    'Redis is not installed and could not be fetched: install redis-server (or valkey-server) 6.2 or newer, or set REDIS_URL.',
  );
}

/** The Redis server that is on this machine already, if any. */
export async function foundRedis() {
  const installed = findOnPath('redis-server', 'valkey-server');
  return (installed && (await describe(installed, 'installed'))) || unpackedRedis();
}

async function unpackedRedis() {
  const command = path.join(UNPACKED, 'usr/bin/redis-server');
  return existsSync(command) ? describe(command, 'apt') : undefined;
}

async function fetchRedis() {
  if (!hasApt()) return undefined;
  const unfinished = `${UNPACKED}.${process.pid}`;
  // redis-server is a link to a program inside redis-tools, so both are needed.
  const isUnpacked = await unpackPackages(['redis-server', 'redis-tools'], unfinished);
  if (isUnpacked) {
    rmSync(UNPACKED, { recursive: true, force: true });
    renameSync(unfinished, UNPACKED);
  }
  rmSync(unfinished, { recursive: true, force: true });
  return isUnpacked ? unpackedRedis() : undefined;
}

/**
 * @param {string} command
 * @param {RedisProgram['origin']} origin
 * @returns {Promise<RedisProgram | undefined>}
 */
async function describe(command, origin) {
  const env = origin === 'apt' ? { ...process.env, LD_LIBRARY_PATH: libraryPath() } : process.env;
  const { code, stdout } = await run(command, ['--version'], { env });
  const version = /v=(\d+\.\d+(\.\d+)?)/.exec(stdout)?.[1];
  return code === 0 && version ? { command, env, version, origin } : undefined;
}

/** Debian keeps libraries in a folder named after the machine, like usr/lib/aarch64-linux-gnu. */
function libraryPath() {
  const base = path.join(UNPACKED, 'usr/lib');
  const folders = existsSync(base) ? readdirSync(base).filter((name) => name.includes('-linux-')) : [];
  return [...folders.map((name) => path.join(base, name)), process.env.LD_LIBRARY_PATH]
    .filter(Boolean)
    .join(':');
}
