import { createInterface } from 'node:readline';
import { withEngine } from './engine.mjs';

/** @typedef {{ id: number, method: string, params: any }} RpcRequest */

/** The names of the protocol that the WebAssembly build calls otherwise. */
const RENAMED = new Map([['getDatabaseVersion', 'version']]);

/** These find the shadow database only after a devDiagnostic on the same engine. */
const NEEDS_SHADOW_DATABASE = new Set(['evaluateDataLoss', 'createMigration']);

/** @type {string | undefined} */
let panicMessage;
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message: (/** @type {string} */ message) => {
      panicMessage = message;
    },
  },
});

/**
 * Answers the requests of Prisma's CLI, one after another, until it closes stdin.
 *
 * @param {import('./engine.mjs').EngineOptions} options
 */
export async function serveRpc(options) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (!line.trim()) continue;
    const message = JSON.parse(line);
    // Without a method it is the answer to a `print` of ours.
    if (message.method) await answer(options, message);
  }
}

/**
 * @param {import('./engine.mjs').EngineOptions} options
 * @param {RpcRequest} request
 */
async function answer(options, request) {
  try {
    send({ id: request.id, result: await call(options, request) });
  } catch (error) {
    const data = describe(error);
    send({
      id: request.id,
      error: { code: 4466, message: 'An error happened. Check the data field for details.', data },
    });
  }
}

/**
 * @param {import('./engine.mjs').EngineOptions} options
 * @param {RpcRequest} request
 */
async function call(options, { method, params }) {
  if (method === 'createDatabase') return { databaseName: '' };
  // The WebAssembly recurses without end here.
  if (method === 'introspectSql')
    throw new Error('TypedSQL (prisma generate --sql) is not supported by this schema engine.');
  const result = await withEngine(options, async (engine) => {
    if (NEEDS_SHADOW_DATABASE.has(method)) {
      await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
    }
    const name = RENAMED.get(method) ?? method;
    if (typeof engine[name] !== 'function') throw new Error(`Method not found: ${method}`);
    return engine[name](params);
  });
  if (method !== 'diff' || typeof result?.stdout !== 'string') return result ?? {};
  // The native engine prints a diff through the CLI and answers with the exit code alone.
  send({ id: printId++, method: 'print', params: { content: result.stdout } });
  return { exitCode: result.exitCode };
}

let printId = 1_000_000;

/** @param {any} error */
function describe(error) {
  const isPanic = error instanceof WebAssembly.RuntimeError;
  const message = isPanic ? (panicMessage ?? error.message) : (error.message ?? String(error));
  return { is_panic: isPanic, message, meta: error.meta ?? null, error_code: error.code ?? null };
}

/** @param {object} message */
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
