import { readdirSync, rmSync } from 'node:fs';
import { fromRoot, inData } from './paths.mjs';
import { readIfThere } from './processes.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

export const E2E_REPORT = inData('test/e2e-report.json');

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

/** Where the packages' tests leave their reports. */
export function vitestReports() {
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
  // A file that cannot even be loaded fails without a single test in it.
  const broken = report.testResults.filter(
    (/** @type {any} */ result) => result.status === 'failed' && !hasFailure(result),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {any} result */
const hasFailure = (result) =>
  result.assertionResults.some((/** @type {any} */ test) => test.status === 'failed');

/**
 * @param {string} file
 * @returns {any}
 */
export function readJson(file) {
  try {
    return JSON.parse(readIfThere(file) ?? '');
  } catch {
    return undefined;
  }
}
