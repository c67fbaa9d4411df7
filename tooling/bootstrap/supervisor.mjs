import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { openLog, worthShowing } from './log-file.mjs';
import { until } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {import('./product.mjs').App} App */
/** @typedef {{ app: App, child?: import('node:child_process').ChildProcess, failures: number, lastLines: string[], timer?: NodeJS.Timeout }} Supervised */

const LONGEST_PAUSE_MS = 30_000;
const STABLE_AFTER_MS = 60_000;
const FAILURES_BEFORE_READY = 3;
const READY_TIMEOUT_MS = 120_000;
const LINES_KEPT = 15;

/** Keeps the apps running: starts them again when they die, writes their logs, stops them one after another. */
export class Supervisor {
  /** @type {Supervised[]} */
  #supervised = [];
  #isStopping = false;
  #isHurrying = false;
  #onChange;

  /** @param {(processIds: number[]) => void} [onChange] told the process ids whenever they change */
  constructor(onChange = () => {}) {
    this.#onChange = onChange;
  }

  /** @param {App} app */
  start(app) {
    if (this.#isStopping) return;
    const entry = { app, failures: 0, lastLines: [] };
    this.#supervised.push(entry);
    this.#spawn(entry);
  }

  /**
   * Waits until an app answers; gives up when it keeps dying.
   *
   * @param {App['name']} name
   */
  async whenReady(name) {
    const entry = this.#supervised.find(({ app }) => app.name === name);
    if (!entry) throw new Error(`${name} was not started`);
    const isDone = () =>
      this.#isStopping || entry.failures >= FAILURES_BEFORE_READY || answers(entry.app.readyUrl);
    const isInTime = await until(isDone, { timeoutMs: READY_TIMEOUT_MS, intervalMs: 150 });
    if (this.#isStopping) throw new SetupError('Stopped before everything was ready.');
    if (isInTime && entry.failures < FAILURES_BEFORE_READY) {
      entry.failures = 0;
      return;
    }
    const why = isInTime ? 'keeps stopping' : `did not become ready within ${READY_TIMEOUT_MS / 1000} s`;
    throw new SetupError(`${name} ${why} (its log: ${entry.app.logFile}):\n${entry.lastLines.join('\n')}`);
  }

  /**
   * Ends an app without giving it time, as a crash would; it starts again by itself.
   *
   * @param {App['name']} name
   */
  kill(name) {
    this.#supervised.find(({ app }) => app.name === name)?.child?.kill('SIGKILL');
  }

  /** Lets those who wait for an app wait no longer, and starts none again. */
  beginStop() {
    this.#isStopping = true;
  }

  /** Stops the apps, the one that was started last first. */
  async stop() {
    this.beginStop();
    for (const entry of this.#supervised.toReversed()) {
      clearTimeout(entry.timer);
      await this.#stopOne(entry);
    }
  }

  /** Waits for no app any longer. */
  hurry() {
    this.#isHurrying = true;
  }

  /** @param {Supervised} entry */
  #spawn(entry) {
    const { app } = entry;
    const startedAt = performance.now();
    // A group of its own: Ctrl-C in a terminal reaches this process alone, which then stops the apps in order.
    const child = spawn(app.command, app.args, {
      cwd: app.cwd,
      env: app.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    entry.child = child;
    this.#keepLog(entry, child);
    child.once('error', (error) => entry.lastLines.push(error.message));
    child.once('exit', (code, signal) => {
      killGroup(child.pid);
      this.#onChange(this.#processIds());
      if (this.#isStopping) return;
      entry.failures = performance.now() - startedAt > STABLE_AFTER_MS ? 1 : entry.failures + 1;
      const pauseMs = Math.min(1000 * 2 ** (entry.failures - 1), LONGEST_PAUSE_MS);
      console.error(
        `[${app.name}] stopped (${signal ?? `exit code ${code}`}), starts again in ${pauseMs / 1000} s`,
      );
      entry.timer = setTimeout(() => this.#spawn(entry), pauseMs);
    });
    this.#onChange(this.#processIds());
  }

  /**
   * @param {Supervised} entry
   * @param {import('node:child_process').ChildProcess} child
   */
  #keepLog(entry, child) {
    const log = openLog(entry.app.logFile);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
        log.write(`${line}\n`);
        entry.lastLines = [...entry.lastLines, line].slice(-LINES_KEPT);
        const shown = worthShowing(line, stream === child.stderr);
        if (shown) console.error(`[${entry.app.name}] ${shown}`);
      });
    }
    child.once('close', () => void log.end());
  }

  /** @param {Supervised} entry */
  async #stopOne({ app, child }) {
    if (!child || hasExited(child)) return;
    // The app alone: it closes its browsers and connections itself; what is left of its group is ended after it.
    child.kill('SIGTERM');
    await until(() => hasExited(child) || this.#isHurrying, { timeoutMs: app.graceMs });
    killGroup(child.pid);
    await until(() => hasExited(child), { timeoutMs: 2000 });
  }

  #processIds() {
    return this.#supervised.flatMap(({ child }) => (child?.pid && !hasExited(child) ? [child.pid] : []));
  }
}

/** @param {import('node:child_process').ChildProcess} child */
const hasExited = (child) => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}

/**
 * Ends what is left of a process group.
 *
 * @param {number | undefined} pid
 */
function killGroup(pid) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left of it.
  }
}
