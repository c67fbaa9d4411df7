import type { ClientView } from '@soul-kg-crm/domain';

/** A client as the contract shows it. */
export function presentClient(client: ClientView) {
  const { id, name, phone, email, status, language, avatarUrl, notes, tags } = client;
  return {
    ...{ id, name, phone, email, status, language, avatarUrl, notes, tags },
    identities: client.identities.map(({ kind, value }) => ({ kind, value })),
    createdAt: client.createdAt.toISOString(),
    updatedAt: client.updatedAt.toISOString(),
  };
}
