import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { inData } from './paths.mjs';
import { commandLineOf, isAlive, readIfThere, until } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

const STATE = inData('run.json');

/** @typedef {{ pid: number, command: string, children: number[] }} RunState */

/**
 * Claims this checkout for one running product, and ends what a run that was killed hard has left behind.
 *
 * @param {string} command for the message to whoever starts a second one
 * @returns {Promise<{ setChildren: (processIds: number[]) => void, release: () => void }>}
 */
export async function claimRun(command) {
  const earlier = readState();
  if (earlier && (await isOurs(earlier.pid))) {
    throw new SetupError(
      `Soul KG CRM is already running from this folder (${earlier.command}, process ${earlier.pid}): stop it first.`,
    );
  }
  await endLeftOvers(earlier?.children ?? []);
  const write = (/** @type {number[]} */ children) => {
    mkdirSync(inData(), { recursive: true, mode: 0o700 });
    writeFileSync(STATE, JSON.stringify({ pid: process.pid, command, children }));
  };
  write([]);
  return { setChildren: write, release: () => rmSync(STATE, { force: true }) };
}

/** The process that runs the product from this folder, if any. */
export async function runningProduct() {
  const state = readState();
  return state && (await isOurs(state.pid)) ? state : undefined;
}

/** Where the product keeps the browsers' profiles. */
export const sessionsFolder = () => process.env.WHATSAPP_SESSIONS_DIR ?? inData('whatsapp-sessions');

/**
 * Ends browsers that outlived the worker that started them; they would keep their profiles locked.
 *
 * @param {string} sessions the folder of the profiles
 */
export function endOrphanBrowsers(sessions) {
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc').map(Number).filter(Boolean)) {
    if (readIfThere(`/proc/${pid}/cmdline`)?.includes(`--user-data-dir=${sessions}/`)) kill(pid);
  }
}

/** @returns {RunState | undefined} */
function readState() {
  try {
    return JSON.parse(readIfThere(STATE) ?? '');
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
async function isOurs(pid) {
  return pid !== process.pid && Boolean((await commandLineOf(pid))?.includes('tooling/cli'));
}

/** @param {number[]} children */
async function endLeftOvers(children) {
  /** @type {number[]} */
  const leftOver = [];
  for (const pid of children) {
    if (await isApp(pid)) leftOver.push(pid);
  }
  for (const pid of leftOver) kill(pid, 'SIGTERM');
  await until(() => !leftOver.some(isAlive), { timeoutMs: 10_000 });
  for (const pid of leftOver) kill(-pid);
  endOrphanBrowsers(sessionsFolder());
}

/** The number may belong to another program by now.
 * @param {number} pid */
async function isApp(pid) {
  const commandLine = (await commandLineOf(pid)) ?? '';
  const folder = process.platform === 'linux' ? readIfThere(`/proc/${pid}/environ`) : `DATA_DIR=${inData()}`;
  return /src\/main\.ts|server\.ts/.test(commandLine) && Boolean(folder?.includes(`DATA_DIR=${inData()}`));
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} [signal]
 */
function kill(pid, signal = 'SIGKILL') {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}
