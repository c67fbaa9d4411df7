import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { learnIdentities, recordLookUp, updateClient } from '../src/index.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

const theClient = () => org.scope.db.client.findFirstOrThrow();
const picture = (sha256: string) => ({
  file: { storageKey: randomBytes(24).toString('hex'), size: 3, sha256 },
  mimeType: 'image/jpeg',
});
const lookUps = async () => (await org.announced()).filter((name) => name === 'client.look-up').length;

test('who writes is looked up once a week, however much he writes', async () => {
  await org.receives({ content: 'первое' });
  await org.receives({ content: 'второе' });
  expect(await lookUps()).toBe(1);
  await org.receives({ isFromMe: true, content: 'наше' });
  const { id } = await theClient();
  const lookedUpHoursAgo = (hours: number) => {
    const lookedUpAt = new Date(Date.now() - hours * 3_600_000);
    return org.scope.db.client.update({ where: { id }, data: { lookedUpAt } });
  };
  await lookedUpHoursAgo(7 * 24 - 1);
  await org.receives({ content: 'почти через неделю' });
  expect(await lookUps()).toBe(0);
  await lookedUpHoursAgo(7 * 24 + 1);
  await org.receives({ content: 'через неделю' });
  await org.receives({ content: 'и сразу ещё' });
  expect(await lookUps()).toBe(1);
});

test('name and picture are kept, a new picture takes the place of the old one', async () => {
  const { id } = await theClient();
  const first = picture('a');
  expect(await recordLookUp(org.scope, id, { name: ' Нурлан Б. ', picture: first })).toEqual([]);
  expect(await org.announced()).toEqual(['client.updated']);
  const { name, avatarUrl } = await theClient();
  expect(name).toBe('Нурлан Б.');
  const mediaId = avatarUrl?.replace('/api/media/', '');
  expect(await org.scope.db.mediaFile.findUnique({ where: { id: mediaId ?? '' } })).toMatchObject({
    ...{ status: 'READY', kind: 'IMAGE', storageKey: first.file.storageKey, mimeType: 'image/jpeg' },
  });

  const same = picture('a');
  expect(await recordLookUp(org.scope, id, { name: null, picture: same })).toEqual([same.file.storageKey]);
  expect(await org.announced()).toEqual([]);

  const second = picture('b');
  expect(await recordLookUp(org.scope, id, { name: null, picture: second })).toEqual([first.file.storageKey]);
  expect(await org.scope.db.mediaFile.count()).toBe(1);
  expect(await recordLookUp(org.scope, id, { name: null, picture: null })).toEqual([second.file.storageKey]);
  expect((await theClient()).avatarUrl).toBeNull();
});

test('a name that a colleague typed stays; a client that is gone needs no file', async () => {
  const { id } = await theClient();
  await updateClient(org.scope, { clientId: id, name: 'Нурлан (опт)' }, null);
  await recordLookUp(org.scope, id, { name: 'N', picture: null });
  expect((await theClient()).name).toBe('Нурлан (опт)');
  const lost = picture('c');
  const nobody = '01900000-0000-7000-8000-000000000000';
  expect(await recordLookUp(org.scope, nobody, { name: null, picture: lost })).toEqual([
    lost.file.storageKey,
  ]);
});

test('a number that a look-up tells is kept, and one that does not fit is left to what they write next', async () => {
  const own = { phone: '+996555100071', lid: '77700000000071@lid' };
  await org.receives({ chatId: own.lid, contact: { phone: null, lid: own.lid, name: null } });
  const { id } = await org.scope.db.client.findFirstOrThrow({ where: { phone: null } });
  const identities = async () =>
    (await org.scope.db.clientIdentity.findMany({ where: { clientId: id } }))
      .map(({ value }) => value)
      .sort();
  expect(await learnIdentities(org.scope, id, { phone: null, lid: own.lid })).toBe(id);
  const strangers = { phone: '+996555100072', lid: '77700000000072@lid' };
  expect(await learnIdentities(org.scope, id, strangers)).toBe(id);
  expect(await identities()).toEqual([own.lid]);
  expect(await learnIdentities(org.scope, id, own)).toBe(id);
  expect(await identities()).toEqual([own.phone, own.lid]);
  expect(await org.scope.db.client.findUnique({ where: { id } })).toMatchObject({ phone: own.phone });
  // Another one has the number by now: whoever writes from it says so.
  expect(await learnIdentities(org.scope, id, { ...strangers, phone: own.phone })).toBe(id);
  expect(await identities()).toEqual([own.phone, own.lid]);
});

test('who is written to on the phone by a privacy id alone is looked up', async () => {
  await org.announced();
  const lid = '77700000000073@lid';
  const contact = { phone: null, lid, name: null };
  const providerMessageId = `true_${lid}_3A00000000000000000073`;
  await org.receives({ isFromMe: true, providerMessageId, chatId: lid, contact });
  expect(await lookUps()).toBe(1);
});
