import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mustRun, readIfThere, until } from './processes.mjs';
import { askRedis } from './redis-ask.mjs';
import { findRedisProgram } from './redis-programs.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {object} RedisOptions
 * @property {string} dataDir
 * @property {string} [password] none: anybody on this machine may connect
 * @property {() => Promise<number>} choosePort asked only when the server has to be started
 */

/** @typedef {{ url: string, port: number, description: string, wasRunning: boolean }} RunningRedis */

/**
 * Starts the project's own Redis on loopback, or finds it running already.
 *
 * @param {RedisOptions} options
 * @returns {Promise<RunningRedis>}
 */
export async function startRedis({ dataDir, password, choosePort }) {
  const runningPort = await redisPort(dataDir);
  const runningUrl = configuredUrl(dataDir);
  if (runningPort && runningUrl) {
    return {
      url: runningUrl,
      port: runningPort,
      description: `already on 127.0.0.1:${runningPort}`,
      wasRunning: true,
    };
  }
  const program = await findRedisProgram();
  const port = await choosePort();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(configFile(dataDir), configuration(dataDir, password, port), { mode: 0o600 });
  await mustRun('Starting Redis', program.command, [configFile(dataDir)], { env: program.env });
  const url = redisUrl(port, password);
  // It answers CONFIG while it still loads what it kept; only PING tells that it is done.
  const isReady = await until(async () => (await redisPort(dataDir)) === port && (await answersPing(url)), {
    timeoutMs: 60_000,
  });
  if (!isReady) throw new SetupError(`Redis did not start; its log is ${path.join(dataDir, 'redis.log')}.`);
  const description = `${program.version} (${program.origin}) on 127.0.0.1:${port}`;
  return { url, port, description, wasRunning: false };
}

/** @param {string} url */
async function answersPing(url) {
  const [answer] = await askRedis(url, [['PING']]).catch(() => []);
  return answer === 'PONG' || answer === '+PONG';
}

/**
 * Stops the project's own Redis; does nothing when it is not running.
 *
 * @param {string} dataDir
 */
export async function stopRedis(dataDir) {
  const url = configuredUrl(dataDir);
  if (!url || !(await redisPort(dataDir))) return;
  // The server closes the connection instead of answering.
  await askRedis(url, [['SHUTDOWN']]).catch(() => undefined);
  await until(async () => !(await redisPort(dataDir)), { timeoutMs: 10_000 });
}

/**
 * The port on which the Redis of this data folder listens, or undefined when it is not running.
 *
 * @param {string} dataDir
 */
export async function redisPort(dataDir) {
  const url = configuredUrl(dataDir);
  if (!url) return undefined;
  const [answer = ''] = await askRedis(url, [['CONFIG', 'GET', 'dir']]).catch(() => []);
  // Another server may have the port by now: only the one that writes to our folder is ours.
  return answer.split('\n')[1] === realpathSync(dataDir) ? Number(new URL(url).port) : undefined;
}

/**
 * Checks that a Redis which was set up by somebody else keeps jobs safe: nothing evicted, everything written to disk.
 *
 * @param {string} url
 * @returns {Promise<{ version: string, warning?: string }>}
 */
export async function checkRedis(url) {
  const answers = await askRedis(url, [
    ['INFO', 'server'],
    ['INFO', 'memory'],
    ['INFO', 'persistence'],
  ]).catch((error) => {
    throw new SetupError(`REDIS_URL is set, but Redis does not answer there: ${error.message}.`);
  });
  const fields = new Map(
    [...answers.join('\n').matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name, value]) => [name, value]),
  );
  const policy = fields.get('maxmemory_policy');
  if (policy && policy !== 'noeviction') {
    throw new SetupError(
      `The Redis of REDIS_URL may throw jobs away when memory runs out (maxmemory-policy is ${policy}): set maxmemory-policy to noeviction there.`,
    );
  }
  const version = fields.get('redis_version') ?? 'unknown version';
  if (fields.get('aof_enabled') === '1') return { version };
  return {
    version,
    warning:
      'The Redis of REDIS_URL keeps no append-only file: queued jobs are lost if it stops. Set appendonly to yes there.',
  };
}

/** @param {string} dataDir */
const configFile = (dataDir) => path.join(dataDir, 'redis.conf');

/**
 * @param {string} dataDir
 * @param {string | undefined} password
 * @param {number} port
 */
function configuration(dataDir, password, port) {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    ...(password ? [`requirepass ${password}`] : []),
    `dir "${dataDir}"`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize yes',
    `pidfile "${path.join(dataDir, 'redis.pid')}"`,
    `logfile "${path.join(dataDir, 'redis.log')}"`,
    '',
  ].join('\n');
}

/** @param {string} dataDir */
function configuredUrl(dataDir) {
  const text = readIfThere(configFile(dataDir)) ?? '';
  const port = /^port (\d+)$/m.exec(text)?.[1];
  const password = /^requirepass (\S+)$/m.exec(text)?.[1];
  return port ? redisUrl(Number(port), password) : undefined;
}

/**
 * @param {number} port
 * @param {string} [password]
 */
const redisUrl = (port, password) => `redis://${password ? `:${password}@` : ''}127.0.0.1:${port}`;
