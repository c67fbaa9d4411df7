import { createLocalMediaStorage } from '@soul-kg-crm/domain';
import { connectRedis, createQueues } from '@soul-kg-crm/queue';
import { type Logger, pino } from 'pino';
import type { WorkerContext } from '../../src/context.ts';
import { createSendLedger } from '../../src/outbound/send-ledger.ts';
import { startRelay } from '../../src/relay/relay.ts';
import { createMetrics } from '../../src/runtime/metrics.ts';
import type { World } from './world.ts';

interface ContextOptions {
  log?: Logger;
  /** Without limits and pace. */
  isUnlimited?: boolean;
}

/** What a worker's parts work with, and the relay that brings them their jobs; owned by the stack. */
export function workerContext(
  world: World,
  stack: AsyncDisposableStack,
  { log = pino({ level: 'silent' }), isUnlimited = false }: ContextOptions = {},
): WorkerContext {
  const { database, prefix } = world;
  const { DATABASE_URL: databaseUrl, MEDIA_DIR } = world.env();
  const redis = connectRedis({ url: world.redisUrl, onError: () => {} });
  stack.defer(() => redis.disconnect());
  const context: WorkerContext = {
    ...{ database, databaseUrl, redis, publisher: redis, prefix, isUnlimited, log },
    queues: stack.use(createQueues({ redis, prefix })),
    storage: createLocalMediaStorage(MEDIA_DIR),
    ledger: createSendLedger(database),
    metrics: createMetrics(),
  };
  stack.use(startRelay(context));
  return context;
}
