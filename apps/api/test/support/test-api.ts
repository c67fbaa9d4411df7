import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, type Database } from '@soul-kg-crm/database';
import { createTestDatabase, testRedis } from '@soul-kg-crm/tooling/test-world';
import { pino } from 'pino';
import supertest from 'supertest';
import type { ApiSettings } from '../../src/context.ts';
import { startApi } from '../../src/start-api.ts';
import { type Person, signUpPerson } from './person.ts';

export interface TestApi extends AsyncDisposable {
  url: string;
  database: Database;
  databaseUrl: string;
  redisUrl: string;
  redisPrefix: string;
  /** A request by nobody; give it a person's or a key's headers. */
  http: ReturnType<typeof supertest>;
  /** A new organisation with its first person, who is its ADMIN. */
  newOrganization(name?: string): Promise<Person>;
}

export interface TestApiOptions {
  settings?: Partial<ApiSettings>;
  /** Where nothing listens, for tests of what happens without. */
  redisUrl?: string;
  databaseUrl?: string;
}

/** A whole API on a free port, with a database, a Redis prefix and a media folder of its own. */
export async function testApi(options: TestApiOptions = {}): Promise<TestApi> {
  await using starting = new AsyncDisposableStack();
  const testDatabase = starting.use(await createTestDatabase());
  const redis = starting.use(await testRedis());
  const mediaDir = starting.adopt(await mkdtemp(path.join(tmpdir(), 'api-media-')), (folder) =>
    rm(folder, { recursive: true, force: true }),
  );
  const database = starting.use(createDatabase({ url: testDatabase.url, maxConnections: 4 }));
  const api = starting.use(
    await startApi({
      databaseUrl: options.databaseUrl ?? testDatabase.url,
      redisUrl: options.redisUrl ?? redis.url,
      redisPrefix: redis.prefix,
      mediaDir,
      host: '127.0.0.1',
      port: 0,
      log: pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }),
      settings: { ...defaults, ...options.settings },
    }),
  );
  const http = supertest(api.url);
  const running = starting.move();
  return {
    ...{ url: api.url, database, databaseUrl: testDatabase.url, http },
    ...{ redisUrl: redis.url, redisPrefix: redis.prefix },
    newOrganization: (name = 'Ак-Сай') => signUpPerson(http, database, name),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const defaults: ApiSettings = {
  publicUrl: 'http://localhost:3000',
  corsOrigins: [],
  trustProxy: 'loopback',
  authSecret: 'a-secret-for-tests-only-a-secret-for-tests',
  allowsSignUp: true,
  standin: null,
  sandboxUrl: null,
  requestsPerMinute: 1_000_000,
  signInAttempts: 1_000,
};
