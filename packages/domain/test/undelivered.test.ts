import { newId } from '@soul-kg-crm/shared/ids';
import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  createBroadcast,
  dispatchNext,
  getBroadcast,
  resumeBroadcast,
  updateWhatsAppSettings,
} from '../src/index.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization | undefined;
let broadcastId: string;

const scope = () => {
  if (!org) throw new Error('not started');
  return org.scope;
};

beforeEach(async () => {
  org ??= await testOrganization();
  const { db } = scope();
  await db.broadcast.deleteMany();
  await db.client.deleteMany();
  await updateWhatsAppSettings(scope(), { patch: { safety: { enableMassSending: true } }, actorId: null });
  const clients = Array.from({ length: 120 }, (_, n) => {
    const phone = `+99655540${String(n).padStart(4, '0')}`;
    return { id: newId(), name: phone, phone };
  });
  await db.client.createMany({ data: clients });
  await db.clientIdentity.createMany({
    data: clients.map(({ id: clientId, phone: value }) => ({ clientId, kind: 'PHONE', value })),
  });
  const audience = { filter: {} };
  const draft = { content: 'Скидки', audience, actorId: null, isConfirmed: true };
  broadcastId = await createBroadcast(scope(), draft);
});

afterAll(() => org?.[Symbol.asyncDispose]());

const broadcast = () => getBroadcast(scope(), broadcastId);
/** WhatsApp takes what is in the lane, but for so many. */
async function leaves(failing: number): Promise<void> {
  const { db } = scope();
  const waiting = await db.message.findMany({ where: { status: 'PENDING' }, take: failing });
  const refused = { id: { in: waiting.map(({ id }) => id) } };
  await db.message.updateMany({ where: refused, data: { status: 'FAILED', errorCode: 'NOT_ON_WHATSAPP' } });
  await db.message.updateMany({ where: { status: 'PENDING' }, data: { status: 'SENT', sentAt: new Date() } });
}
/** So many rounds of five messages, of the first of which so many fail. */
async function rounds(count: number, failing: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    expect(await dispatchNext(scope(), broadcastId)).toBe(5);
    await leaves(n === 0 ? failing : 0);
  }
}

test('a bulk send pauses itself when more than 2 % of it do not arrive', async () => {
  // Two of 95 are 2.1 %.
  await rounds(18, 1);
  await rounds(1, 1);
  expect(await dispatchNext(scope(), broadcastId)).toBe(0);
  expect(await broadcast()).toMatchObject({
    status: 'PAUSED',
    errorCode: 'TOO_MANY_UNDELIVERED',
    counts: { sent: 93, failed: 2, left: 25 },
  });
});

test('a bulk send of which 2 % do not arrive goes on', async () => {
  await rounds(10, 1);
  await rounds(14, 0);
  expect(await dispatchNext(scope(), broadcastId)).toBe(0);
  expect(await broadcast()).toMatchObject({ status: 'COMPLETED', errorCode: null });
});

test('a bulk send that somebody lets go on is watched from there', async () => {
  await rounds(10, 5);
  await dispatchNext(scope(), broadcastId);
  await resumeBroadcast(scope(), { broadcastId, actorId: null });
  expect(await broadcast()).toMatchObject({ status: 'IN_PROGRESS', errorCode: null });
  await rounds(10, 2);
  expect(await dispatchNext(scope(), broadcastId)).toBe(0);
  expect(await broadcast()).toMatchObject({ status: 'PAUSED', errorCode: 'TOO_MANY_UNDELIVERED' });
});
