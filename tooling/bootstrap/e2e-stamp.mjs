import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fromRoot, inData } from './paths.mjs';
import { readIfThere, run } from './processes.mjs';

const STAMP = inData('test/e2e-passed.json');

/**
 * A hash of every file that could change the outcome of the end-to-end tests; undefined outside a git checkout.
 *
 * @returns {Promise<string | undefined>}
 */
export async function sourcesHash() {
  const { code, stdout } = await run(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: fromRoot() },
  );
  if (code !== 0) return undefined;
  const hash = createHash('sha256').update(process.version);
  const files = [...new Set(stdout.split('\0'))].filter((file) => file && !isDocument(file)).sort();
  for (const file of files) {
    if (existsSync(fromRoot(file))) hash.update(`${file}\0`).update(readFileSync(fromRoot(file)));
  }
  return hash.digest('hex');
}

/**
 * The counts of a run that passed with exactly these sources.
 *
 * @param {string | undefined} hash
 * @returns {import('./test-report.mjs').Counts | undefined}
 */
export function passedBefore(hash) {
  const text = readIfThere(STAMP);
  if (!hash || !text) return undefined;
  const stamp = JSON.parse(text);
  return stamp.hash === hash ? stamp.counts : undefined;
}

/**
 * @param {string | undefined} hash
 * @param {import('./test-report.mjs').Counts} counts
 */
export function rememberPass(hash, counts) {
  mkdirSync(path.dirname(STAMP), { recursive: true });
  if (hash) writeFileSync(STAMP, JSON.stringify({ hash, counts }));
}

export const forgetPass = () => rmSync(STAMP, { force: true });

/** @param {string} file */
const isDocument = (file) => file.endsWith('.md') || file.startsWith('docs/');
