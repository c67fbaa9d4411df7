import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginCatchUp, endCatchUp, widenCatchUp } from '../src/channels/catch-up.ts';
import { connectChannel } from '../src/channels/connect-channel.ts';
import { recordSessionState } from '../src/channels/record-session-state.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeEach(async () => {
  org = await testOrganization();
  await connectChannel(org.scope, { actorId: org.userId });
});

afterEach(() => org?.[Symbol.asyncDispose]());

const HOUR_MS = 3_600_000;
const FRIDAY = Date.parse('2026-06-05T18:00:00.000Z');
const MONDAY = Date.parse('2026-06-08T09:00:00.000Z');
const A = '+996555000001';
const B = '+996555000002';

const connected = (phoneNumber: string, atMs: number, linkedAtMs?: number) =>
  recordSessionState(
    org.scope,
    org.channelId,
    { status: 'CONNECTED', phoneNumber, pushName: null, ...(linkedAtMs && { linkedAtMs }) },
    { now: new Date(atMs) },
  );
const disconnected = (atMs: number) =>
  recordSessionState(
    org.scope,
    org.channelId,
    { status: 'DISCONNECTED', reason: null, detail: null },
    { now: new Date(atMs) },
  );
const since = (phoneNumber: string, startedMs: number) =>
  beginCatchUp(org.scope, org.channelId, { phoneNumber, startedMs });
const receivedAt = async (atMs: number) => {
  await org.receives({ sentAtMs: atMs });
  const newest = await org.scope.db.message.findFirstOrThrow({ orderBy: { id: 'desc' } });
  await org.scope.db.message.update({ where: { id: newest.id }, data: { createdAt: new Date(atMs) } });
};

test('what was written before a number was linked is not read', async () => {
  expect(await since(A, FRIDAY)).toBeNull();
  await connected(A, FRIDAY + 5_000);
  expect(await since(A, FRIDAY)).toBe(FRIDAY + 5_000);
  await disconnected(FRIDAY + HOUR_MS);
  // Nothing was written since: all of it, from the moment of linking.
  expect(await since(A, MONDAY)).toBe(FRIDAY + 5_000);
});

test('a call that is told of before what was written meanwhile keeps none of that from being read', async () => {
  await connected(A, FRIDAY);
  await endCatchUp(org.scope, org.channelId, true);
  await receivedAt(FRIDAY + HOUR_MS);
  await disconnected(FRIDAY + 2 * HOUR_MS);
  // WhatsApp tells of it as the page connects again, before the messages of those days are read.
  await org.receives({ kind: 'CALL', content: '', sentAtMs: MONDAY - HOUR_MS });
  expect(await since(A, MONDAY)).toBe(FRIDAY);
});

test('what is written while a number that was just scanned gets what the phone has is read, and what its first page misses later', async () => {
  const scannedMs = FRIDAY + 20_000;
  await connected(A, FRIDAY + 10 * 60_000, scannedMs);
  expect(await since(A, FRIDAY)).toBe(scannedMs);
  await endCatchUp(org.scope, org.channelId, true);
  // The same client, whose page was loaded anew: hours later, and with a moment of linking that has not changed.
  await receivedAt(FRIDAY + HOUR_MS);
  await connected(A, FRIDAY + 2 * HOUR_MS, scannedMs);
  expect(await since(A, FRIDAY)).toBe(scannedMs);
});

test("another number of the same channel: what its owner wrote before is nobody's", async () => {
  await connected(A, FRIDAY);
  await receivedAt(FRIDAY + HOUR_MS);
  await disconnected(FRIDAY + 2 * HOUR_MS);
  // Asked before and after its connection is written down, and again by its next one.
  expect(await since(B, MONDAY)).toBeNull();
  await connected(B, MONDAY + 5_000);
  expect(await since(B, MONDAY)).toBe(MONDAY + 5_000);
  await disconnected(MONDAY + HOUR_MS);
  expect(await since(B, MONDAY + 2 * HOUR_MS)).toBe(MONDAY + 5_000);
});

