import type { Client, ScopedTransaction } from '@soul-kg-crm/database';
import { formatPhoneNumber } from '@soul-kg-crm/shared/whatsapp-id';

/** Where a client is written to. */
export interface Addresses {
  /** The chats of the numbers that are the client's. */
  phoneChatIds: string[];
  lid: string | undefined;
}

/**
 * Gives a client, who is there again with those ids that are still theirs, the number of before: where it has gone to
 * somebody else meanwhile it stays with them.
 */
export async function restoreAddresses(
  tx: ScopedTransaction,
  { id, phone }: Pick<Client, 'id' | 'phone'>,
): Promise<Addresses> {
  const own = await tx.db.clientIdentity.findMany({
    where: { clientId: id },
    orderBy: { createdAt: 'desc' },
  });
  const phones = own.flatMap(({ kind, value }) => (kind === 'PHONE' ? [value] : []));
  const kept = phones.find((value) => value === phone) ?? phones[0] ?? null;
  await tx.db.client.update({ where: { id }, data: { phone: kept } });
  const lid = own.find(({ kind }) => kind === 'WHATSAPP_LID')?.value;
  return { phoneChatIds: phones.map(formatPhoneNumber), lid };
}

/** The chat of a client's conversation: never that of a number which somebody else has by now. */
export function ownChat(chatId: string, { phoneChatIds, lid }: Addresses): string {
  return chatId.endsWith('@lid') || phoneChatIds.includes(chatId) ? chatId : (lid ?? chatId);
}
