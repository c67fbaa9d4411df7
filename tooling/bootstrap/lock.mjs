import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identityOf, readIfThere, until } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Runs the work while no other process of this checkout runs work under the same lock file.
 * A lock left by a process that was killed is taken over.
 *
 * @template Result
 * @param {string} file
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withLock(file, work) {
  const isTaken = await until(() => tryLock(file), { timeoutMs: 120_000 });
  if (!isTaken)
    throw new SetupError(`Another process holds ${file}; delete the file if that process is gone.`);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Takes the lock if it is free or its holder is dead.
 *
 * @param {string} file
 */
function tryLock(file) {
  const claim = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(claim, identityOf(process.pid) ?? '');
  try {
    // A link appears with its content at once, so nobody can read a lock file that is still empty.
    linkSync(claim, file);
    return true;
  } catch {
    if (!isHeld(file)) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(claim, { force: true });
  }
}

/**
 * Whether the process that took the lock still runs.
 *
 * @param {string} file
 */
function isHeld(file) {
  const holder = readIfThere(file) ?? '';
  return holder !== '' && identityOf(Number.parseInt(holder, 10)) === holder;
}
