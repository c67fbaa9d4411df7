export * from './catalogue.ts';
export { checkRedis, RedisUnsuitableError } from './check-redis.ts';
export { connectRedis, RedisAwayError, type RedisOptions, whenRedisReady } from './connection.ts';
export {
  createJobWorker,
  GiveUpError,
  type JobRun,
  type JobWorker,
  type JobWorkerOptions,
  WaitError,
} from './job-worker.ts';
export { type LookUpLimitOptions, takeLookUp } from './limits/look-up-limit.ts';
export {
  createSendLimits,
  type Limits,
  type LimitUsage,
  type LimitWindow,
  type RateLimit,
  type SendLimits,
  type SendLimitsOptions,
  type SentMessageAt,
  usageFromSent,
} from './limits/send-limits.ts';
export { createSendSlots, KEEP_SLOT_MS, type SendSlots } from './limits/send-slots.ts';
export { type Pacing, type Pauses, pausesBefore } from './pace/pause-before.ts';
export { createQueues, type JobToAdd, type QueueCounts, type Queues } from './queues.ts';
export { isRedisRefusing, requireRedisWrites } from './redis-refuses.ts';
export { waitOut } from './wait-out.ts';
