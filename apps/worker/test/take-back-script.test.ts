import { execFile } from 'node:child_process';
import path from 'node:path';
import { queueMessageToPhone } from '@soul-kg-crm/domain';
import { expect, test } from 'vitest';
import { testWorld } from './support/world.ts';

const FILE = path.resolve(import.meta.dirname, '../src/scripts/take-back-waiting.ts');

test('the command after a restore takes back what waits in every organisation, and wants a migrated database', async () => {
  await using world = await testWorld();
  const run = () =>
    new Promise<string>((resolve) => {
      const env = { ...process.env, ...world.variables };
      execFile(process.execPath, [FILE], { env }, (_error, stdout, stderr) => resolve(stdout + stderr));
    });
  const to = { to: '+996555400001', content: 'Ждёт', sender: 'HUMAN', senderId: null } as const;
  const { id } = await queueMessageToPhone(world.scope, to);
  expect(await run()).toContain('Messages taken back: 1, bulk sends paused: 0');
  const message = await world.scope.db.message.findUniqueOrThrow({ where: { id } });
  expect(message).toMatchObject({ status: 'FAILED', errorCode: 'CANCELLED' });
  expect(await run()).toContain('Messages taken back: 0');
  const { system } = world.database;
  await system.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%message_stage'`;
  expect(await run()).toContain('it lacks 20261121130000_message_stage');
});
