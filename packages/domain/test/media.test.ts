import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalMediaStorage } from '../src/media/local-media-storage.ts';
import { readMedia, registerUpload } from '../src/media/media.ts';
import { mediaKindOf } from '../src/media/media-kind.ts';
import { editMessage } from '../src/outbound/edit-message.ts';
import { queueMessage } from '../src/outbound/queue-message.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;
let folder: string;

beforeAll(async () => {
  org = await testOrganization();
  folder = await mkdtemp(path.join(tmpdir(), 'media-'));
});

afterAll(async () => {
  await org?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const upload = (content: Readable | Buffer) => ({
  fileName: 'счёт.pdf',
  mimeType: 'application/pdf',
  content,
  uploadedById: org.userId,
});

test('what the sender’s app says of a file costs no message, whatever it is', async () => {
  const said = { mimeType: 'video/mp4\u0000', fileName: null, size: 2 ** 40, width: 0.5, height: -1 };
  const media = { ...said, durationMs: 2 ** 50 };
  await org.receives({
    kind: 'VIDEO',
    content: 'look',
    media,
    quotedProviderMessageId: 'false_1@c.us_\u0000',
  });
  const message = await org.scope.db.message.findFirst({
    where: { content: 'look' },
    include: { media: true },
  });
  const unknown = { size: 0, width: null, height: null, durationMs: null };
  expect(message?.media).toMatchObject({ ...unknown, mimeType: 'video/mp4', status: 'PENDING' });
});

test('a file is stored, read in parts, and sent with one message only', async () => {
  const storage = createLocalMediaStorage(folder);
  const media = await registerUpload(
    org.scope,
    storage,
    upload(Readable.from(['0123', Buffer.from('456789')])),
  );
  expect(media).toMatchObject({ status: 'READY', kind: 'DOCUMENT', size: 10 });
  expect(media.sha256).toMatch(/^84d89877/);
  expect(await text((await readMedia(org.scope, storage, media.id)).content)).toBe('0123456789');
  const part = await readMedia(org.scope, storage, media.id, { start: 2, end: 4 });
  expect(await text(part.content)).toBe('234');

  await org.receives({});
  const { id: conversationId } = await org.scope.db.conversation.findFirstOrThrow();
  const send = () =>
    queueMessage(org.scope, {
      conversationId,
      content: '',
      mediaId: media.id,
      sender: 'HUMAN',
      senderId: null,
    });
  expect(await send()).toMatchObject({ kind: 'DOCUMENT', media: { id: media.id } });
  await expect(send()).rejects.toMatchObject({ code: 'VALIDATION_FAILED', fields: [{ field: 'mediaId' }] });
});

test('an audio file goes without a text, which WhatsApp would not show', async () => {
  const { scope } = org;
  const { id: conversationId } = await scope.db.conversation.findFirstOrThrow();
  const file = { ...upload(Buffer.from('звук')), fileName: 'голос.mp3', mimeType: 'audio/mpeg' };
  const media = await registerUpload(scope, createLocalMediaStorage(folder), file);
  const send = (content: string) =>
    queueMessage(scope, { conversationId, content, mediaId: media.id, sender: 'HUMAN', senderId: null });
  await expect(send('Послушайте')).rejects.toMatchObject({ code: 'TEXT_WITH_AUDIO' });
  const { id: messageId, kind } = await send('');
  expect(kind).toBe('AUDIO');
  const edit = editMessage(scope, { messageId, content: 'Послушайте', actorId: null });
  await expect(edit).rejects.toMatchObject({ code: 'TEXT_WITH_AUDIO' });
});

test('an upload that breaks off leaves nothing behind', async () => {
  const storage = createLocalMediaStorage(folder);
  const before = await org.scope.db.mediaFile.count();
  const broken = Readable.from(
    (function* () {
      yield Buffer.from('half');
      throw new Error('the browser went away');
    })(),
  );
  await expect(registerUpload(org.scope, storage, upload(broken))).rejects.toThrow('the browser went away');
  expect(await org.scope.db.mediaFile.count()).toBe(before);
  expect(await readdir(path.join(folder, 'tmp'))).toEqual([]);
});

test('a file that vanished, and a key that leads elsewhere, are not found', async () => {
  const storage = createLocalMediaStorage(folder);
  const media = await registerUpload(org.scope, storage, upload(Buffer.from('gone')));
  await storage.delete(media.storageKey ?? '');
  await expect(readMedia(org.scope, storage, media.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(storage.open('../../etc/passwd')).rejects.toThrow('not in the media storage');
  expect(await buffer(await storage.open((await storage.put(Buffer.from('x'))).storageKey))).toHaveLength(1);
});

test.each([
  ['image/jpeg', 'IMAGE'],
  ['IMAGE/PNG; charset=x', 'IMAGE'],
  ['image/svg+xml', 'DOCUMENT'],
  ['video/mp4', 'VIDEO'],
  ['audio/ogg; codecs=opus', 'AUDIO'],
  ['text/html', 'DOCUMENT'],
  ['', 'DOCUMENT'],
])('%j goes as %s', (mimeType, kind) => {
  expect(mediaKindOf(mimeType)).toBe(kind);
});

test('what a killed process left half-written goes after a day; what is being written stays', async () => {
  const own = path.join(folder, 'cut-off');
  const storage = createLocalMediaStorage(own);
  await storage.deleteUnfinished();
  const { storageKey } = await storage.put(Buffer.from('whole'));
  for (const name of ['left', 'arriving']) await writeFile(path.join(own, 'tmp', name), 'half');
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await utimes(path.join(own, 'tmp', 'left'), yesterday, yesterday);
  await storage.deleteUnfinished();
  expect(await readdir(path.join(own, 'tmp'))).toEqual(['arriving']);
  expect(await storage.read(storageKey)).toHaveLength(5);
});
