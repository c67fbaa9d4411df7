import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { expect, onTestFinished, test } from 'vitest';
import { createDatabase } from '../src/index.ts';

test('what Prisma asks of a transaction at once is asked one after the other, without a warning by pg', async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error) => warnings.push(message);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  await database.system.organization.create({ data: { name: 'Ак-Сай', slug: 'ak-sai' } });
  const include = { members: true, channels: true, clients: true, companies: true };
  const nothing = { members: [], channels: [], clients: [], companies: [] };
  const read = await database.system.$transaction((tx) => tx.organization.findFirst({ include }));
  expect(read).toMatchObject({ name: 'Ак-Сай', ...nothing });
  // Node tells of it a moment later.
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
});

test('one that failed does not keep the others waiting, and the connection is whole afterwards', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 1 });
  const { system } = database;
  const failing = system.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 / (SELECT count(*) FROM users)`.catch(() => {});
    return tx.user.count();
  });
  await expect(failing).rejects.toThrow(/aborted/);
  expect(await system.$transaction((tx) => tx.user.count())).toBe(0);
});
