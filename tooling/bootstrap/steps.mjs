import { SetupError } from './setup-error.mjs';

const startedAt = performance.now();

/** @type {{ label: string, seconds: number }[]} */
const finished = [];

/** @type {Set<string>} */
const pending = new Set();

let isCancelled = false;

/** Lets no further step begin. */
export function cancelSteps() {
  isCancelled = true;
}

/**
 * Runs one step and prints a line with what it came to and how long it took.
 *
 * @template Result
 * @param {string} label
 * @param {(describe: (detail: string) => void) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function step(label, work) {
  if (isCancelled) throw new SetupError('Stopped before everything was ready.');
  const began = performance.now();
  let detail = '';
  pending.add(label);
  showPending();
  try {
    const result = await work((text) => {
      detail = text;
    });
    report('✓', label, detail, began);
    return result;
  } catch (error) {
    report('✗', label, '', began);
    throw error;
  }
}

/** Seconds since the process began, for the closing line. */
export const elapsedSeconds = () => (performance.now() - startedAt) / 1000;

/** Every finished step in order, with its duration. */
export const finishedSteps = () => [...finished];

/**
 * Runs a command line's main function; an expected failure is one sentence, not a stack trace.
 *
 * @param {() => Promise<number | void>} main
 */
export async function runCommand(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

/** On a terminal the last line names what is being done. */
function showPending() {
  if (!process.stdout.isTTY || pending.size === 0) return;
  const text = `  … ${[...pending].join(', ')}`;
  process.stdout.write(`\r\u001b[2K${text.slice(0, process.stdout.columns - 1)}`);
}

/**
 * @param {string} mark
 * @param {string} label
 * @param {string} detail
 * @param {number} began
 */
function report(mark, label, detail, began) {
  const seconds = (performance.now() - began) / 1000;
  finished.push({ label, seconds });
  pending.delete(label);
  const text = detail ? `${label}: ${detail}` : label;
  const clearLine = process.stdout.isTTY ? '\r\u001b[2K' : '';
  process.stdout.write(`${clearLine}  ${mark} ${text.padEnd(64)} ${seconds.toFixed(1)} s\n`);
  showPending();
}
