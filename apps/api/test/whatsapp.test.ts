import { contract } from '@soul-kg-crm/shared/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractRoutes } from '../src/http/contract-routes.ts';
import { addAgent, type Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let admin: Person;
let agent: Person;
let channelId: string;

beforeAll(async () => {
  api = await testApi();
  admin = await api.newOrganization();
  agent = await addAgent(api.http, api.database, admin.organizationId);
  ({ id: channelId } = await db().channel.findFirstOrThrow());
});

afterAll(() => api?.[Symbol.asyncDispose]());

const db = () => api.database.forOrganization(admin.organizationId).db;
const get = (part: string) =>
  api.http
    .get(`/api/whatsapp/${part}/${admin.organizationId}`)
    .set({ Cookie: agent.cookie, 'Accept-Language': 'en' });

test('who may do what with WhatsApp: administrators connect, disconnect, send to many, change settings and see the queues', () => {
  const routes = contractRoutes(contract).filter(({ name }) => /^whatsapp|^queues\.status$/.test(name));
  expect(Object.fromEntries(routes.map(({ method, path, access }) => [`${method} ${path}`, access]))).toEqual(
    {
      'POST /whatsapp/connect': 'ADMIN',
      'GET /whatsapp/qr/{organizationId}': 'AGENT',
      'GET /whatsapp/status/{organizationId}': 'AGENT',
      'POST /whatsapp/disconnect/{organizationId}': 'ADMIN',
      'POST /whatsapp/send': 'AGENT',
      'POST /whatsapp/send/bulk': 'ADMIN',
      'GET /whatsapp/settings/{organizationId}': 'AGENT',
      'PUT /whatsapp/settings/{organizationId}': 'ADMIN',
      'GET /queues/status': 'ADMIN',
    },
  );
});

test('connecting and disconnecting answer with the number and what it is from now on', async () => {
  const { organizationId } = admin;
  const path = { connect: '/api/whatsapp/connect', disconnect: `/api/whatsapp/disconnect/${organizationId}` };
  const ids = { organizationId, channelId };
  const connect = api.http.post(path.connect).set('Cookie', admin.cookie).send({ organizationId });
  expect((await connect.expect(200)).body).toEqual({ success: true, ...ids, status: 'CONNECTING' });
  const disconnect = api.http.post(path.disconnect).set('Cookie', admin.cookie).send({});
  expect((await disconnect.expect(200)).body).toEqual({ success: true, ...ids, status: 'DISCONNECTED' });
});

test('every member sees the state of the number, with why it does not work, and its code while there is one', async () => {
  const { organizationId } = admin;
  const [lastConnectedAt, lastDisconnectedAt] = ['2026-11-20T10:00:00.000Z', '2026-11-21T11:00:00.000Z'];
  const known = { phoneNumber: '+996700112233', lastConnectedAt, lastDisconnectedAt };
  const set = (data: object) => db().whatsAppSession.updateMany({ data });
  await set({ ...known, status: 'ERROR', errorCode: 'BLOCKED' });
  expect((await get('status').expect(200)).body).toEqual({
    ...{ organizationId, channelId, ...known, pushName: null, status: 'ERROR', errorCode: 'BLOCKED' },
    errorMessage: expect.stringContaining('blocked'),
  });
  expect((await get('qr').expect(200)).body).toEqual({ qrCode: null, pairingCode: null, expiresAt: null });
  const expiresAt = new Date(Date.now() + 20_000).toISOString();
  await set({ status: 'QR_CODE_PENDING', errorCode: null, qrCode: 'a,b', qrExpiresAt: expiresAt });
  expect((await get('qr').expect(200)).body).toEqual({ qrCode: 'a,b', pairingCode: null, expiresAt });
  expect((await get('status')).body).toMatchObject({ status: 'QR_CODE_PENDING', errorMessage: null });
});
