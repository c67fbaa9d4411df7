import { agentSettings } from '@soul-kg-crm/shared/settings';
import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { verifyPassword } from 'better-auth/crypto';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createDatabase } from '../src/index.ts';
import { seedDemo } from '../src/seed/seed-demo.ts';

test('seeding twice makes one demo organisation whose sign-in is the one that was printed last', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  const email = 'Demo@Example.com';
  expect(await seedDemo(database.system, { email, password: 'first-password' })).toEqual({ isNew: true });
  expect(await seedDemo(database.system, { email, password: 'second-password' })).toEqual({ isNew: false });

  const [organization, ...others] = await database.system.organization.findMany({
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
  const account = await database.system.account.findFirstOrThrow();
  expect(await verifyPassword({ hash: account.password ?? '', password: 'second-password' })).toBe(true);
});
