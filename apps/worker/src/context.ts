import type { Database } from '@soul-kg-crm/database';
import type { MediaStorage } from '@soul-kg-crm/domain';
import type { Queues } from '@soul-kg-crm/queue';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { SendLedger } from './outbound/send-ledger.ts';
import type { Metrics } from './runtime/metrics.ts';

/** What every role of the worker works with; owned by startWorker. */
export interface WorkerContext {
  database: Database;
  databaseUrl: string;
  queues: Queues;
  /** Commands wait while Redis is away: for the queues' consumers. */
  redis: Redis;
  /** Commands fail at once while Redis is away: for those who can try again. */
  publisher: Redis;
  prefix: string;
  storage: MediaStorage;
  ledger: SendLedger;
  /** Messages leave as fast as they can: only where nobody real gets them. */
  isUnlimited: boolean;
  metrics: Metrics;
  log: Logger;
}
