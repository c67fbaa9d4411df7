import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillInbox } from './support/inbox.ts';
import type { Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let owner: Person;

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization();
});

afterAll(() => api?.[Symbol.asyncDispose]());

const upload = (content: string | Buffer, filename: string, contentType: string, by = owner) =>
  api.http
    .post('/api/media')
    .set('Cookie', by.cookie)
    .attach('file', Buffer.from(content), { filename, contentType });
const download = (url: string) => api.http.get(url).set('Cookie', owner.cookie).buffer(true);

test('a file comes back as it went, whole, in parts, and not at all where the browser has it', async () => {
  const { body } = await upload('0123456789', 'счёт №1.pdf', 'application/pdf').expect(201);
  expect(body).toMatchObject({ kind: 'DOCUMENT', status: 'READY', fileName: 'счёт №1.pdf', size: 10 });
  const whole = await download(body.url).expect(200);
  expect(whole.body.toString()).toBe('0123456789');
  expect(whole.headers['content-type']).toBe('application/pdf');
  expect(whole.headers['content-disposition']).toMatch(/^inline; .*filename\*=UTF-8''%D1%81/);
  const part = await download(body.url).set('Range', 'bytes=2-4').expect(206);
  expect(part.body.toString()).toBe('234');
  expect(part.headers['content-range']).toBe('bytes 2-4/10');
  expect((await download(body.url).set('Range', 'bytes=-3').expect(206)).body.toString()).toBe('789');
  const beyond = await download(body.url).set('Range', 'bytes=10-').expect(416);
  expect(beyond.headers['content-range']).toBe('bytes */10');
  await download(body.url)
    .set('If-None-Match', whole.headers.etag ?? '')
    .expect(304);
  const head = await api.http.head(body.url).set('Cookie', owner.cookie).expect(200);
  expect(head.headers['content-length']).toBe('10');
});

test.each([
  ['photo.JPG', undefined, 'image/jpeg', 'IMAGE'],
  ['price.pdf', 'application/octet-stream', 'application/pdf', 'DOCUMENT'],
  ['голос.mp3', 'text/plain', 'audio/mpeg', 'AUDIO'],
  ['notes.txt', undefined, 'text/plain', 'DOCUMENT'],
  ['plan.dwg', 'application/octet-stream', 'application/octet-stream', 'DOCUMENT'],
  ['chart.png', 'image/svg+xml', 'image/svg+xml', 'DOCUMENT'],
])('a file whose part says nothing of its type is what its name says: %s', async (name, type, ...is) => {
  const head = `Content-Disposition: form-data; name="file"; filename="${name}"`;
  const { body } = await api.http
    .post('/api/media')
    .set('Cookie', owner.cookie)
    .set('Content-Type', 'multipart/form-data; boundary=x')
    .send(`--x\r\n${head}\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\nbytes\r\n--x--\r\n`)
    .expect(201);
  expect([body.fileName, body.mimeType, body.kind]).toEqual([name, ...is]);
});

test.each([
  ['page.html', 'text/html', 'attachment'],
  ['drawing.svg', 'image/svg+xml', 'attachment'],
  ['photo.jpg', 'image/jpeg', 'inline'],
])('%s cannot act as a page of ours', async (name, type, disposition) => {
  const { body } = await upload('<script>alert(1)</script>', name, type).expect(201);
  const { headers } = await download(body.url).expect(200);
  expect(headers['content-disposition']).toMatch(new RegExp(`^${disposition};`));
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toMatch(/^sandbox;/);
});

test('only the file itself may be kept by a browser', async () => {
  const { body } = await upload('0123456789', 'a.txt', 'text/plain').expect(201);
  expect((await download(body.url).expect(200)).headers['cache-control']).toBe('private, max-age=3600');
  const beyond = await download(body.url).set('Range', 'bytes=10-').expect(416);
  expect(beyond.headers['cache-control']).toBe('no-store');
  const nobodys = '0'.repeat(48);
  await api.database.system.mediaFile.update({ where: { id: body.id }, data: { storageKey: nobodys } });
  const gone = await download(body.url).expect(404);
  expect(gone.headers['cache-control']).toBe('no-store');
  expect(gone.headers['content-disposition']).toBeUndefined();
});

