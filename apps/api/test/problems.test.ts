import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { problemDocument } from '@soul-kg-crm/shared/problems';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { translated } from '../src/http/field-sentences.ts';
import type { Person } from './support/person.ts';
import { type TestApi, testApi } from './support/test-api.ts';

let api: TestApi;
let owner: Person;

beforeAll(async () => {
  api = await testApi();
  owner = await api.newOrganization();
});

afterAll(() => api?.[Symbol.asyncDispose]());

test.each([
  ['ru-RU,ru;q=0.9,en;q=0.8', 'Войдите, чтобы продолжить.'],
  ['en-GB,en;q=0.9', 'Sign in to go on.'],
  ['de', 'Sign in to go on.'],
])('a caller who accepts %s reads: %s', async (language, detail) => {
  const answer = await api.http.get('/api/me').set('Accept-Language', language).expect(401);
  expect(answer.type).toBe('application/problem+json');
  expect(problemDocument.parse(answer.body)).toMatchObject({ code: 'UNAUTHENTICATED', status: 401, detail });
});

test('a request keeps its id, or gets one, in the answer’s header and body', async () => {
  const given = await api.http.get('/api/me').set('X-Request-Id', 'from-the-proxy-1');
  expect(given.headers['x-request-id']).toBe('from-the-proxy-1');
  expect(given.body.request_id).toBe('from-the-proxy-1');
  const made = await api.http.get('/api/me').set('X-Request-Id', 'no good: \t<b>');
  expect(made.body.request_id).toMatch(/^[0-9a-f-]{36}$/);
  expect(made.headers['x-request-id']).toBe(made.body.request_id);
});

const patchMe = () =>
  api.http.patch('/api/me').set('Cookie', owner.cookie).set('Content-Type', 'application/json');

test.each([
  ['broken JSON', '{"name":', 400, 'BAD_JSON'],
  ['an array', '[1]', 400, 'VALIDATION_FAILED'],
  ['null', 'null', 400, 'VALIDATION_FAILED'],
  ['more than three megabytes', JSON.stringify({ name: 'x'.repeat(3_200_000) }), 413, 'PAYLOAD_TOO_LARGE'],
])('a body that is %s is refused', async (_, body, status, code) => {
  const answer = await patchMe().send(body).expect(status);
  expect(answer.body).toMatchObject({ code });
});

test('a body of another type is refused, and told which one is needed', async () => {
  const answer = await patchMe().set('Content-Type', 'text/plain').send('{"name":"A"}').expect(400);
  const detail = expect.stringContaining('Content-Type: application/json');
  expect(answer.body).toMatchObject({ code: 'BAD_JSON', detail });
});

test('what is wrong is named by field, in the caller’s language', async () => {
  const answer = await patchMe()
    .set('Accept-Language', 'ru')
    .send({ name: '', locale: 'kg', isAdmin: true })
    .expect(400);
  expect(answer.body.errors).toEqual([
    { field: 'name', message: 'Не должно быть пустым' },
    { field: 'locale', message: 'Одно из: ru, en' },
    { field: 'isAdmin', message: 'Такого поля нет' },
  ]);
  expect(answer.body.detail).toBe('Некоторые поля заполнены неверно: name, locale, isAdmin.');
});

const id = '01a1fcbc-d98c-71c1-abad-a90284371077';

test.each([
  ['nobody', { clientIds: [] }, 'audience.clientIds', 'Не должно быть пустым'],
  ['too many', { clientIds: Array(1_001).fill(id) }, 'audience.clientIds', 'Не больше 1000'],
  ['no list', { clientIds: 'x' }, 'audience.clientIds', 'Значение не того типа'],
  ['no id', { clientIds: ['x'] }, 'audience.clientIds.0', 'Это не идентификатор'],
  ['no text', { filter: { tag: '' } }, 'audience.filter.tag', 'Не должно быть пустым'],
  ['another filter', { filter: { city: 'Ош' } }, 'audience.filter.city', 'Такого поля нет'],
  ['both', { clientIds: [id], filter: {} }, 'audience', 'Нужно одно из двух: clientIds или filter'],
  ['neither', {}, 'audience', 'Нужно одно из двух: clientIds или filter'],
  ['none', undefined, 'audience', 'Обязательное поле'],
])('what is wrong with an audience is said: %s', async (_, audience, field, message) => {
  const asked = api.http.post('/api/broadcasts/preview').set('Cookie', owner.cookie);
  const { body } = await asked.set('Accept-Language', 'ru').send({ audience }).expect(400);
  expect(body.errors).toEqual([{ field, message }]);
});

