import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What makes a login, of all that a browser profile holds: 5 to 7 MB of some 100. */
export const LOGIN_FOLDERS = ['Default/IndexedDB', 'Default/Local Storage'] as const;

/** File names relative to the profile, with forward slashes, and their contents. */
export type LoginFiles = Map<string, Uint8Array>;

/** LevelDB's notes to itself: no part of what it stores, and others at each start. */
const NOTES = new Set(['LOCK', 'LOG', 'LOG.old']);

const ATTEMPTS = 8;
const PAUSE_MS = 150;

/**
 * The login's files, also while Chromium writes them; null where there is no login. LevelDB only ever appends to a file or
 * makes a new one: files that are read in the order CURRENT, MANIFEST, rest, while none appears or vanishes, are what a
 * crash at that moment would have left. A copy in which they did is made again.
 */
export async function readLoginFiles(profile: string, signal?: AbortSignal): Promise<LoginFiles | null> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const files = await readOnce(profile);
    if (files) return isLogin(files) ? files : null;
    if (attempt >= ATTEMPTS) throw new Error('The profile changes too fast to be copied');
    await pause(PAUSE_MS * attempt, undefined, { signal });
  }
}

/** The same for the same names and contents. */
export function hashOf(files: LoginFiles): string {
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort()) {
    const content = files.get(name) ?? new Uint8Array();
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Whether both databases are there and can be opened: each names its manifest, and has it. */
export function isLogin(files: LoginFiles): boolean {
  const isDatabase = (folder: string) => {
    const current = files.get(`${folder}/CURRENT`);
    return current !== undefined && files.has(`${folder}/${Buffer.from(current).toString().trim()}`);
  };
  const indexes = [...files.keys()].flatMap(
    (name) => /^(Default\/IndexedDB\/[^/]+\.leveldb)\/CURRENT$/.exec(name)?.[1] ?? [],
  );
  return isDatabase('Default/Local Storage/leveldb') && indexes.length > 0 && indexes.every(isDatabase);
}

/**
 * Whether the page's own note of its account is in its local storage, which Chromium writes to the disk late, and on a busy
 * machine later still. Certain only while LevelDB has not packed the note away.
 */
export function namesAccount(files: LoginFiles): boolean {
  const storage = [...files].filter(([name]) => name.startsWith('Default/Local Storage/'));
  return storage.some(([, content]) => Buffer.from(content).includes('last-wid'));
}

/** Null where files came or went while they were read. */
async function readOnce(profile: string): Promise<LoginFiles | null> {
  const names = await list(profile);
  const files: LoginFiles = new Map();
  for (const name of [...names].sort(byUse)) {
    const content = await readFile(path.join(profile, name)).catch(() => null);
    if (!content) return null;
    files.set(name, content);
  }
  const after = await list(profile);
  return after.length === names.length && after.every((name) => files.has(name)) ? files : null;
}

async function list(profile: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of LOGIN_FOLDERS) {
    const entries = await readdir(path.join(profile, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries) {
      const name = path.relative(profile, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      if (entry.isFile() && !NOTES.has(entry.name)) found.push(name);
    }
  }
  return found;
}

function byUse(a: string, b: string): number {
  const rank = (name: string) => (name.endsWith('/CURRENT') ? 0 : /\/MANIFEST-\d+$/.test(name) ? 1 : 2);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