test.each(['image/жпег', 'text/plain\r\nX: y', 'x', '', 'image/png; a=\u0001'])(
  'what a customer’s phone calls %j comes as a file',
  async (mimeType) => {
    const { body } = await upload('text', 'a.txt', 'text/plain').expect(201);
    await api.database.system.mediaFile.update({ where: { id: body.id }, data: { mimeType } });
    const { headers } = await download(body.url).expect(200);
    expect(headers['content-type']).toBe('application/octet-stream');
  },
);

test('an empty file is refused, and nothing of it is kept', async () => {
  const before = await api.database.system.mediaFile.count();
  const answer = await upload('', 'empty.txt', 'text/plain').expect(400);
  expect(answer.body).toMatchObject({ code: 'EMPTY_MESSAGE' });
  expect(await api.database.system.mediaFile.count()).toBe(before);
});

test('a text with an audio file is refused with a sentence, the file alone is taken', async () => {
  const person = await api.newOrganization();
  const { conversationId } = await fillInbox(api.database, person.organizationId);
  const { body } = await upload('звук', 'голос.mp3', 'audio/mpeg', person).expect(201);
  const send = (content: string) =>
    api.http
      .post(`/api/conversations/${conversationId}/messages`)
      .set('Cookie', person.cookie)
      .send({ clientMessageId: content || 'alone', content, mediaId: body.id });
  const refused = await send('Послушайте').expect(400);
  expect(refused.body).toMatchObject({
    code: 'TEXT_WITH_AUDIO',
    detail: expect.stringContaining('WhatsApp'),
  });
  const sent = await send('').expect(202);
  expect(sent.body).toMatchObject({ kind: 'AUDIO', content: '' });
});

test.each([
  ['setup.exe', 'application/octet-stream'],
  ['innocent.bin', 'application/x-msdownload'],
])('a program is refused: %s', async (name, type) => {
  const answer = await upload('MZ', name, type).expect(415);
  expect(answer.body).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
});

test('a form that is not one file is told so, and nothing of it is kept', async () => {
  const before = await api.database.system.mediaFile.count();
  const post = () => api.http.post('/api/media').set('Cookie', owner.cookie);
  const file = Buffer.from('a');
  const wrong = [
    post().send({ file: 'no' }),
    post().field('file', 'no file'),
    post().attach('picture', file, 'a.txt'),
    post().attach('file', file, 'a.txt').attach('file', file, 'b.txt'),
    post().attach('file', file, 'a.txt').field('more', 'b'),
    post().set('Content-Type', 'multipart/form-data; boundary=x').send('--x\r\nbroken'),
  ];
  for (const request of wrong) {
    const answer = await request;
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field: 'file' })]);
  }
  expect(await api.database.system.mediaFile.count()).toBe(before);
});

test('why a file did not come is a sentence in the language of whoever asks', async () => {
  const { conversationId, messageId, mediaId } = await fillInbox(api.database, owner.organizationId);
  const { db } = api.database.forOrganization(owner.organizationId);
  const failed = { status: 'FAILED', errorMessage: 'GONE_AT_WHATSAPP' } as const;
  await db.mediaFile.update({ where: { id: mediaId }, data: failed });
  await db.message.update({ where: { id: messageId }, data: { mediaId } });
  const shown = async (language: string) => {
    const path = `/api/conversations/${conversationId}/messages`;
    const { body } = await api.http.get(path).set('Cookie', owner.cookie).set('Accept-Language', language);
    return body.items[0].media;
  };
  const english = 'WhatsApp no longer has the file.';
  expect(await shown('en')).toMatchObject({ status: 'FAILED', url: null, errorMessage: english });
  expect(await shown('ru')).toMatchObject({ errorMessage: 'Файла больше нет в WhatsApp.' });
});

test('what a program uploads is known as that, so that it goes when it is never sent', async () => {
  const { body: key } = await api.http
    .post('/api/api-keys')
    .set('Cookie', owner.cookie)
    .send({ name: 'Счета' });
  const { body } = await api.http
    .post('/api/media')
    .set('X-Api-Key', key.key)
    .attach('file', Buffer.from('0123'), 'a.txt')
    .expect(201);
  const { db } = api.database.forOrganization(owner.organizationId);
  const where = { id: body.id };
  expect(await db.mediaFile.findUniqueOrThrow({ where })).toMatchObject({ uploadedById: key.id });
});
