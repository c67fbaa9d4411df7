import { createWriteStream, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const MOST_BYTES = 20 * 1024 * 1024;

/**
 * A log that is appended to. Once it has grown large it becomes "<name>.1", also while it is written. What the disk does
 * not take is left out: a log is no reason to stop.
 *
 * @param {string} file
 * @param {number} [mostBytes]
 */
export function openLog(file, mostBytes = MOST_BYTES) {
  mkdirSync(path.dirname(file), { recursive: true });
  setAside(file, mostBytes);
  /** @type {import('node:fs').WriteStream | undefined} */
  let stream;
  let bytes = sizeOf(file);
  const open = () => {
    const opened = createWriteStream(file, { fd: openSync(file, 'a') });
    opened.on('error', () => {
      if (stream === opened) stream = undefined;
    });
    return opened;
  };
  return {
    /** @param {string} line */
    write(line) {
      const length = Buffer.byteLength(line);
      try {
        if (bytes > 0 && bytes + length > mostBytes) {
          // What is not written yet goes to the file that was opened, whatever its name is by then.
          stream?.end();
          stream = undefined;
          bytes = 0;
          renameSync(file, `${file}.1`);
        }
        stream ??= open();
        stream.write(line);
        bytes += length;
      } catch {
        // The next line tries again.
      }
    },
    /** Resolves when all of it is written. */
    end: () => new Promise((resolve) => (stream ? stream.end(resolve) : resolve(undefined))),
  };
}

/**
 * A log that is larger becomes "<name>.1".
 *
 * @param {string} file
 * @param {number} [mostBytes]
 */
export function setAside(file, mostBytes = MOST_BYTES) {
  if (sizeOf(file) > mostBytes) renameSync(file, `${file}.1`);
}

/** @param {string} file */
const sizeOf = (file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

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
