import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { expect, test } from 'vitest';
import { createDatabase, isDatabaseAway, isUniqueViolation } from '../src/index.ts';

test('a unique violation is told apart from other errors, and by its key', async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  const data = { name: 'A', email: 'same@example.com' };
  await database.system.user.create({ data });
  const error = await database.system.user.create({ data }).catch((reason: unknown) => reason);
  expect(isUniqueViolation(error)).toBe(true);
  expect(isUniqueViolation(error, 'email')).toBe(true);
  expect(isUniqueViolation(error, 'slug')).toBe(false);
  expect(isDatabaseAway(error)).toBe(false);
});

test('a database that does not answer is recognised', async () => {
  await using database = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', maxConnections: 1 });
  const error = await database.system.user.count().catch((reason: unknown) => reason);
  expect(isDatabaseAway(error)).toBe(true);
});
