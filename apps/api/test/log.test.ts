import { createDatabase, Prisma } from '@soul-kg-crm/database';
import { connectRedis } from '@soul-kg-crm/queue';
import { testRedis } from '@soul-kg-crm/tooling/test-world';
import express from 'express';
import supertest from 'supertest';
import { expect, test } from 'vitest';
import { createAuth } from '../src/auth/create-auth.ts';
import { requestLog } from '../src/http/request-log.ts';
import { createLog } from '../src/log.ts';
import { testApi } from './support/test-api.ts';

const PASSWORD = 'the-password-of-redis';

/** A log that can be read. */
function readableLog() {
  const lines: string[] = [];
  return { lines, log: createLog('debug', { write: (line) => void lines.push(line) }) };
}

test('what Redis refuses is logged without its password, which the error carries', async () => {
  await using server = await testRedis();
  const url = new URL(server.url);
  url.username = 'nobody';
  url.password = PASSWORD;
  const { promise, resolve } = Promise.withResolvers<Error>();
  const redis = connectRedis({ url: url.href, onError: resolve, failsFast: true });
  const err = await promise;
  redis.disconnect();
  expect(JSON.stringify(err)).toContain(PASSWORD);
  const { log, lines } = readableLog();
  log.warn({ err }, 'redis.connection_lost');
  expect(lines).toEqual([expect.stringContaining('redis.connection_lost')]);
  expect(lines.join()).toContain('ReplyError');
  expect(lines.join()).not.toContain(PASSWORD);
});

test('errors of the database are logged without what was asked for', async () => {
  await using api = await testApi();
  const secret = 'somebody@example.com';
  const err: unknown = await api.database.system.user
    .findFirst({ where: { email: secret, id: 'not-an-id' } })
    .catch((error: unknown) => error);
  const { log, lines } = readableLog();
  log.error({ err }, 'request.broke');
  expect(lines.join()).toContain('database error');
  expect(lines.join()).not.toContain(secret);
});

test('what PostgreSQL says of itself is logged, and not what it quotes from a query', async () => {
  await using api = await testApi();
  const { system } = api.database;
  await using away = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', maxConnections: 1 });
  const secret = '+996555123456';
  const failures = [
    away.system.user.count(),
    system.$transaction(async (tx) => {
      await tx.$executeRaw`SET TRANSACTION READ ONLY`;
      await tx.user.deleteMany();
    }),
    system.$queryRaw(Prisma.sql`SELECT ${secret}::uuid`),
  ];
  const said = [];
  for (const failure of failures) {
    const { log, lines } = readableLog();
    log.error({ err: await failure.catch((error: unknown) => error) }, 'request.broke');
    expect(lines.join()).not.toContain(secret);
    said.push(JSON.parse(lines.join()).err.message);
  }
  expect(said).toEqual([
    'database error: DatabaseNotReachable',
    'database error: cannot execute DELETE in a read-only transaction',
    'database error: InvalidInputValue',
  ]);
});

test('a request that meets something that is away is one line of the log, where that is found out', async () => {
  const { log, lines } = readableLog();
  const app = express().use(requestLog(log));
  app.get('/:status', (req, res) => void res.status(Number(req.params.status)).end());
  for (const status of [503, 500, 200]) await supertest(app).get(`/${status}`).expect(status);
  const warned = lines.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40);
  expect(warned).toMatchObject([{ res: { status: 500 }, msg: 'request.failed' }]);
});

test('of a session that cannot be read, the log says why', async () => {
  const [publicUrl, secret] = ['http://localhost:3000', 'a-secret-for-tests-only-a-secret-for-tests'];
  await using api = await testApi({ settings: { publicUrl, authSecret: secret } });
  const { cookie } = await api.newOrganization();
  await using away = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', maxConnections: 1 });
  const { log, lines } = readableLog();
  const auth = createAuth({ ...{ database: away, publicUrl, secret, log }, trustedOrigins: [publicUrl] });
  await expect(auth.api.getSession({ headers: new Headers({ cookie }) })).rejects.toThrow();
  const [line] = lines.map((text) => JSON.parse(text));
  expect(line).toMatchObject({ level: 40, err: { message: 'database error: DatabaseNotReachable' } });
});
