import { parseEnv } from 'node:util';
import { fromRoot } from './paths.mjs';
import { readIfThere } from './processes.mjs';

/** Reads .env in the root into the environment; what is set already is never overridden, and an empty value is none. */
export function loadEnvFile() {
  for (const [name, value] of Object.entries(variablesOf(readIfThere(fromRoot('.env')) ?? ''))) {
    if (value) process.env[name] ??= value;
  }
}

/**
 * An editor may begin a file with a mark of its encoding, which would become a part of the first variable's name.
 *
 * @param {string} text
 */
export const variablesOf = (text) => parseEnv(text.replace(/^\uFEFF/, ''));