test.each([
  [
    `/api/conversations/${id}/messages?previousCursor=a&around=${id}`,
    'cursor',
    /^Не больше одного из cursor/,
  ],
  ['/api/overview?startOfDay=2020-01-01T00:00:00Z', 'startOfDay', /^Не раньше чем 48 часов/],
  ['/api/overview?startOfDay=today', 'startOfDay', /^Это не момент времени/],
])('the contract’s own sentence is told in the caller’s language: %s', async (path, field, message) => {
  const ask = (language: string) =>
    api.http.get(path).set('Cookie', owner.cookie).set('Accept-Language', language).expect(400);
  expect((await ask('ru')).body.errors).toEqual([{ field, message: expect.stringMatching(message) }]);
  expect((await ask('en')).body.errors[0].message).toMatch(/^(One of|Not)(?! a valid value)/);
});

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SAID = /invalidField\([^,()]+, (?:'([^']+)'|`([^`]+)`)|error: '([A-Z][a-z][^']+)'/g;
const sentences = globSync(['packages/domain/src/**/*.ts', 'packages/shared/src/contract/*.ts'], {
  cwd: ROOT,
})
  .flatMap((file) => [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(SAID)])
  .map(
    (said) =>
      said
        .slice(1)
        .find(Boolean)
        ?.replace(/\$\{\w+\}/g, '7') ?? '',
  );

test.each([...new Set(sentences)])('a field’s sentence has its Russian one: %s', (message) => {
  expect(translated({ field: 'any', message }, 'ru').message).toMatch(/[а-я]{3}/);
});

test('a limit that the domain names is told in Russian as well', async () => {
  const { db } = api.database.forOrganization(owner.organizationId);
  const client = await db.client.create({ data: { name: 'Айпери', phone: '+996555000777' } });
  const tags = Array.from({ length: 21 }, (_, n) => `тег ${n}`);
  const patch = api.http.patch(`/api/clients/${client.id}`).set('Cookie', owner.cookie);
  const { body } = await patch.set('Accept-Language', 'ru').send({ tags }).expect(400);
  expect(body.errors).toEqual([{ field: 'tags', message: 'Не больше 20' }]);
});

test.each(['gzip', 'deflate', 'br'])('a body that says %s and is none is a bad body', async (encoding) => {
  const answer = await patchMe().set('Content-Encoding', encoding).send('{"name":"A"}').expect(400);
  expect(answer.body).toMatchObject({ code: 'BAD_JSON' });
});

test.each([
  ['/api/conversations?cursor=nonsense', 'cursor'],
  [`/api/conversations?cursor=${madeUpCursor('0000-01-01T00:00:00Z')}`, 'cursor'],
  [`/api/clients?cursor=${madeUpCursor('0000-12-31T23:59:59.999Z')}`, 'cursor'],
  ['/api/conversations?limit=0', 'limit'],
  ['/api/conversations?limit=many', 'limit'],
  ['/api/conversations?sort=name', 'sort'],
  ['/api/conversations?unread=perhaps', 'unread'],
  ['/api/clients?search=%00', 'search'],
  ['/api/clients?limit=1&limit=2', 'limit'],
])('%s names %s', async (path, field) => {
  const answer = await api.http.get(path).set('Cookie', owner.cookie).expect(400);
  expect(answer.body.errors).toEqual([expect.objectContaining({ field })]);
});

test('text that cannot be kept is told in the caller’s language', async () => {
  const answer = await patchMe().set('Accept-Language', 'ru').send({ name: 'A\u0000' }).expect(400);
  expect(answer.body.errors).toEqual([
    { field: 'name', message: 'Текст содержит символ NUL или половину суррогатной пары' },
  ]);
});

test.each([
  ['/api/auth/sign-in/email', 'ru', 'Слишком глубокая вложенность'],
  ['/api/auth/sign-out', 'en', 'Nested too deeply'],
])('%s refuses a body that is nested without end', async (path, language, message) => {
  const answer = await api.http
    .post(path)
    .set({ 'Content-Type': 'application/json', 'Accept-Language': language })
    .send(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)
    .expect(400);
  expect(answer.body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ message }] });
});

