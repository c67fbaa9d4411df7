import { defaultKeyHasher } from '@better-auth/api-key';
import type { Apikey, Database } from '@soul-kg-crm/database';

const USE_NOTED_EVERY_MS = 60_000;

/**
 * The row of a key that may be used now. better-auth's own check writes three times for each request and calls a key
 * invalid while the database is away; the hash is the same.
 */
export async function findKey(database: Database, key: string): Promise<Apikey | null> {
  const row = await database.system.apikey.findUnique({ where: { key: await defaultKeyHasher(key) } });
  if (!row?.enabled || (row.expiresAt !== null && row.expiresAt <= new Date())) return null;
  await noteUse(database, row);
  return row;
}

async function noteUse({ system }: Database, { id, lastRequest }: Apikey): Promise<void> {
  const now = new Date();
  if (lastRequest !== null && now.getTime() - lastRequest.getTime() < USE_NOTED_EVERY_MS) return;
  await system.apikey.updateMany({ where: { id }, data: { lastRequest: now } });
}
