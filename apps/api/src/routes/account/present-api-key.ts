import type { Apikey } from '@soul-kg-crm/database';

/** What may be shown of a key: never the key, nor its hash. */
export function presentApiKey(
  key: Pick<Apikey, 'id' | 'name' | 'start' | 'createdAt' | 'updatedAt' | 'lastRequest'>,
) {
  return {
    id: key.id,
    name: key.name ?? '',
    start: key.start ?? '',
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastRequest?.toISOString() ?? null,
  };
}
