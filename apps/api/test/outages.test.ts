import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase } from '@soul-kg-crm/database';
import { realtimeTopic } from '@soul-kg-crm/queue';
import { newId } from '@soul-kg-crm/shared/ids';
import { REALTIME_EVENT, REALTIME_HELLO, REALTIME_PATH } from '@soul-kg-crm/shared/realtime';
import {
  createTestDatabase,
  killableRedis,
  testRedis,
  waitFor,
  waitingForLocks,
} from '@soul-kg-crm/tooling/test-world';
import { Redis } from 'ioredis';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { openGate } from './support/gate.ts';
import { cookieOf, PASSWORD, signUpPerson } from './support/person.ts';
import { testApi } from './support/test-api.ts';

test('while PostgreSQL is away, whoever is signed in is told to try again, and goes on afterwards', async () => {
  await using database = await createTestDatabase();
  await using gate = await openGate(database.url);
  await using api = await testApi({ databaseUrl: gate.url });
  const account = { name: 'Айбек', email: 'owner@example.com', password: PASSWORD, organizationName: 'Тоо' };
  const cookie = cookieOf(await api.http.post('/api/auth/sign-up/email').send(account).expect(200));
  await api.http.get('/api/me').set('Cookie', cookie).expect(200);

  await gate.close();
  const { email, password } = account;
  for (const answer of [
    await api.http.get('/api/me').set('Cookie', cookie),
    await api.http.get('/api/conversations').set('Cookie', cookie),
    await api.http.get(`${REALTIME_PATH}/?EIO=4&transport=polling`).set('Cookie', cookie),
    await api.http.get('/api/auth/get-session').set('Cookie', cookie),
    await api.http.post('/api/auth/sign-in/email').send({ email, password }),
    await api.http.post('/api/auth/sign-up/email').send({ ...account, email: 'other@example.com' }),
  ]) {
    expect(answer.body).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
  }

  await gate.open();
  await api.http.get('/api/me').set('Cookie', cookie).expect(200);
});

test('connections to PostgreSQL that lead nowhere any more cost whoever asks some seconds, once', async () => {
  await using database = await createTestDatabase();
  await using gate = await openGate(database.url);
  await using api = await testApi({ databaseUrl: gate.url });
  await using direct = createDatabase({ url: database.url, maxConnections: 2 });
  const { cookie } = await signUpPerson(api.http, direct, 'Тоо');
  const ask = () => api.http.get('/api/conversations').set('Cookie', cookie);
  await Promise.all([ask().expect(200), ask().expect(200), ask().expect(200)]);
  gate.swallow();
  const startedMs = performance.now();
  const answer = await ask();
  expect(answer.body).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
  expect(answer.headers['retry-after']).toBeDefined();
  await Promise.all([ask().expect(200), ask().expect(200), ask().expect(200)]);
  // A minute, where nobody looks.
  expect(performance.now() - startedMs).toBeLessThan(30_000);
}, 60_000);

test('with a PostgreSQL that takes no writes nothing is ready, until its address is that of one that does', async () => {
  await using database = await createTestDatabase();
  await using direct = createDatabase({ url: database.url, maxConnections: 1 });
  const name = new URL(database.url).pathname.slice(1);
  await direct.system.$executeRawUnsafe(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`);
  await using api = await testApi({ databaseUrl: database.url });
  const ready = await api.http.get('/ready').expect(503);
  expect(ready.body.missing).toEqual([
    { what: 'database', detail: 'PostgreSQL takes no writes. Is it a standby, or set to read-only?' },
  ]);
  // Whoever connects from here on meets another one; who is connected would ask the old one again and again.
  await direct.system.$executeRawUnsafe(`ALTER DATABASE "${name}" RESET default_transaction_read_only`);
  await waitFor(async () => (await api.http.get('/ready')).status === 200, { what: 'an API that is ready' });
});

test('a bulk send that the database leaves half-way tells what is queued, and sends nothing twice', async () => {
  await using database = await createTestDatabase();
  await using gate = await openGate(database.url);
  await using api = await testApi({ databaseUrl: gate.url });
  await using direct = createDatabase({ url: database.url, maxConnections: 4 });
  const { cookie, organizationId } = await signUpPerson(api.http, direct, 'Тоо');
  const { db } = direct.forOrganization(organizationId);
  const messages = Array.from({ length: 9 }, (_, n) => ({
    ...{ to: `+99670055000${n}`, content: 'Привет', clientMessageId: `half-${n}` },
  }));
  const allowed = { safety: { enableMassSending: true } };
  await api.http
    .put(`/api/whatsapp/settings/${organizationId}`)
    .set('Cookie', cookie)
    .send(allowed)
    .expect(200);
  const post = (of: object[]) =>
    api.http.post('/api/whatsapp/send/bulk').set('Cookie', cookie).send({ organizationId, messages: of });
  await post([{ ...messages[5], clientMessageId: 'before' }]).expect(202);
  const conversation = await db.conversation.findFirstOrThrow();

  // The sixth waits for the conversation that somebody holds, and the database goes away meanwhile.
  const answer = await direct.system.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM conversations WHERE id = ${conversation.id}::uuid FOR UPDATE`;
    const asked = post(messages).then((given) => given);
    await waitFor(async () => (await waitingForLocks(tx)) > 0, { what: 'a send that waits' });
    await gate.close();
    return asked;
  });
  expect(answer.status).toBe(202);
  expect(answer.body).toEqual({
    ...{ success: true, queued: 5, failed: 4 },
    errors: messages.slice(5).map(({ to }) => ({ to, error: 'UNAVAILABLE' })),
  });

  await gate.open();
  expect((await post(messages).expect(202)).body).toMatchObject({ queued: 9, failed: 0 });
  expect(await db.message.count()).toBe(10);
});

