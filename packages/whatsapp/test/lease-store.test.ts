import { setTimeout as delay } from 'node:timers/promises';
import { createDatabase, type Database, Prisma, provisionOrganization } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeaseKeeper } from '../src/leases/lease-keeper.ts';
import { type Lease, LeaseStore, type WorkerBeat } from '../src/leases/lease-store.ts';

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

const renewed = (leases: Lease[]) => leases.map((lease) => ({ ...lease, isRenewed: true }));

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
  expect(await store.beat(mine, held)).toEqual(renewed(held));
  expect(await store.acquire(theirs.workerId, [channelId])).toEqual([]);

  await expire(channelId);
  expect(await store.acquire(theirs.workerId, [channelId])).toEqual([{ channelId, generation: 2n }]);
  expect(await store.beat(mine, held)).toEqual([]);
});

test('a lease whose row somebody holds costs the worker none of its others, and is nobody else’s until it is free', async () => {
  const [busy, idle] = [await channel(), await channel()];
  for (const id of [busy, idle]) {
    await database.system.channel.update({ where: { id }, data: { desiredState: 'RUNNING' } });
  }
  await database.system.worker.deleteMany();
  const mine = await worker();
  const clock = { ms: 0 };
  // It tries for a moment only.
  const hasty = new LeaseStore(database.system, 1_000);
  const keeper = new LeaseKeeper({ store: hasty, worker: mine, ttlMs: TTL_MS, now: () => clock.ms });
  const wanted = new Set([busy, idle]);
  const look = () => keeper.look(({ channelId }) => wanted.has(channelId));
  await look();
  expect([keeper.isFresh(busy), keeper.isFresh(idle)]).toEqual([true, true]);

  await expire(busy);
  // As a fenced transaction does that waits for a message which somebody holds.
  await database.system.$transaction(async (tx) => {
    await tx.$queryRaw(Prisma.sql`SELECT FROM channel_leases WHERE channel_id = ${busy}::uuid FOR SHARE`);
    clock.ms += TTL_MS / 2;
    expect((await look()).lost).toEqual([]);
    clock.ms += TTL_MS / 2;
    expect([keeper.isFresh(busy), keeper.isFresh(idle)]).toEqual([false, true]);
    expect(await store.acquire((await worker()).workerId, [busy])).toEqual([]);
  });
  await look();
  expect([keeper.isFresh(busy), keeper.isFresh(idle)]).toEqual([true, true]);
});

test('a lease whose row one after the other holds for a moment is renewed by the same beat', async () => {
  const id = await channel();
  const mine = await worker();
  const held = await store.acquire(mine.workerId, [id]);
  let beat: ReturnType<LeaseStore['beat']> | undefined;
  await database.system.$transaction(async (tx) => {
    await tx.$queryRaw(Prisma.sql`SELECT FROM channel_leases WHERE channel_id = ${id}::uuid FOR SHARE`);
    beat = store.beat(mine, held);
    await delay(300);
  });
  expect(await beat).toEqual(renewed(held));
});

test('a number that is being linked stays with its owner for a while after its lease ran out, unless its login is kept', async () => {
  const id = await channel();
  await database.system.channel.update({ where: { id }, data: { desiredState: 'RUNNING' } });
  const mine = await worker();
  await store.acquire(mine.workerId, [id]);
  const ownerOf = async (
    status: 'CONNECTING' | 'QR_CODE_PENDING' | 'CONNECTED',
    ranOutMsAgo: number,
    connectedMsAgo = 10_000,
  ) => {
    const lastConnectedAt = new Date(Date.now() - connectedMsAgo);
    const data = { status, lastConnectedAt };
    await database.system.whatsAppSession.updateMany({ where: { channelId: id }, data });
    const expiresAt = new Date(Date.now() - ranOutMsAgo);
    await database.system.channelLease.update({ where: { channelId: id }, data: { expiresAt } });
    return (await store.fleet()).channels.find(({ channelId }) => channelId === id)?.ownerId;
  };
  expect(await ownerOf('QR_CODE_PENDING', 1)).toBe(mine.workerId);
  expect(await ownerOf('CONNECTED', 1)).toBe(mine.workerId);
  expect(await ownerOf('CONNECTED', 21_000)).toBeNull();
  // Its login is kept on its disk alone.
  expect(await ownerOf('CONNECTED', 1, 61_000)).toBeNull();
  expect(await ownerOf('QR_CODE_PENDING', 1, 3_600_000)).toBe(mine.workerId);
  expect(await ownerOf('CONNECTING', 1)).toBeNull();
  const { organizationId } = await database.system.channel.findUniqueOrThrow({ where: { id } });
  const stored = { ...{ organizationId, channelId: id, generation: 1n, leaseGeneration: 1n, size: 1 } };
  const archive = { bytes: new Uint8Array(1), keyId: '', checksum: '', contentHash: '' };
  await database.system.whatsAppSessionArchive.create({ data: { ...stored, ...archive } });
  expect(await ownerOf('CONNECTED', 1)).toBeNull();
  // WhatsApp does not accept what is stored: somebody links it anew.
  await database.system.whatsAppSessionArchive.updateMany({
    ...{ where: { channelId: id }, data: { rejectedAt: new Date() } },
  });
  expect(await ownerOf('QR_CODE_PENDING', 1)).toBe(mine.workerId);
});

test('a machine that slept does not take its leases for fresh when it wakes up, and its clock may be set', async () => {
  const id = await channel();
  await database.system.channel.update({ where: { id }, data: { desiredState: 'RUNNING' } });
  await database.system.worker.deleteMany();
  // Of a machine that sleeps only the wall's clock goes on.
  const clock = { ms: 0, wallMs: Date.now() };
  const clocks = { now: () => clock.ms, wallNow: () => clock.wallMs };
  const keeper = new LeaseKeeper({ store, worker: await worker(), ttlMs: TTL_MS, ...clocks });
  const look = () => keeper.look(({ channelId }) => channelId === id);
  await look();
  expect(keeper.isFresh(id)).toBe(true);
  for (const setByMs of [3_600_000, -3_600_000]) {
    clock.wallMs += setByMs;
    expect(keeper.isFresh(id)).toBe(setByMs < 0);
    await look();
    expect(keeper.isFresh(id)).toBe(true);
  }
  clock.ms += TTL_MS;
  expect(keeper.isFresh(id)).toBe(false);
});

test('a channel that was lost is told as lost, also where the look that found it broke off', async () => {
  const id = await channel();
  await database.system.channel.update({ where: { id }, data: { desiredState: 'RUNNING' } });
  await database.system.worker.deleteMany();
  const flaky = new LeaseStore(database.system, TTL_MS);
  const keeper = new LeaseKeeper({ store: flaky, worker: await worker(), ttlMs: TTL_MS });
  const look = () => keeper.look(({ channelId }) => channelId === id);
  const { held } = await look();
  expect(held.map(({ channelId }) => channelId)).toEqual([id]);
  await expire(id);
  await store.acquire((await worker()).workerId, [id]);
  const { fleet } = flaky;
  flaky.fleet = () => Promise.reject(new Error('Connection terminated'));
  await expect(look()).rejects.toThrow('terminated');
  flaky.fleet = fleet;
  expect((await look()).lost.map(({ channelId }) => channelId)).toEqual([id]);
  expect((await look()).lost).toEqual([]);
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
  expect(await store.beat(theirs, taken)).toEqual(renewed(taken));
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
