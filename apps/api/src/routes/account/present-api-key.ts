import type { Apikey } from '@soul-kg-crm/database';

type StoredKey = Pick<Apikey, 'id' | 'name' | 'start' | 'createdAt' | 'lastRequest' | 'expiresAt'> & {
  createdBy: { name: string } | null;
};

/** What is read of a key besides its own row. */
export const apiKeyInclude = { createdBy: { select: { name: true } } } as const;

/** What may be shown of a key: never the key, nor its hash. */
export function presentApiKey(key: StoredKey) {
  return {
    id: key.id,
    name: key.name ?? '',
    start: key.start ?? '',
    createdAt: key.createdAt.toISOString(),
    createdByName: key.createdBy?.name ?? null,
    lastUsedAt: key.lastRequest?.toISOString() ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
  };
}
