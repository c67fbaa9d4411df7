import path from 'node:path';

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
