import { createDatabase, type Database, provisionOrganization } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeaseStore, type WorkerBeat } from '../src/leases/lease-store.ts';

const TTL_MS = 60_000;
const stack = new AsyncDisposableStack();
let database: Database;
let store: LeaseStore;

beforeAll(async () => {
  const testDatabase = stack.use(await createTestDatabase());
  database = stack.use(createDatabase({ url: testDatabase.url, maxConnections: 5 }));
  store = new LeaseStore(database.system, TTL_MS);
});

afterAll(() => stack.disposeAsync());

async function channel(): Promise<string> {
  const user = await database.system.user.create({
    data: { name: 'Owner', email: `${newId()}@example.com` },
  });
  const { channelId } = await database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId: user.id, organizationName: 'Shop' }),
  );
  return channelId;
}

async function worker(): Promise<WorkerBeat> {
  const beat = { workerId: newId(), name: 'host', capacity: 10, isStopping: false };
  await store.beat(beat, []);
  return beat;
}

/** Time passes for the database: what was to run out has run out. */
const expire = (channelId: string) =>
  database.system.channelLease.update({ where: { channelId }, data: { expiresAt: new Date(0) } });

test('one of many that reach for a channel at once gets it', async () => {
  const channelId = await channel();
  const workers = await Promise.all(Array.from({ length: 5 }, worker));
  const got = await Promise.all(workers.map(({ workerId }) => store.acquire(workerId, [channelId])));
  expect(got.flat()).toEqual([{ channelId, generation: 1n }]);
});

test('a lease is kept by renewing, also after it ran out, unless somebody else took it', async () => {
  const channelId = await channel();
  const [mine, theirs] = [await worker(), await worker()];
  const held = await store.acquire(mine.workerId, [channelId]);
  await expire(channelId);
  expect(await store.beat(mine, held)).toEqual(held);
  expect(await store.acquire(theirs.workerId, [channelId])).toEqual([]);

  await expire(channelId);
  expect(await store.acquire(theirs.workerId, [channelId])).toEqual([{ channelId, generation: 2n }]);
  expect(await store.beat(mine, held)).toEqual([]);
});

test('what is released can be taken at once, and by a late release nothing is lost', async () => {
  const channelId = await channel();
  const [mine, theirs] = [await worker(), await worker()];
  const [lease] = await store.acquire(mine.workerId, [channelId]);
  if (!lease) throw new Error('not acquired');
  await store.release(mine.workerId, lease);
  const taken = await store.acquire(theirs.workerId, [channelId]);
  expect(taken).toEqual([{ channelId, generation: 2n }]);
  await store.release(mine.workerId, lease);
  expect(await store.beat(theirs, taken)).toEqual(taken);
});

test('the fleet: who lives, and who runs what is wanted', async () => {
  const channelId = await channel();
  await database.system.channel.update({ where: { id: channelId }, data: { desiredState: 'RUNNING' } });
  const [mine, stopping, gone] = [await worker(), await worker(), await worker()];
  await store.beat({ ...stopping, isStopping: true }, []);
  await database.system.worker.update({ where: { id: gone.workerId }, data: { heartbeatAt: new Date(0) } });
  await store.acquire(mine.workerId, [channelId]);
  const find = ({ channels }: Awaited<ReturnType<LeaseStore['fleet']>>) =>
    channels.find((wanted) => wanted.channelId === channelId);

  const fleet = await store.fleet();
  const living = fleet.workers.map(({ workerId }) => workerId);
  expect(living).toContain(mine.workerId);
  expect(living).not.toContain(stopping.workerId);
  expect(living).not.toContain(gone.workerId);
  expect(find(fleet)).toMatchObject({ ownerId: mine.workerId, desiredState: 'RUNNING', isDefault: true });
  await expire(channelId);
  expect(find(await store.fleet())).toMatchObject({ ownerId: null });
  await store.leave(mine.workerId);
  await store.forgetDead();
  expect(await database.system.worker.count({ where: { id: { in: [mine.workerId, gone.workerId] } } })).toBe(
    0,
  );
});
