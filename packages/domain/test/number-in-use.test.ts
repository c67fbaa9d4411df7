import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectChannel } from '../src/channels/connect-channel.ts';
import { createChannel } from '../src/channels/create-channel.ts';
import { channelInTheWay } from '../src/channels/number-in-use.ts';
import { recordLoggedOut } from '../src/channels/record-logged-out.ts';
import { recordSessionState } from '../src/channels/record-session-state.ts';
import { sessionOf } from '../src/channels/sessions.ts';
import { disconnectChannel, logOutChannel } from '../src/channels/stop-channel.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

const NUMBER = '+996555000001';
const ANOTHER = '+996555000002';
const TOLD = { isTold: true, wasAccepted: true };

let org: TestOrganization;
let salon: string;
let shop: string;

beforeEach(async () => {
  org = await testOrganization();
  const create = (name: string) => createChannel(org.scope, { name, actorId: org.userId });
  [salon, shop] = [await create('Салон'), await create('Магазин')];
});

afterEach(() => org?.[Symbol.asyncDispose]());

const wanted = (channelId: string) => connectChannel(org.scope, { channelId, actorId: org.userId });
const connected = (channelId: string, phoneNumber = NUMBER) =>
  recordSessionState(org.scope, channelId, { status: 'CONNECTED', phoneNumber, pushName: null });
const ended = (channelId: string, status: 'DISCONNECTED' | 'ERROR', reason: string | null = null) =>
  recordSessionState(org.scope, channelId, { status, reason, detail: null });
const link = async (channelId: string, phoneNumber = NUMBER) => {
  await wanted(channelId);
  return connected(channelId, phoneNumber);
};
const keepLogin = (channelId: string) =>
  org.scope.db.whatsAppSessionArchive.create({
    data: {
      ...{ channelId, generation: 1n, leaseGeneration: 1n, bytes: new Uint8Array(1) },
      ...{ keyId: 'key', size: 1, checksum: '', contentHash: '' },
    },
  });
const logOut = async (channelId: string) => {
  await logOutChannel(org.scope, { channelId, actorId: org.userId });
  await recordLoggedOut(org.scope, channelId, TOLD);
};
const inTheWayOf = async (channelId: string) =>
  channelInTheWay((await sessionOf(org.scope, channelId)).errorMessage ?? '');

test('a number that another channel has is unlinked again, with that name; the older channel goes on', async () => {
  await link(salon);
  expect(await link(shop)).toBe(false);
  await ended(shop, 'DISCONNECTED');
  await recordLoggedOut(org.scope, shop, TOLD);
  const refused = await sessionOf(org.scope, shop);
  expect(refused).toMatchObject({ status: 'DISCONNECTED', phoneNumber: null, errorCode: 'LOGGED_OUT' });
  expect(await inTheWayOf(shop)).toBe('Салон');
  // What it said before it was closed changes nothing; the older one says so again and again.
  expect(await connected(salon)).toBe(true);
  expect(await sessionOf(org.scope, salon)).toMatchObject({
    ...{ status: 'CONNECTED', phoneNumber: NUMBER, channel: { desiredState: 'RUNNING' } },
  });
  // Another number is welcome.
  expect(await link(shop, ANOTHER)).toBe(true);
  expect(await sessionOf(org.scope, shop)).toMatchObject({ phoneNumber: ANOTHER, errorCode: null });
});

test('a channel that is on its way back has its number', async () => {
  await link(salon);
  await keepLogin(salon);
  await ended(salon, 'DISCONNECTED', 'BROWSER_GONE');
  expect(await link(shop)).toBe(false);
  await recordLoggedOut(org.scope, shop, TOLD);
  await ended(salon, 'ERROR', 'max_reconnect_reached');
  expect(await link(shop)).toBe(false);
});

test('so has one whose login is kept on a disk alone, or not yet stored; not one that was logged out and is wanted again', async () => {
  await link(salon);
  await ended(salon, 'DISCONNECTED', 'BROWSER_GONE');
  expect(await link(shop)).toBe(false);
  expect(await inTheWayOf(shop)).toBe('Салон');
  await recordLoggedOut(org.scope, shop, TOLD);
  await logOut(salon);
  await wanted(salon);
  expect(await link(shop)).toBe(true);
});

test('nor one that the phone logged out, and that waits for another code', async () => {
  await link(salon);
  await ended(salon, 'DISCONNECTED', 'LOGGED_OUT');
  await disconnectChannel(org.scope, { channelId: salon, actorId: org.userId });
  await wanted(salon);
  expect(await link(shop)).toBe(true);
});

test('a channel that was connected again and does not tell its number yet has the one of its login', async () => {
  await link(salon);
  await keepLogin(salon);
  await ended(salon, 'DISCONNECTED', 'BROWSER_GONE');
  expect(await connected(salon, '')).toBe(false);
  expect(await link(shop)).toBe(false);
  expect(await inTheWayOf(shop)).toBe('Салон');
});

test('a number stays with the channel that has it, although one that was logged out of it wants to be linked', async () => {
  await link(salon);
  await keepLogin(salon);
  await logOut(salon);
  expect(await link(shop)).toBe(true);
  await keepLogin(shop);
  await wanted(salon);
  await ended(shop, 'DISCONNECTED', 'BROWSER_GONE');
  expect(await connected(shop)).toBe(true);
  await ended(salon, 'DISCONNECTED', 'CODE_NOT_SCANNED');
  await ended(shop, 'DISCONNECTED', 'BROWSER_GONE');
  expect(await connected(shop)).toBe(true);
  // Nor does the same phone get linked there a second time.
  expect(await link(salon)).toBe(false);
  expect(await inTheWayOf(salon)).toBe('Магазин');
});

test.each(['LOGIN_UNREADABLE', 'AUTH_FAILED'])(
  'a number whose channel cannot use its login any more (%s) may be linked through another one',
  async (reason) => {
    await link(salon);
    await keepLogin(salon);
    await ended(salon, 'ERROR', reason);
    expect(await link(shop)).toBe(true);
    // Its key is found again: too late.
    expect(await link(salon)).toBe(false);
    expect(await inTheWayOf(salon)).toBe('Магазин');
  },
);

test('of two channels with a login for a number, the one that was connected last keeps it', async () => {
  await link(salon);
  await keepLogin(salon);
  await disconnectChannel(org.scope, { channelId: salon, actorId: org.userId });
  expect(await link(shop)).toBe(true);
  await keepLogin(shop);
  // Both are wanted, and neither is connected just now.
  await wanted(salon);
  await ended(shop, 'DISCONNECTED', 'BROWSER_GONE');
  expect(await connected(salon)).toBe(false);
  expect(await inTheWayOf(salon)).toBe('Магазин');
  await recordLoggedOut(org.scope, salon, TOLD);
  expect(await connected(shop)).toBe(true);
});

test('who does not tell the number yet has none that could be in the way', async () => {
  await link(salon);
  await ended(salon, 'DISCONNECTED', 'LOGGED_OUT');
  expect(await link(shop)).toBe(true);
  // Another phone, or the same one: that is told in a moment.
  expect(await connected(salon, '')).toBe(false);
  expect(await connected(shop)).toBe(true);
  await ended(shop, 'DISCONNECTED', 'BROWSER_GONE');
  expect(await connected(shop)).toBe(true);
  expect(await connected(salon)).toBe(false);
  expect(await inTheWayOf(salon)).toBe('Магазин');
});
