import type { Scope } from '@soul-kg-crm/database';
import { type Person, resolveClient } from './resolve-client.ts';

type Ids = Pick<Person, 'phone' | 'lid'>;

/**
 * Keeps by what else a channel, asked about a client, knows them; where that is another client's, the two are one. What does
 * not fit to what the client's own messages told is left to their next message. Gives the client's id, which is the other
 * one's where they became part of it.
 */
export async function learnIdentities(scope: Scope, clientId: string, { phone, lid }: Ids): Promise<string> {
  return scope.transaction(async (tx) => {
    const own = await tx.db.clientIdentity.findMany({ where: { clientId } });
    const isOwn = (id: string | null) => own.some(({ value }) => value === id);
    const isKnown = (id: string | null) => id === null || isOwn(id);
    if (isKnown(phone) && isKnown(lid)) return clientId;
    const isOther = lid !== null && !isOwn(lid) && own.some(({ kind }) => kind === 'WHATSAPP_LID');
    if (isOther || !(isOwn(phone) || isOwn(lid))) return clientId;
    const { id } = await resolveClient(tx, { phone, lid, name: null });
    const remains = await tx.db.client.findUnique({ where: { id: clientId }, select: { id: true } });
    return remains?.id ?? id;
  });
}
