import { agentSettings } from '@soul-kg-crm/shared/settings';
import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { hashPassword } from 'better-auth/crypto';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createDatabase, type Database, provisionOrganization } from '../src/index.ts';
import { inhabitants, PUBLIC_PASSWORD } from '../src/seed/inhabitants.ts';
import { closeDemo, seedDemo } from '../src/seed/seed-demo.ts';

const email = 'Demo@Example.com';

test('seeding twice makes one demo organisation whose sign-in is the one that was printed last', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  const { system } = database;
  expect(await inhabitants(system, { email, password: 'first-password' })).toMatchObject({ demo: 'none' });
  await seedDemo(system, { email, password: 'first-password' });
  await seedDemo(system, { email, password: 'second-password' });
  const state = { others: 0, demo: 'open', publicOwners: [] };
  expect(await inhabitants(system, { email, password: 'second-password' })).toEqual(state);

  const [organization, ...others] = await system.organization.findMany({
    include: { members: true, companies: true, channels: { include: { whatsAppSession: true } } },
  });
  expect(others).toEqual([]);
  expect(organization?.members).toMatchObject([{ role: 'ADMIN' }]);
  expect(organization?.companies).toMatchObject([{ code: 'COMP001' }]);
  expect(organization?.channels).toMatchObject([
    { type: 'WHATSAPP', isDefault: true, whatsAppSession: { status: 'DISCONNECTED' } },
  ]);
  const { agents } = z.object({ agents: agentSettings }).parse(organization?.settings);
  expect(agents).toMatchObject({ agentType: 'receptionist' });
});

test('a database in which people have accounts is given no demo', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  await addPerson(database, 'owner@example.com', 'a-password-of-theirs');
  await seedDemo(database.system, { email, password: PUBLIC_PASSWORD });
  expect(await database.system.user.findMany({ select: { email: true } })).toEqual([
    { email: 'owner@example.com' },
  ]);
});

test('beside other people the demo keeps the password that it has', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  const { system } = database;
  await seedDemo(system, { email, password: 'changed-by-its-owner' });
  await addPerson(database, 'colleague@example.com', 'a-password-of-theirs');
  await seedDemo(system, { email, password: PUBLIC_PASSWORD });
  const state = { others: 1, demo: 'closed', publicOwners: [] };
  expect(await inhabitants(system, { email, password: PUBLIC_PASSWORD })).toEqual(state);
});

test('a demo that was given a password of one’s own is not opened again by the one that everybody knows', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  const { system } = database;
  await seedDemo(system, { email, password: PUBLIC_PASSWORD });
  await closeDemo(system, 'a-new-password');
  await seedDemo(system, { email, password: PUBLIC_PASSWORD });
  const state = { others: 0, demo: 'closed', publicOwners: [] };
  expect(await inhabitants(system, { email, password: PUBLIC_PASSWORD })).toEqual(state);
});

test('an owner whose password everybody knows is found under any address, and can be given one of their own', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  const { system } = database;
  await seedDemo(system, { email, password: PUBLIC_PASSWORD });
  await addPerson(database, 'colleague@example.com', 'a-password-of-theirs');
  const other = { email: 'somebody@example.com', password: 'a-new-password' };
  expect((await inhabitants(system, other)).publicOwners).toEqual([email.toLowerCase()]);
  await closeDemo(system, 'a-new-password');
  const state = { others: 1, demo: 'open', publicOwners: [] };
  expect(await inhabitants(system, { email, password: 'a-new-password' })).toEqual(state);
});

test('what was begun by the password that everybody knows ends with it', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  const { system } = database;
  await seedDemo(system, { email, password: PUBLIC_PASSWORD });
  await begin(database, email.toLowerCase());
  await addPerson(database, 'colleague@example.com', 'a-password-of-theirs');
  const kept = await begin(database, 'colleague@example.com');
  await closeDemo(system, 'a-new-password');
  expect(await system.session.findMany({ select: { token: true } })).toEqual([{ token: kept }]);
  expect(await system.apikey.findMany({ select: { key: true } })).toEqual([{ key: kept }]);
  const ofKept = [{ secretHash: kept }];
  expect(await system.invitation.findMany({ select: { secretHash: true } })).toEqual(ofKept);
  expect(await system.passwordLink.findMany({ select: { secretHash: true } })).toEqual(ofKept);
});

/** A session, an API key, an invitation and a link of somebody; says what all of them are called. */
async function begin({ system }: Database, of: string): Promise<string> {
  const { id: userId, members } = await system.user.findUniqueOrThrow({
    where: { email: of },
    include: { members: true },
  });
  const token = `of-${of}`;
  await system.session.create({ data: { token, userId, expiresAt: new Date('2100-01-01') } });
  const organizationId = members[0]?.organizationId ?? '';
  await system.apikey.create({ data: { key: token, referenceId: organizationId } });
  const link = { organizationId, secretHash: token, expiresAt: new Date('2100-01-01') };
  await system.invitation.create({ data: { ...link, email: 'guest@example.com', inviterId: userId } });
  await system.passwordLink.create({ data: { ...link, userId, madeById: userId } });
  return token;
}

async function addPerson({ system }: Database, of: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await system.$transaction(async (tx) => {
    const { id } = await tx.user.create({ data: { email: of, name: 'Айгуль' } });
    await tx.account.create({
      data: { userId: id, accountId: id, providerId: 'credential', password: hash },
    });
    await provisionOrganization(tx, { userId: id, organizationName: 'Цветы' });
  });
}