test('what was published while the API alone did not hear Redis is told to open dashboards afterwards', async () => {
  await using stack = new AsyncDisposableStack();
  const { gate, relay, topic, publish, heard } = await openDashboard(stack);
  await gate.close();
  await waitFor(async () => (await relay.publish(topic, 'nobody hears this')) === 0, { what: 'a deaf API' });
  const { cursor: missed, hearers } = await publish();
  expect(hearers).toBe(0);
  await gate.open();
  await waitFor(() => heard.has(missed), { what: 'the event that was missed', timeoutMs: 30_000 });
}, 60_000);

test('so it is where the connection to Redis leads nowhere any more, without a word', async () => {
  await using stack = new AsyncDisposableStack();
  const { gate, publish, heard } = await openDashboard(stack);
  gate.swallow();
  const { cursor: missed } = await publish();
  await waitFor(() => heard.has(missed), { what: 'the event that was missed', timeoutMs: 45_000 });
}, 60_000);

test.for([
  ['whose memory is full', 'maxmemory'],
  ['that takes no writes', 'min-replicas-to-write'],
] as const)(
  'with a Redis %s messages are read and taken, and it is said that they wait',
  async ([, setting]) => {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(path.join(tmpdir(), 'refusing-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const { url: redisUrl } = stack.use(await killableRedis(folder));
    const redis = new Redis(redisUrl);
    stack.defer(() => redis.disconnect());
    const api = stack.use(await testApi({ redisUrl }));
    const { cookie, email, organizationId } = await api.newOrganization();
    const get = (of: string) => api.http.get(of).set('Cookie', cookie);
    await api.http.get('/ready').expect(200);
    await redis.config('SET', setting, '1');
    const message = { organizationId, to: '+996555123456', content: 'Здравствуйте' };
    const { body } = await api.http
      .post('/api/whatsapp/send')
      .set('Cookie', cookie)
      .send(message)
      .expect(202);
    expect(body).toMatchObject({ status: 'PENDING' });
    expect((await get('/api/conversations').expect(200)).body.items).toHaveLength(1);
    const queues = await get('/api/queues/status').expect(200);
    expect(queues.body).toMatchObject({ isRedisAway: true, messages: { waiting: 1 } });
    const ready = await api.http.get('/ready').expect(503);
    expect(ready.body.missing).toEqual([
      { what: 'redis', detail: 'Redis takes nothing. Is its memory or its disk full?' },
    ]);
    const signIn = await api.http.post('/api/auth/sign-in/email').send({ email, password: PASSWORD });
    expect(signIn.body).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    await redis.config('SET', setting, '0');
    await api.http.get('/ready').expect(200);
    expect((await get('/api/queues/status').expect(200)).body).toMatchObject({ isRedisAway: false });
  },
);

/** A dashboard that hears what is published, by an API with a way to Redis of its own. */
async function openDashboard(stack: AsyncDisposableStack) {
  const server = stack.use(await testRedis());
  const gate = stack.use(await openGate(server.url));
  const api = stack.use(await testApi({ redisUrl: gate.url }));
  const { cookie, organizationId } = await api.newOrganization();
  const relay = new Redis(server.url);
  stack.defer(() => relay.disconnect());
  const topic = realtimeTopic(organizationId, api.redisPrefix);
  let number = 0;
  const publish = async () => {
    const clientId = newId();
    number += 1;
    const row = { topic: 'REALTIME' as const, name: 'client.updated', payload: { clientId }, cursor: number };
    const { db } = api.database.forOrganization(organizationId);
    await db.outboxEvent.create({ data: { ...row, publishedAt: new Date() } });
    const envelope = { cursor: String(number), event: { kind: 'client.updated', clientId } };
    return { cursor: envelope.cursor, hearers: await relay.publish(topic, JSON.stringify(envelope)) };
  };
  const socket = io(api.url, {
    path: REALTIME_PATH,
    extraHeaders: { Cookie: cookie },
    transports: ['websocket'],
  });
  const heard = new Set<string>();
  let cursor: string | null = null;
  socket.on(REALTIME_EVENT, (envelope: { cursor: string }) => {
    heard.add(envelope.cursor);
    cursor = envelope.cursor;
  });
  socket.on('connect', async () => {
    const welcome = await socket.emitWithAck(REALTIME_HELLO, { cursor });
    for (const event of welcome.events) heard.add(event.cursor);
    cursor = welcome.cursor;
  });
  // As the dashboard does it where the server has hung up.
  socket.on('disconnect', () => void socket.connect());
  stack.defer(() => void socket.off('disconnect').disconnect());
  await waitFor(() => cursor !== null, { what: 'the first greeting' });
  await waitFor(async () => (await publish()).hearers > 0, { what: 'an API that listens' });
  await waitFor(() => heard.has(String(number)), { what: 'an event that is heard' });
  return { gate, relay, topic, publish, heard };
}
