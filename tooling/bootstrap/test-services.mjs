import { withLock } from './lock.mjs';
import { inData } from './paths.mjs';
import { choosePort } from './ports.mjs';
import { postgresPort, startPostgres, stopPostgres } from './postgres.mjs';
import { redisPort, startRedis, stopRedis } from './redis.mjs';

/** @typedef {{ postgres: import('./postgres.mjs').RunningPostgres, redis: import('./redis.mjs').RunningRedis }} TestServices */

/** Losing the last second of a test's data on a power cut is nothing, and not waiting for the disk saves minutes. */
const FAST_AND_FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
/** What PostgreSQL does by the clock, a new plan in the middle of a test for instance, is a test's own to ask for. */
const BY_ITSELF = ['autovacuum=off'];

/**
 * Starts the PostgreSQL and the Redis that tests use, apart from those of `npm start`. Many test processes may ask at
 * once: the first starts them, the others find them.
 *
 * @returns {Promise<TestServices>}
 */
export function startTestServices() {
  return withLock(inData('test/services.lock'), async () => ({
    postgres: await startPostgres({
      dataDir: postgresData(),
      password: 'postgres',
      choosePort: () => choosePort(Number(process.env.TEST_POSTGRES_PORT ?? 55432)),
      settings: [...FAST_AND_FORGETFUL, ...BY_ITSELF],
    }),
    redis: await startRedis({
      dataDir: redisData(),
      choosePort: () => choosePort(Number(process.env.TEST_REDIS_PORT ?? 56379)),
    }),
  }));
}

/** Stops the services of the tests. */
export async function stopTestServices() {
  await withLock(inData('test/services.lock'), () =>
    Promise.all([stopPostgres(postgresData()), stopRedis(redisData())]),
  );
}

/** The ports on which the tests' services listen; undefined for one that is not running. */
export async function testServicePorts() {
  return { postgres: await postgresPort(postgresData()), redis: await redisPort(redisData()) };
}

const postgresData = () => inData('test/postgres');
const redisData = () => inData('test/redis');
