import { buffer } from 'node:stream/consumers';
import {
  connectChannel,
  createLocalMediaStorage,
  disconnectChannel,
  queueMessage,
  queueMessageToPhone,
  readMedia,
  registerUpload,
  sessionOf,
} from '@soul-kg-crm/domain';
import { fastestMs, waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxProcess, startSandbox } from './support/sandbox.ts';
import { startWorkerProcess } from './support/worker-process.ts';
import { testWorld, type World } from './support/world.ts';

const ACCOUNT = '+996555000888';
const PICTURE = Buffer.from('ffd8ffe000104a464946', 'hex');
const CUSTOMER = { phone: '+996700111222', name: 'Жылдыз' };

let world: World;
let sandbox: SandboxProcess;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  sandbox = stack.use(await startSandbox(`${world.variables.WHATSAPP_SESSIONS_DIR}/sandbox`));
  stack.use(startWorkerProcess({ ...world.variables, WHATSAPP_WEB_STANDIN: sandbox.standin }));
});

afterAll(() => stack.disposeAsync());

const statusIs = (status: string) =>
  waitFor(async () => (await sessionOf(world.scope)).status === status, {
    timeoutMs: 60_000,
    what: `a session that is ${status}`,
  });
const messageWith = (content: string) =>
  waitFor(() => world.scope.db.message.findFirst({ where: { content }, include: { media: true } }), {
    what: `the message “${content}”`,
  });
const statusOf = async (id: string) =>
  (await world.scope.db.message.findUniqueOrThrow({ where: { id } })).status;

async function scan() {
  await sandbox.scan(ACCOUNT, async () => (await sessionOf(world.scope)).qrCode);
  await statusIs('CONNECTED');
}

test('connect, scan, connected: the dashboard can follow every step', async () => {
  await connectChannel(world.scope, { actorId: null });
  await scan();
  await expect
    .poll(() => sessionOf(world.scope))
    .toMatchObject({ phoneNumber: ACCOUNT, qrCode: null, channel: { status: 'CONNECTED' } });
});

test('a customer writes, and the message is there within a second', async () => {
  await sandbox.do('customer', { account: ACCOUNT, ...CUSTOMER, pictureBase64: PICTURE.toString('base64') });
  await sandbox.do('incoming', { account: ACCOUNT, from: CUSTOMER, text: 'первое' });
  await messageWith('первое');
  const ms = await fastestMs({ most: 20, enoughMs: 1_000 }, async (n) => {
    const text = n === 0 ? 'Добрый день!' : `Вы здесь? (${n})`;
    await sandbox.do('incoming', { account: ACCOUNT, from: CUSTOMER, text });
    await messageWith(text);
  });
  expect(ms).toBeLessThan(1_000);
  const client = await world.scope.db.client.findFirstOrThrow({ include: { identities: true } });
  expect(client).toMatchObject({ name: CUSTOMER.name, phone: CUSTOMER.phone });
});

test('the picture of who wrote follows, a while later', async () => {
  const avatarUrl = await waitFor(async () => (await world.scope.db.client.findFirstOrThrow()).avatarUrl, {
    timeoutMs: 60_000,
    what: 'a picture',
  });
  const storage = createLocalMediaStorage(world.variables.MEDIA_DIR ?? '');
  const { content } = await readMedia(world.scope, storage, avatarUrl.replace('/api/media/', ''));
  expect(await buffer(content)).toEqual(PICTURE);
});

test('the answer goes out, quoting, and its ticks follow', async () => {
  const question = await messageWith('Добрый день!');
  const { conversationId } = question;
  const { id } = await queueMessage(world.scope, {
    conversationId,
    content: 'Здравствуйте!',
    quotedMessageId: question.id,
    sender: 'HUMAN',
    senderId: null,
  });
  await waitFor(async () => (await statusOf(id)) === 'SENT');
  const [sent] = (await sandbox.sent(ACCOUNT)).filter((message) => message.body === 'Здравствуйте!');
  for (const level of ['DELIVERED', 'READ']) {
    await sandbox.do('ack', { account: ACCOUNT, messageId: sent?.id, level });
    await waitFor(async () => (await statusOf(id)) === level);
  }
});

test("a customer's file is fetched into the storage while its message is shown", async () => {
  const image = { kind: 'image', mimeType: 'image/png' };
  await sandbox.do('incoming', { account: ACCOUNT, from: CUSTOMER, text: 'фото', media: image });
  await messageWith('фото');
  const media = await waitFor(
    () => world.scope.db.mediaFile.findFirst({ where: { kind: 'IMAGE', status: 'READY' } }),
    { what: 'the file' },
  );
  const storage = createLocalMediaStorage(world.env().MEDIA_DIR);
  const { content } = await readMedia(world.scope, storage, media.id);
  expect(await buffer(content)).toHaveLength(media.size);
});

test('a file of ours arrives', async () => {
  const storage = createLocalMediaStorage(world.env().MEDIA_DIR);
  const { conversationId } = await messageWith('Добрый день!');
  const upload = await registerUpload(world.scope, storage, {
    fileName: 'прайс.pdf',
    mimeType: 'application/pdf',
    content: Buffer.from('%PDF-1.4'),
    uploadedById: null,
  });
  const { id } = await queueMessage(world.scope, {
    conversationId,
    content: 'прайс',
    mediaId: upload.id,
    sender: 'HUMAN',
    senderId: null,
  });
  await waitFor(async () => (await statusOf(id)) === 'SENT');
});

test('what the owner writes on the phone appears; a number that is not on WhatsApp fails with its reason', async () => {
  await sandbox.do('ownMessage', { account: ACCOUNT, to: CUSTOMER, text: 'с телефона' });
  expect(await messageWith('с телефона')).toMatchObject({
    direction: 'OUTGOING',
    sender: 'HUMAN',
    senderId: null,
  });
  const to = { to: '+996700110000', content: 'есть кто?', sender: 'HUMAN', senderId: null } as const;
  const { id } = await queueMessageToPhone(world.scope, to);
  await waitFor(async () => (await statusOf(id)) === 'FAILED');
  expect(await messageWith('есть кто?')).toMatchObject({ errorCode: 'NOT_ON_WHATSAPP' });
});

test('disconnected and connected again: no code, and what came meanwhile is read, what was written meanwhile sent', async () => {
  await disconnectChannel(world.scope, { actorId: null });
  await waitFor(async () => !(await sandbox.isConnected(ACCOUNT)));
  await sandbox.do('incoming', { account: ACCOUNT, from: CUSTOMER, text: 'пока вас не было' });
  const to = { to: CUSTOMER.phone, content: 'скоро вернёмся', sender: 'HUMAN', senderId: null } as const;
  const { id } = await queueMessageToPhone(world.scope, to);
  await connectChannel(world.scope, { actorId: null });
  await statusIs('CONNECTED');
  await messageWith('пока вас не было');
  await waitFor(async () => (await statusOf(id)) === 'SENT');
});

test('a wish that came and went between two looks leaves nobody waiting: the state is told again', async () => {
  const waiting = { status: 'CONNECTING' } as const;
  await world.scope.db.whatsAppSession.updateMany({ where: { channelId: world.channelId }, data: waiting });
  await statusIs('CONNECTED');
});

test('removed on the phone: a new code by itself', async () => {
  await sandbox.do('logout', { account: ACCOUNT });
  await waitFor(async () => (await sessionOf(world.scope)).qrCode, { timeoutMs: 60_000, what: 'a new code' });
  await scan();
  expect(await sandbox.missing()).toEqual([]);
});
