import { parseEnv } from 'node:util';
import { fromRoot } from './paths.mjs';
import { readIfThere } from './processes.mjs';

/** Reads .env in the root into the environment; what is set already is never overridden. */
export function loadEnvFile() {
  for (const [name, value] of Object.entries(parseEnv(readIfThere(fromRoot('.env')) ?? ''))) {
    process.env[name] ??= value;
  }
}
