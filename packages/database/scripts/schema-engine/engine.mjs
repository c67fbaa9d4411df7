import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { MigrationAdapterFactory } from './migration-adapter-factory.mjs';

/** @typedef {{ url: string, shadowDatabaseUrl?: string | undefined, datamodels: string[] }} EngineOptions */

const packageFolder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));

/** @type {Promise<any> | undefined} */
let loading;

/** The commit of Prisma's engines from which the WebAssembly was built. */
export function engineVersion() {
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  return String(version).split('.').pop();
}

/**
 * Does work with an engine of its own: every call of the protocol carries its whole input, and an engine that has
 * applied migrations can no longer make a shadow database.
 *
 * @template Result
 * @param {EngineOptions} options
 * @param {(engine: any) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withEngine({ url, shadowDatabaseUrl, datamodels }, work) {
  loading ??= loadEngine();
  const { SchemaEngine } = await loading;
  const connections = new MigrationAdapterFactory(url, shadowDatabaseUrl);
  const files = datamodels.map((file) => [file, readFileSync(file, 'utf8')]);
  try {
    const input = { datamodels: files.length > 0 ? files : undefined };
    const engine = await SchemaEngine.new(
      input,
      traceIfAsked,
      bindMigrationAwareSqlAdapterFactory(/** @type {any} */ (connections)),
    );
    return await work(engine);
  } finally {
    await connections[Symbol.asyncDispose]();
  }
}

async function loadEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const code = readFileSync(path.join(packageFolder, 'schema_engine_bg.wasm'));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(code), {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  /** @type {any} */ (instance.exports).__wbindgen_start();
  return bindings;
}

/** @param {string} line */
function traceIfAsked(line) {
  if (process.env.DEBUG) process.stderr.write(`${line}\n`);
}
