export * from './catalogue.ts';
export { checkRedis, RedisUnsuitableError } from './check-redis.ts';
export { connectRedis, RedisAwayError, type RedisOptions, whenRedisReady } from './connection.ts';
export {
  createJobWorker,
  GiveUpError,
  type JobRun,
  type JobWorker,
  type JobWorkerOptions,
} from './job-worker.ts';
export { createQueues, type JobToAdd, type Queues } from './queues.ts';
