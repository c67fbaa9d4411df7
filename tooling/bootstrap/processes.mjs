import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './setup-error.mjs';

/** @typedef {{ code: number, stdout: string, stderr: string }} Finished */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @type {Set<import('node:child_process').ChildProcess>} */
const uninterrupted = new Set();

/** Ends the programs that `run` is waiting for, but for those that have to come to their end. */
export function endRunningPrograms() {
  for (const child of running) child.kill('SIGTERM');
}

/** Whether a program runs that has to come to its end. */
export const isBusyUninterrupted = () => uninterrupted.size > 0;

/**
 * Runs a program to its end and gives back what it printed. A program that cannot be started has code 127.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { echo?: boolean, isUninterrupted?: boolean }} [options] echo: also
 *   show the output; isUninterrupted: no Ctrl-C reaches it, whoever stops waits until it has ended
 * @returns {Promise<Finished>}
 */
export function run(command, args, { echo = false, isUninterrupted = false, ...options } = {}) {
  return new Promise((resolve) => {
    const group = isUninterrupted ? { detached: true } : {};
    const child = spawn(command, args, { ...options, ...group, stdio: ['ignore', 'pipe', 'pipe'] });
    const kept = isUninterrupted ? uninterrupted : running;
    kept.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      if (echo) process.stdout.write(chunk);
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
      if (echo) process.stderr.write(chunk);
    });
    const finish = (/** @type {number} */ code) => {
      kept.delete(child);
      resolve({ code, stdout, stderr });
    };
    child.once('error', (error) => {
      stderr += error.message;
      finish(127);
    });
    // 'exit', not 'close': a daemon started by the program may keep the pipes open for ever.
    child.once('exit', (code) => setImmediate(() => finish(code ?? 1)));
  });
}

/**
 * Like run, but anything except success is an error that shows the end of the output.
 *
 * @param {string} what what failed, as the start of a sentence
 * @param {string} command
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function mustRun(what, command, args, options) {
  const finished = await run(command, args, options);
  if (finished.code === 0) return finished;
  const output = `${finished.stdout}\n${finished.stderr}`.trim().split('\n').slice(-25).join('\n');
  throw new SetupError(`${what} failed (exit code ${finished.code}):\n${output}`);
}

/**
 * The full path of the first of these programs found on PATH.
 *
 * @param {string[]} names
 * @returns {string | undefined}
 */
export function findOnPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether the process runs. One that has ended but whose parent has not asked for its exit code yet does not.
 *
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return statusFields(pid)?.[0] !== 'Z';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * The command line of a running process, or undefined. A pid file can outlive its process, and the number can
 * have been given to another one since: the command line tells.
 *
 * @param {number} pid
 * @returns {Promise<string | undefined>}
 */
export async function commandLineOf(pid) {
  if (!isAlive(pid)) return undefined;
  if (process.platform === 'linux') return readIfThere(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ');
  const { code, stdout } = await run('ps', ['-p', String(pid), '-o', 'command=']);
  return code === 0 ? stdout.trim() : undefined;
}

/**
 * What tells a running process from an earlier one with the same number: the number and, where the system says it, when
 * the process began.
 *
 * @param {number} pid
 * @returns {string | undefined} undefined where no such process runs
 */
export function identityOf(pid) {
  if (!isAlive(pid)) return undefined;
  const startedAt = statusFields(pid)?.[19];
  return startedAt ? `${pid}@${startedAt}` : String(pid);
}

/**
 * The fields of /proc/<pid>/stat from the third on, the state: the second is a name that may hold spaces.
 *
 * @param {number} pid
 */
const statusFields = (pid) => readIfThere(`/proc/${pid}/stat`)?.split(') ').pop()?.split(' ');

/**
 * A file's text, or undefined where there is none.
 *
 * @param {string} file
 */
export function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Waits until the condition holds; false when it did not in time.
 *
 * @param {() => boolean | Promise<boolean>} condition
 * @param {{ timeoutMs: number, intervalMs?: number, signal?: AbortSignal }} options
 */
export async function until(condition, { timeoutMs, intervalMs = 50, signal }) {
  const deadline = performance.now() + timeoutMs;
  while (!signal?.aborted) {
    if (await condition()) return true;
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
  return false;
}
