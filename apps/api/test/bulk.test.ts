import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let admin: Person;

beforeAll(async () => {
  api = await testApi();
  admin = await api.newOrganization();
});

afterAll(() => api?.[Symbol.asyncDispose]());

const messages = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    to: `+9967005500${String(n).padStart(2, '0')}`,
    content: `Привет, ${n}`,
    clientMessageId: `bulk-${n}`,
  }));
const send = (body: object) =>
  api.http
    .post('/api/whatsapp/send/bulk')
    .set('Cookie', admin.cookie)
    .send({ organizationId: admin.organizationId, ...body });
const allow = () =>
  api.http
    .put(`/api/whatsapp/settings/${admin.organizationId}`)
    .set('Cookie', admin.cookie)
    .send({ safety: { enableMassSending: true } })
    .expect(200);
const queued = () =>
  api.database
    .forOrganization(admin.organizationId)
    .db.message.findMany({ where: { direction: 'OUTGOING' } });

test('a bulk send is refused while it is off, and needs to be confirmed when it is large', async () => {
  expect((await send({ messages: messages(2) }).expect(403)).body.code).toBe('MASS_SENDING_OFF');
  await allow();
  const { body } = await send({ messages: messages(11) }).expect(400);
  expect(body).toMatchObject({ code: 'CONFIRMATION_NEEDED', detail: expect.stringContaining('11') });
  expect(await queued()).toEqual([]);
});

test('each number gets its message, at the lowest priority; who cannot be written to is told, and stops nobody', async () => {
  await allow();
  const all = [...messages(12), { to: 'nobody', content: 'x' }];
  const { body } = await send({ messages: all, requireConfirmation: false }).expect(202);
  expect(body).toEqual({
    success: true,
    queued: 12,
    failed: 1,
    errors: [{ to: 'nobody', error: 'INVALID_PHONE' }],
  });
  expect(new Set((await queued()).map(({ priority }) => priority))).toEqual(new Set([1]));
  await send({ messages: messages(12), requireConfirmation: false }).expect(202);
  expect(await queued()).toHaveLength(12);
});
