import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { inData, ownFolders } from './paths.mjs';
import { identityOf, isAlive, readIfThere, until } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

const STATE = inData('run.json');

/** @typedef {{ pid: number, identity: string, command: string, children: string[] }} RunState */

/**
 * Claims this checkout for one running product, and ends what a run that was killed hard has left behind.
 *
 * @param {string} command for the message to whoever starts a second one
 * @returns {Promise<{ setChildren: (processIds: number[]) => void, release: () => void }>}
 */
export async function claimRun(command) {
  const earlier = readState();
  if (earlier && isRunning(earlier.identity)) {
    throw new SetupError(
      `Soul KG CRM is already running from this folder (${earlier.command}, process ${earlier.pid}): stop it first.`,
    );
  }
  await endLeftOvers(earlier?.children ?? []);
  const self = { pid: process.pid, identity: identityOf(process.pid) ?? '', command };
  const write = (/** @type {number[]} */ children) => {
    mkdirSync(inData(), { recursive: true, mode: 0o700 });
    /** @type {RunState} */
    const state = { ...self, children: children.flatMap((pid) => identityOf(pid) ?? []) };
    writeFileSync(STATE, JSON.stringify(state));
  };
  write([]);
  return { setChildren: write, release: () => rmSync(STATE, { force: true }) };
}

/** The process that runs the product from this folder, if any. */
export function runningProduct() {
  const state = readState();
  return state && isRunning(state.identity) ? state : undefined;
}

/** Where the product keeps the browsers' profiles. */
export const sessionsFolder = () => ownFolders().WHATSAPP_SESSIONS_DIR;

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

/** @param {string} identity */
const isRunning = (identity) => identity !== '' && identityOf(processId(identity)) === identity;

/** @param {string} identity */
const processId = (identity) => Number.parseInt(identity, 10);

/** @param {string[]} children */
async function endLeftOvers(children) {
  const leftOver = children.filter(isRunning).map(processId);
  for (const pid of leftOver) kill(pid, 'SIGTERM');
  await until(() => !leftOver.some(isAlive), { timeoutMs: 10_000 });
  for (const pid of leftOver) kill(-pid);
  endOrphanBrowsers(sessionsFolder());
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
