import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createDatabase, provisionOrganization } from '@soul-kg-crm/database';
import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { expect, test } from 'vitest';

const script = path.resolve(import.meta.dirname, '../send-a-message.ts');

test('a program of one’s own queues a message and ends', { timeout: 60_000 }, async () => {
  await using testDatabase = await createTestDatabase();
  await using database = createDatabase({ url: testDatabase.url, maxConnections: 2 });
  const { organizationId } = await database.system.$transaction(async (tx) => {
    const user = await tx.user.create({ data: { email: 'owner@example.com', name: 'Айгуль' } });
    return provisionOrganization(tx, { userId: user.id, organizationName: 'Цветы' });
  });

  const env = { ...process.env, DATABASE_URL: testDatabase.url };
  const args = [script, organizationId, '+996700112233', 'Ваш букет готов'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });

  const [message] = await database.forOrganization(organizationId).db.message.findMany();
  expect(stdout).toBe(`${message?.id} PENDING\n`);
  expect(message).toMatchObject({ content: 'Ваш букет готов', senderId: 'example', priority: 5 });
});
