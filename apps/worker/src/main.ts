import { once } from 'node:events';
import { guardUnhandledRejections } from '@soul-kg-crm/whatsapp/client';
import { readEnv } from './env.ts';
import { createLog } from './runtime/log.ts';
import { startWorker } from './start-worker.ts';

/** Longer than any drain should take; a process that hangs is restarted by whoever runs it. */
const DRAIN_LIMIT_MS = 45_000;
/** After the drain. */
const LINGER_MS = 1_000;

try {
  const env = readEnv();
  const log = createLog(env.LOG_LEVEL);
  guardUnhandledRejections(log);
  const worker = await startWorker(env, log);
  log.info({ roles: env.WORKER_ROLES, port: worker.port }, 'worker.started');
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  log.info({}, 'worker.draining');
  setTimeout(() => process.exit(1), DRAIN_LIMIT_MS).unref();
  await worker[Symbol.asyncDispose]();
  log.info({}, 'worker.stopped');
  // What is left then is a library's attempt to reach a Redis that is away; all of ours is closed.
  setTimeout(() => process.exit(), LINGER_MS).unref();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
