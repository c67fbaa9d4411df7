import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { type ClientFilter, clientsWhere } from '../clients/clients.ts';
import { survivingClientId } from '../clients/find-merge.ts';

/** Whom a broadcast is for: clients picked by hand, or all whom a filter finds. */
export type Audience = { clientIds: readonly string[] } | { filter: ClientFilter };

/** A broadcast reaches so many clients at the most. */
export const MAX_RECIPIENTS = 10_000;

/** Somebody who would get the message. */
export interface Recipient {
  clientId: string;
  name: string;
  phone: string;
}

export interface FoundAudience {
  recipients: Recipient[];
  /** Clients of the choice who cannot be written to: WhatsApp hides their number. */
  withoutPhone: number;
}

/** The clients of a choice, newest first, each number once. NOT_FOUND where one was picked who is not there. */
export async function findAudience(scope: Pick<Scope, 'db'>, audience: Audience): Promise<FoundAudience> {
  const picked = 'clientIds' in audience ? await idsNow(scope, audience.clientIds) : null;
  const clients = await scope.db.client.findMany({
    where: 'filter' in audience ? clientsWhere(audience.filter) : { id: { in: picked ?? [] } },
    select: { id: true, name: true, phone: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_RECIPIENTS + 1,
  });
  if (clients.length > MAX_RECIPIENTS) throw new Problem('TOO_MANY_RECIPIENTS', { limit: MAX_RECIPIENTS });
  if (picked !== null && clients.length < picked.length) throw new Problem('NOT_FOUND');
  const byPhone = new Map<string, Recipient>();
  for (const { id: clientId, name, phone } of clients) {
    if (phone !== null && !byPhone.has(phone)) byPhone.set(phone, { clientId, name, phone });
  }
  const withoutPhone = clients.filter(({ phone }) => phone === null).length;
  return { recipients: [...byPhone.values()], withoutPhone };
}

/** The ids of those who were picked, as they are now: somebody may have become part of another client since. */
async function idsNow(scope: Pick<Scope, 'db'>, clientIds: readonly string[]): Promise<string[]> {
  const found = await scope.db.client.findMany({
    where: { id: { in: [...clientIds] } },
    select: { id: true },
  });
  const now = new Set(found.map(({ id }) => id));
  for (const id of clientIds.filter((picked) => !now.has(picked))) {
    const survivingId = await survivingClientId(scope, id);
    if (survivingId === null) throw new Problem('NOT_FOUND');
    now.add(survivingId);
  }
  return [...now];
}