test('where a number was known, nothing is read before it is known whether it is the same', async () => {
  await connected(A, FRIDAY);
  await disconnected(FRIDAY + HOUR_MS);
  // Somebody has linked another phone, and the page does not tell its number yet.
  await expect(since('', MONDAY)).rejects.toThrow();
  await connected('', MONDAY + 5_000);
  await expect(since('12345@lid', MONDAY)).rejects.toThrow();
  await connected('12345@lid', MONDAY + 6_000);
  expect(await since(B, MONDAY)).toBeNull();
  expect(await since(A, MONDAY)).toBe(FRIDAY);
});

test('what could not be taken is read anew, together with what was to be read already', async () => {
  await connected(A, FRIDAY);
  await receivedAt(MONDAY);
  for (const hour of [3, 2, 4]) await widenCatchUp(org.scope, org.channelId, FRIDAY + hour * HOUR_MS);
  expect(await since(A, MONDAY + HOUR_MS)).toBe(FRIDAY + 2 * HOUR_MS);
});

test('an account that never told its number is the same by its privacy id, or by no id at all', async () => {
  await connected('12345@lid', FRIDAY);
  await disconnected(FRIDAY + HOUR_MS);
  expect(await since('', MONDAY)).toBe(FRIDAY);
  expect(await since('12345@lid', MONDAY)).toBe(FRIDAY);
  expect(await since(A, MONDAY)).toBe(FRIDAY);
});

test('a catch-up that is cut off after a live message begins again where it began, until one is complete', async () => {
  await connected(A, FRIDAY - 100 * HOUR_MS);
  await receivedAt(FRIDAY);
  await disconnected(FRIDAY);
  const began = FRIDAY - 24 * HOUR_MS;
  expect(await since(A, MONDAY)).toBe(began);
  await connected(A, MONDAY + 5_000);
  await receivedAt(MONDAY + 6_000);
  // The page crashes while it reads.
  expect(await since(A, MONDAY + 60_000)).toBe(began);
  await endCatchUp(org.scope, org.channelId, true);
  expect(await since(A, MONDAY + 120_000)).toBe(MONDAY + 6_000 - 24 * HOUR_MS);
});

test('a catch-up that passed something over begins again where it began, for two weeks at the most', async () => {
  const began = FRIDAY - 24 * HOUR_MS;
  const twoWeeksMs = 14 * 24 * HOUR_MS;
  await connected(A, FRIDAY - 100 * HOUR_MS);
  await receivedAt(FRIDAY);
  expect(await since(A, MONDAY)).toBe(began);
  await receivedAt(MONDAY);
  await endCatchUp(org.scope, org.channelId, false, MONDAY);
  expect(await since(A, MONDAY + HOUR_MS)).toBe(began);
  await endCatchUp(org.scope, org.channelId, true);
  // Nobody was connected for longer than that.
  expect(await since(A, MONDAY + twoWeeksMs + 48 * HOUR_MS)).toBe(MONDAY - 24 * HOUR_MS);
  await endCatchUp(org.scope, org.channelId, false, MONDAY + twoWeeksMs + 48 * HOUR_MS);
  expect(await since(A, MONDAY + twoWeeksMs + 48 * HOUR_MS)).toBe(MONDAY + 48 * HOUR_MS);
});

test('what connections could not read for two days is given up, and a further gap gets two days of its own', async () => {
  const began = FRIDAY - 24 * HOUR_MS;
  const endAt = (hours: number) => endCatchUp(org.scope, org.channelId, false, MONDAY + hours * HOUR_MS);
  await connected(A, FRIDAY - 100 * HOUR_MS);
  await receivedAt(FRIDAY);
  // The page crashes while it reads: that tells nothing of what can be read.
  expect(await since(A, MONDAY - 60 * HOUR_MS)).toBe(began);
  await endAt(0);
  await receivedAt(MONDAY);
  await endAt(47);
  expect(await since(A, MONDAY + 47 * HOUR_MS)).toBe(began);
  await endAt(48);
  expect(await since(A, MONDAY + 49 * HOUR_MS)).toBe(MONDAY - 24 * HOUR_MS);
  await endAt(49);
  await widenCatchUp(org.scope, org.channelId, MONDAY - 30 * HOUR_MS);
  await endAt(98);
  expect(await since(A, MONDAY + 99 * HOUR_MS)).toBe(MONDAY - 30 * HOUR_MS);
});
