import { realtimeTopic } from '@soul-kg-crm/queue';
import { newId } from '@soul-kg-crm/shared/ids';
import { REALTIME_EVENT, REALTIME_HELLO, REALTIME_PATH } from '@soul-kg-crm/shared/realtime';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { Redis } from 'ioredis';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let owner: Person;
let redis: Redis;
const sockets: Socket[] = [];

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization();
  redis = new Redis(api.redisUrl);
});

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await redis?.quit();
  await api?.[Symbol.asyncDispose]();
});

async function connect(headers: Record<string, string>): Promise<Socket> {
  const socket = io(api.url, {
    path: REALTIME_PATH,
    extraHeaders: headers,
    transports: ['websocket'],
    reconnection: false,
  });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

const clientUpdated = { kind: 'client.updated', clientId: newId() };

/** As the relay does it. */
async function publish(organizationId: string, cursor: number) {
  const { clientId } = clientUpdated;
  await api.database.forOrganization(organizationId).db.outboxEvent.create({
    data: {
      topic: 'REALTIME',
      name: clientUpdated.kind,
      payload: { clientId },
      cursor,
      publishedAt: new Date(),
    },
  });
  const envelope = { cursor: String(cursor), event: clientUpdated };
  return redis.publish(realtimeTopic(organizationId, api.redisPrefix), JSON.stringify(envelope));
}

test('an event reaches the organisation’s dashboards within a moment, and nobody else’s', async () => {
  const other = await api.newOrganization('Чужая');
  const mine = await connect({ Cookie: owner.cookie });
  const theirs = await connect({ Cookie: other.cookie });
  const heard: unknown[] = [];
  const overheard: unknown[] = [];
  mine.on(REALTIME_EVENT, (event) => heard.push(event));
  theirs.on(REALTIME_EVENT, (event) => overheard.push(event));
  let cursor = 0;
  const publishNext = () => publish(owner.organizationId, ++cursor);
  await waitFor(async () => (await publishNext()) > 0, { what: 'an API that listens' });
  await waitFor(() => heard.length > 0, { what: 'the event' });
  expect(heard[0]).toEqual({ cursor: String(cursor), event: clientUpdated });
  expect(overheard).toEqual([]);
});

test('what was missed is told again, and too much is told as such', async () => {
  const person = await api.newOrganization('Третья');
  for (const cursor of [101, 102, 103]) await publish(person.organizationId, cursor);
  const socket = await connect({ Cookie: person.cookie });
  const hello = (cursor: string | null) => socket.timeout(5_000).emitWithAck(REALTIME_HELLO, { cursor });
  expect(await hello(null)).toEqual({ cursor: '103', events: [], isComplete: true });
  expect(await hello('101')).toMatchObject({
    cursor: '103',
    isComplete: true,
    events: [{ cursor: '102', event: clientUpdated }, { cursor: '103' }],
  });
  expect(await hello('103')).toEqual({ cursor: '103', events: [], isComplete: true });
  expect(await hello('999999')).toEqual({ cursor: '103', events: [], isComplete: false });
  expect(await hello('9'.repeat(40))).toMatchObject({ isComplete: false });
  await api.database.system.outboxEvent.deleteMany({ where: { cursor: { lte: 102 } } });
  expect(await hello('101')).toEqual({ cursor: '103', events: [], isComplete: false });
});

test('nobody, and pages of other origins, are refused at the handshake', async () => {
  const handshake = `${REALTIME_PATH}/?EIO=4&transport=polling`;
  const nobody = await api.http.get(handshake).expect(401);
  expect(nobody.body).toMatchObject({ code: 'UNAUTHENTICATED' });
  await api.http
    .get(handshake)
    .set('Cookie', owner.cookie)
    .set('Origin', 'https://evil.example.com')
    .expect(403);
  await expect(connect({})).rejects.toThrow();
});

test('a key may listen as well', async () => {
  const { body } = await api.http
    .post('/api/api-keys')
    .set('Cookie', owner.cookie)
    .send({ name: 'Listener' });
  const socket = await connect({ 'X-Api-Key': body.key });
  expect(socket.connected).toBe(true);
});

test('listening prolongs no session, a request does, and hands the cookie back', async () => {
  const person = await api.newOrganization('Ночная');
  const inThreeDays = new Date(Date.now() + 3 * 24 * 3_600_000);
  const ofPerson = { where: { userId: person.userId } };
  await api.database.system.session.updateMany({ ...ofPerson, data: { expiresAt: inThreeDays } });
  const endOfSession = async () => {
    const { expiresAt } = await api.database.system.session.findFirstOrThrow(ofPerson);
    return expiresAt.getTime();
  };
  await connect({ Cookie: person.cookie });
  expect(await endOfSession()).toBe(inThreeDays.getTime());
  const answer = await api.http.get('/api/me').set('Cookie', person.cookie).expect(200);
  expect(answer.get('Set-Cookie')?.join()).toContain('session_token');
  expect(await endOfSession()).toBeGreaterThan(inThreeDays.getTime());
});
