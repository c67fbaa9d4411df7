import type { Client, ScopedTransaction } from '@soul-kg-crm/database';
import { formatPhoneNumber } from '@soul-kg-crm/shared/whatsapp-id';
import { recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';

/**
 * The privacy id of a client by whom somebody with another one is told apart, though both have written from the same
 * number: null where there is none. A number can go to somebody else, a privacy id cannot.
 */
export async function otherPrivacyId(
  tx: ScopedTransaction,
  clientId: string,
  lid: string | null,
): Promise<string | null> {
  if (lid === null) return null;
  const own = await tx.db.clientIdentity.findMany({
    where: { clientId, kind: 'WHATSAPP_LID' },
    orderBy: { createdAt: 'desc' },
  });
  return own.some(({ value }) => value === lid) ? null : (own[0]?.value ?? null);
}

/**
 * A number went from one client to another: it is no longer the former's, whose conversations are gone on with by their
 * privacy id, so that nothing that is meant for them is sent to whoever has the number now.
 */
export async function passPhoneOn(
  tx: ScopedTransaction,
  { from, fromLid, to, phone }: { from: Client; fromLid: string; to: Client; phone: string },
): Promise<void> {
  const identity = { kind: 'PHONE', value: phone } as const;
  await tx.db.clientIdentity.updateMany({
    where: { clientId: from.id, ...identity },
    data: { clientId: to.id },
  });
  if (from.phone === phone) {
    const other = await tx.db.clientIdentity.findFirst({ where: { clientId: from.id, kind: 'PHONE' } });
    await tx.db.client.update({ where: { id: from.id }, data: { phone: other?.value ?? null } });
  }
  await tx.db.conversation.updateMany({
    where: { clientId: from.id, providerChatId: formatPhoneNumber(phone) },
    data: { providerChatId: fromLid },
  });
  await recordActivity(tx, {
    actorId: null,
    action: 'client.phone_passed_on',
    targetType: 'client',
    targetId: from.id,
    details: { toId: to.id },
  });
  await announce(tx, { kind: 'client.updated', clientId: from.id });
}
