import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setAside } from './log-file.mjs';
import { isPortOpen } from './ports.mjs';
import { findPostgresPrograms } from './postgres-programs.mjs';
import { choosePostgresUser, ownData } from './postgres-user.mjs';
import { commandLineOf, mustRun, readIfThere, run } from './processes.mjs';

/**
 * @typedef {object} PostgresOptions
 * @property {string} dataDir
 * @property {string} password
 * @property {() => Promise<number>} choosePort asked only when the server has to be started
 * @property {string[]} [settings] more "name=value" settings
 */

/** @typedef {{ url: (database: string) => string, port: number, description: string, wasRunning: boolean }} RunningPostgres */

/**
 * Starts the project's own PostgreSQL on loopback, or finds it running already.
 *
 * @param {PostgresOptions} options
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres({ dataDir, password, choosePort, settings = [] }) {
  const programs = await findPostgresPrograms(dataMajor(dataDir));
  const description = `${programs.version} (${programs.origin})`;
  const runningPort = await postgresPort(dataDir);
  if (runningPort) return running(runningPort, password, description, true);
  const port = await choosePort();
  const user = await choosePostgresUser();
  const pgCtl = [...user.prefix, path.join(programs.binDir, 'pg_ctl')];
  if (!dataMajor(dataDir)) await initialise(dataDir, password, programs, user);
  ownData(dataDir, user);
  removeStalePid(dataDir);
  setAside(logFile(dataDir));
  const serverOptions = [`-p ${port}`, ...[...SETTINGS, ...settings].map((setting) => `-c ${setting}`)].join(
    ' ',
  );
  const [command = '', ...args] = [
    ...pgCtl,
    '-D',
    dataDir,
    '-l',
    logFile(dataDir),
    '-w',
    '-t',
    '60',
    '-o',
    serverOptions,
    'start',
  ];
  await mustRun(`Starting PostgreSQL (its log: ${logFile(dataDir)})`, command, args, { detached: true });
  return running(port, password, description, false);
}

/**
 * Stops the project's own PostgreSQL; does nothing when it is not running.
 *
 * @param {string} dataDir
 */
export async function stopPostgres(dataDir) {
  if (!(await postgresPort(dataDir))) return;
  const { binDir } = await findPostgresPrograms(dataMajor(dataDir));
  const { prefix } = await choosePostgresUser();
  const [command = '', ...args] = [
    ...prefix,
    path.join(binDir, 'pg_ctl'),
    '-D',
    dataDir,
    '-m',
    'fast',
    '-w',
    'stop',
  ];
  await run(command, args);
}

/**
 * The port on which the PostgreSQL of this data folder listens, or undefined when it is not running.
 *
 * @param {string} dataDir
 */
export async function postgresPort(dataDir) {
  const [pid, , , port] = (readIfThere(path.join(dataDir, 'postmaster.pid')) ?? '').split('\n');
  if (!Number(pid) || !Number(port)) return undefined;
  if (!(await commandLineOf(Number(pid)))?.includes('postgres')) return undefined;
  return (await isPortOpen(Number(port))) ? Number(port) : undefined;
}

/** Of what docker-compose.yml needs as well, a test compares the two. */
export const SETTINGS = [
  'listen_addresses=127.0.0.1',
  "unix_socket_directories=''",
  'max_connections=200',
  'shared_buffers=128MB',
  'log_min_messages=warning',
  // A refused row is told by its constraint, without the phone numbers and texts that stand in it.
  'log_error_verbosity=terse',
];

/** @param {string} dataDir */
const logFile = (dataDir) => `${dataDir}.log`;

/** @param {string} dataDir */
const dataMajor = (dataDir) => Number(readIfThere(path.join(dataDir, 'PG_VERSION'))) || undefined;

/**
 * @param {string} dataDir
 * @param {string} password
 * @param {import('./postgres-programs.mjs').PostgresPrograms} programs
 * @param {import('./postgres-user.mjs').PostgresUser} user
 */
async function initialise(dataDir, password, { binDir, major }, user) {
  // What an interrupted initialisation left behind has no PG_VERSION and is refused by the next one.
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  ownData(dataDir, user);
  const passwordFile = `${dataDir}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chmodSync(passwordFile, 0o644);
  const [command = '', ...args] = [
    ...[
      ...user.prefix,
      path.join(binDir, 'initdb'),
      '-D',
      dataDir,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
    ],
    ...['--auth=scram-sha-256', '--encoding=UTF8', ...localeOptions(major)],
  ];
  await mustRun('Creating the PostgreSQL data folder', command, args).finally(() => rmSync(passwordFile));
}

/** Upper and lower case of Cyrillic names must be known, on systems without any locale installed too.
 * @param {number} major */
const localeOptions = (major) =>
  major >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8'] : ['--locale=C.UTF-8'];

/** After a hard stop the file can name a process id that another program has by now, which PostgreSQL takes for itself.
 * @param {string} dataDir */
function removeStalePid(dataDir) {
  rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
}

/**
 * @param {number} port
 * @param {string} password
 * @param {string} description
 * @param {boolean} wasRunning
 * @returns {RunningPostgres}
 */
function running(port, password, description, wasRunning) {
  const url = (/** @type {string} */ database) =>
    `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  return { url, port, description: `${description} on 127.0.0.1:${port}`, wasRunning };
}
