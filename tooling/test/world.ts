/** What tests of every package stand on: the real PostgreSQL, the real Redis, and waiting for conditions. */
export { type Cuttable, cuttable } from './cuttable.ts';
export { fastestMs } from './fastest.ts';
export {
  type KillablePostgres,
  type KillableService,
  killablePostgres,
  killableRedis,
  signalAll,
} from './killable-services.ts';
export { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database.ts';
export { type TestRedis, testRedis } from './test-redis.ts';
export { type WaitOptions, waitFor } from './wait-for.ts';
export { waitingForLocks } from './waiting-for-locks.ts';