test.each(['/api/me', '/api/whatsapp/send'])('%s has no place for a deeply nested body', async (path) => {
  const nested = `{"name":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`;
  const method = path === '/api/me' ? 'patch' : 'post';
  const request = api.http[method](path).set({ Cookie: owner.cookie, 'Content-Type': 'application/json' });
  await request.send(nested).expect(400);
  const query = `a${'[a]'.repeat(4_000)}=1`;
  await api.http.get(`/api/clients?${query}`).set('Cookie', owner.cookie).expect(400);
});

function madeUpCursor(at: string): string {
  return Buffer.from(JSON.stringify([at, '01a1fcbc-d98c-71c1-abad-a90284371077'])).toString('base64url');
}

test.each(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])('a place at %s is read', async (at) => {
  for (const list of ['conversations', 'clients', 'activity']) {
    await api.http
      .get(`/api/${list}?cursor=${madeUpCursor(at)}`)
      .set('Cookie', owner.cookie)
      .expect(200);
  }
});

test.each(['/api/nothing', '/nothing', '/api/conversations/%E0%A4%A', '/api/media/1/2'])(
  '%s is not found',
  async (path) => {
    const answer = await api.http.get(path).set('Cookie', owner.cookie);
    expect([400, 404]).toContain(answer.status);
    expect(answer.type).toBe('application/problem+json');
  },
);

test('a wrong method is 405 and told which are right', async () => {
  const answer = await api.http.delete('/api/conversations').set('Cookie', owner.cookie).expect(405);
  expect(answer.headers.allow).toBe('GET, HEAD');
  expect(answer.body).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
});

test('a number that cannot be reached is said so before anything is queued', async () => {
  const send = (to: string, language: string) =>
    api.http
      .post('/api/whatsapp/send')
      .set('Cookie', owner.cookie)
      .set('Accept-Language', language)
      .send({ organizationId: owner.organizationId, to, content: 'Hello' })
      .expect(400);
  const { db } = api.database.forOrganization(owner.organizationId);
  const stored = async () => [
    await db.message.count(),
    await db.client.count(),
    await db.outboxEvent.count(),
  ];
  const before = await stored();
  const { body } = await send('+99655512', 'en');
  expect(body).toMatchObject({
    code: 'INVALID_PHONE',
    detail: expect.stringContaining(
      '“+99655512” is not a phone number that WhatsApp can reach: it has too few',
    ),
  });
  expect((await send('+9965551234567890', 'ru')).body.detail).toContain('слишком много цифр');
  expect((await send('+999 555 123', 'ru')).body.detail).toContain('страны с таким кодом нет');
  expect(await stored()).toEqual(before);
});

test("a fault of ours is 500, and tells no more than the request's id", async () => {
  await using own = await testApi();
  const { cookie } = await own.newOrganization();
  await own.database.system.$executeRawUnsafe('ALTER TABLE clients RENAME TO somewhere_else');
  const answer = await own.http.get('/api/clients').set('Cookie', cookie).expect(500);
  const { code, status, request_id: requestId, detail } = problemDocument.parse(answer.body);
  expect({ code, status, requestId }).toEqual({
    ...{ code: 'INTERNAL', status: 500, requestId: answer.headers['x-request-id'] },
  });
  expect(detail).toContain(requestId);
  expect(answer.text).not.toContain('clients"');
  expect(answer.text).not.toMatch(/prisma|relation|stack/i);
});
