import { readdirSync, rmSync } from 'node:fs';
import { e2eFailures, vitestFailures } from './failures.mjs';
import { fromRoot, inData } from './paths.mjs';
import { readIfThere } from './processes.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const E2E_REPORT = inData('test/e2e-report.json');

/** Deletes earlier reports, so that a run which dies without one is not taken for the last one. */
export function forgetReports() {
  for (const file of [...vitestReports(), E2E_REPORT]) rmSync(file, { force: true });
}

/** What the packages' tests came to. */
export const countVitest = () => vitestReports().map(readVitest).reduce(add, zero());

/**
 * What the end-to-end tests came to.
 *
 * @returns {Counts}
 */
export function countPlaywright() {
  const stats = readJson(E2E_REPORT)?.stats;
  if (!stats) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

/**
 * The failed tests of a run, to be repeated at its end: between them and the end lie the lines of hundreds that passed.
 *
 * @returns {import('./failures.mjs').Failure[]}
 */
export function failuresOfRun() {
  const suites = readJson(E2E_REPORT)?.suites ?? [];
  return [
    ...vitestReports().flatMap((file) => vitestFailures(readJson(file))),
    ...suites.flatMap(e2eFailures),
  ];
}

/**
 * @param {Counts} one
 * @param {Counts} other
 * @returns {Counts}
 */
export function add(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** @returns {Counts} */
export const zero = () => ({ passed: 0, failed: 0, skipped: 0 });

function vitestReports() {
  const groups = ['apps', 'packages'].flatMap((group) =>
    readdirSync(fromRoot(group)).map((name) => `${group}/${name}`),
  );
  return ['tooling', 'examples', ...groups].map((folder) => fromRoot(folder, 'test-results/vitest.json'));
}

/**
 * @param {string} file
 * @returns {Counts}
 */
function readVitest(file) {
  const report = readJson(file);
  if (!report) return zero();
  return {
    passed: report.numPassedTests,
    failed: vitestFailures(report).length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {string} file
 * @returns {any}
 */
function readJson(file) {
  try {
    return JSON.parse(readIfThere(file) ?? '');
  } catch {
    return undefined;
  }
}
