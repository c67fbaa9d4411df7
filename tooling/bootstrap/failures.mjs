import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ file: string, title: string, message: string }} Failure */

/** So much of each is repeated: the whole stands where it happened. */
const MOST_LINES = 15;

/** @param {Failure} failure */
export function formatFailure({ file, title, message }) {
  const lines = stripVTControlCharacters(message).trim().split('\n').slice(0, MOST_LINES);
  return [`✗ ${file}: ${title}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

/**
 * A file that cannot even be loaded fails without a single test in it.
 *
 * @param {any} report of a package's tests; undefined: there is none
 * @returns {Failure[]}
 */
export function vitestFailures(report) {
  return (report?.testResults ?? []).flatMap(
    (/** @type {any} */ { name, message, status, assertionResults }) => {
      const failed = assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
      if (failed.length === 0)
        return status === 'failed' ? [{ file: name, title: 'the file itself', message }] : [];
      return failed.map((/** @type {any} */ { fullName, failureMessages }) => ({
        ...{ file: name, title: fullName, message: failureMessages.join('\n') },
      }));
    },
  );
}

/**
 * @param {any} suite one of Playwright's, with those inside it
 * @returns {Failure[]}
 */
export function e2eFailures({ specs = [], suites = [] }) {
  const failed = specs.filter((/** @type {any} */ { ok }) => !ok);
  return [
    ...failed.map((/** @type {any} */ { file, line, title, tests }) => ({
      file: `${file}:${line}`,
      title,
      message: tests
        .flatMap((/** @type {any} */ { results }) => results.at(-1)?.errors ?? [])
        .map((/** @type {any} */ error) => error.message)
        .join('\n'),
    })),
    ...suites.flatMap(e2eFailures),
  ];
}
