import { expect, test } from 'vitest';
import { migrate } from './database.mjs';

test('a database that is not reached is told as that, and not as an update that was cut off', async () => {
  const env = { ...process.env, DATABASE_URL: 'postgresql://crm:secret@127.0.0.1:1/crm' };
  const failure: unknown = await migrate(process.execPath, env).catch((error: unknown) => error);
  expect(String(failure)).toMatch(/P1001.*127\.0\.0\.1:1/);
  expect(String(failure)).not.toMatch(/cut off|secret/);
});
