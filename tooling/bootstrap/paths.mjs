import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './setup-error.mjs';

/** The repository's root. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Everything the project writes while it runs; survives restarts. */
export const DATA_DIR = process.env.DATA_DIR ? path.resolve(process.env.DATA_DIR) : path.join(ROOT, '.data');

/** Programs fetched for this checkout alone; safe to delete. */
export const TOOLS_DIR = path.join(ROOT, '.tools');

/** @param {string[]} parts */
export const fromRoot = (...parts) => path.join(ROOT, ...parts);

/** @param {string[]} parts */
export const inData = (...parts) => path.join(DATA_DIR, ...parts);

/** Folders that a variable may put elsewhere, and what they are called among the data. */
const FOLDERS = {
  MEDIA_DIR: 'media',
  WHATSAPP_SESSIONS_DIR: 'whatsapp-sessions',
  SANDBOX_DATA_DIR: 'sandbox',
};

/**
 * Where those are: of a variable that names a relative one from the root, as each app runs in a folder of its own.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [dataDir]
 * @returns {Record<keyof typeof FOLDERS, string>}
 */
export function ownFolders(env = process.env, dataDir = DATA_DIR) {
  const folder = (/** @type {keyof typeof FOLDERS} */ name) =>
    path.resolve(ROOT, env[name] || path.join(dataDir, FOLDERS[name]));
  return {
    MEDIA_DIR: folder('MEDIA_DIR'),
    WHATSAPP_SESSIONS_DIR: folder('WHATSAPP_SESSIONS_DIR'),
    SANDBOX_DATA_DIR: folder('SANDBOX_DATA_DIR'),
  };
}

/**
 * Refuses a folder in which nothing can be kept: customers' files would be lost one by one.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function requireFolders(env = process.env) {
  for (const [variable, folder] of Object.entries(ownFolders(env))) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      accessSync(folder, constants.W_OK);
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? error.code : error;
      throw new SetupError(
        `Nothing can be kept in ${folder} (${why}): let this user write there, or name another folder with ${variable}.`,
      );
    }
  }
}
