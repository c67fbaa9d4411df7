import { createDatabase, followClock } from '@soul-kg-crm/database';
import { createLocalMediaStorage } from '@soul-kg-crm/domain';
import { checkRedis, connectRedis, createQueues, DEFAULT_PREFIX, whenRedisReady } from '@soul-kg-crm/queue';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { agentRegistry } from './agents/registry.ts';
import { startAgents } from './agents/start-agents.ts';
import { startBroadcastDispatcher } from './broadcasts/dispatcher.ts';
import { startBroadcastSweep } from './broadcasts/sweep-broadcasts.ts';
import type { WorkerContext } from './context.ts';
import type { WorkerEnv } from './env.ts';
import { type StatusServer, startStatusServer } from './http/status-server.ts';
import { startEnriching } from './inbound/enrich-lane.ts';
import { startInboundProcessor } from './inbound/processor.ts';
import { startInboundSweep } from './inbound/sweep-inbound.ts';
import { startHistorySweep } from './maintenance/sweep-history.ts';
import { startOutboxSweep } from './maintenance/sweep-outbox.ts';
import { startUploadSweep } from './maintenance/sweep-uploads.ts';
import { createSendLedger } from './outbound/send-ledger.ts';
import { startRelay } from './relay/relay.ts';
import { showBacklog } from './runtime/backlog-gauges.ts';
import { createMetrics } from './runtime/metrics.ts';
import { capacityOf, memoryLimitMb } from './sessions/capacity.ts';
import { findChromium } from './sessions/find-chromium.ts';
import { startSessions } from './sessions/start-sessions.ts';

/**
 * Starts the roles that this worker has. Disposing of it drains: nothing new is taken, what is at work is finished,
 * sessions are closed with their login kept, and connections come last.
 */
export async function startWorker(env: WorkerEnv, log: Logger): Promise<StatusServer> {
  await using stack = new AsyncDisposableStack();
  const context = await openContext(env, log, stack);
  const roles = new Set(env.WORKER_ROLES);
  if (roles.has('relay')) {
    const relay = stack.use(startRelay(context));
    stack.use(showBacklog(context, relay.isLeading));
    stack.use(startOutboxSweep(context));
    stack.use(startUploadSweep(context));
    stack.use(startHistorySweep(context));
  }
  if (roles.has('processors')) {
    stack.use(startInboundProcessor(context));
    stack.use(startInboundSweep(context));
    stack.use(startEnriching(context));
    stack.use(startAgents(context, agentRegistry));
    stack.use(startBroadcastDispatcher(context));
    stack.use(startBroadcastSweep(context));
  }
  if (roles.has('sessions')) {
    const sessions = await startSessions(context, {
      executablePath: await findChromium(env.CHROMIUM_PATH),
      standin: env.WHATSAPP_WEB_STANDIN ?? null,
      isSandboxed: env.CHROMIUM_SANDBOX,
      sessionsFolder: env.WHATSAPP_SESSIONS_DIR,
      encryption:
        env.WHATSAPP_SESSION_STORE === 'database'
          ? { key: env.ENCRYPTION_KEY ?? '', oldKeys: env.ENCRYPTION_KEYS_OLD }
          : null,
      workerName: env.WORKER_NAME,
      leaseMs: env.WORKER_LEASE_MS,
      sessionMemoryMb: env.WORKER_SESSION_MEMORY_MB,
      capacity: env.WORKER_MAX_SESSIONS ?? capacityOf(memoryLimitMb(), env.WORKER_SESSION_MEMORY_MB),
    });
    stack.use(sessions);
  }
  const server = stack.use(await startStatusServer(context, { host: env.HOST, port: env.PORT }));
  const owned = stack.move();
  return { port: server.port, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function openContext(env: WorkerEnv, log: Logger, stack: AsyncDisposableStack): Promise<WorkerContext> {
  const { DATABASE_URL: databaseUrl, REDIS_PREFIX: prefix = DEFAULT_PREFIX } = env;
  const database = stack.use(createDatabase({ url: databaseUrl, maxConnections: 15 }));
  stack.use(followClock(database, { onChange: (aheadMs) => log.warn({ aheadMs }, 'clock.apart') }));
  const redis = openRedis(env, log, stack, false);
  const publisher = openRedis(env, log, stack, true);
  await Promise.all([whenRedisReady(redis), whenRedisReady(publisher)]);
  const { warnings } = await checkRedis(redis);
  for (const warning of warnings) log.warn({ warning }, 'redis.risky');
  const queues = stack.use(createQueues({ redis: publisher, prefix }));
  const storage = createLocalMediaStorage(env.MEDIA_DIR);
  const metrics = createMetrics();
  const ledger = createSendLedger(database);
  const isUnlimited = env.WHATSAPP_UNLIMITED;
  return {
    database,
    databaseUrl,
    queues,
    redis,
    publisher,
    prefix,
    storage,
    ledger,
    isUnlimited,
    metrics,
    log,
  };
}

function openRedis(env: WorkerEnv, log: Logger, stack: AsyncDisposableStack, failsFast: boolean): Redis {
  const redis = connectRedis({
    url: env.REDIS_URL,
    failsFast,
    onError: (err) => log.error({ err }, 'redis.lost'),
    onBack: () => log.info({}, 'redis.back'),
  });
  stack.defer(() => redis.disconnect());
  return redis;
}
