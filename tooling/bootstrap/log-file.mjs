import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const KEPT_BYTES = 20 * 1024 * 1024;

/**
 * Opens a log for appending; one that has grown large becomes "<name>.1" first.
 *
 * @param {string} file
 */
export function openLog(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > KEPT_BYTES) renameSync(file, `${file}.1`);
  return createWriteStream(file, { flags: 'a' });
}

const WARN = 40;
const ERROR = 50;

/**
 * What of an app's log line somebody who just looks at the terminal wants to see: warnings and errors, in one short line.
 *
 * @param {string} line
 * @param {boolean} isError whether it came from stderr
 * @returns {string | undefined}
 */
export function worthShowing(line, isError) {
  if (!line.startsWith('{')) return isError && line.trim() ? line : undefined;
  const entry = parse(line);
  if (!entry) return line;
  if (Number(entry.level) < WARN) return undefined;
  const reason = entry.err?.message ? `: ${entry.err.message}` : '';
  return `${Number(entry.level) >= ERROR ? 'error' : 'warning'} ${entry.msg ?? ''}${reason}`;
}

/**
 * @param {string} line
 * @returns {{ level?: unknown, msg?: string, err?: { message?: string } } | undefined}
 */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
