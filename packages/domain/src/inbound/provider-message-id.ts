import { formatPhoneNumber } from '@soul-kg-crm/shared/whatsapp-id';

/** The message's own key within `true_996555123456@c.us_3EB0…`; null where the id has another form. */
export function messageKeyOf(providerMessageId: string): string | null {
  return /^(?:true|false)_[^_]+_([^_]+)/.exec(providerMessageId)?.[1] ?? null;
}

/** The chat within `true_996555123456@c.us_3EB0…`; null where the id has another form. */
export function chatIdOf(providerMessageId: string): string | null {
  return /^(?:true|false)_([^_]+)_/.exec(providerMessageId)?.[1] ?? null;
}

/**
 * The ids under which the same message may be known. WhatsApp names a chat by phone today and by privacy id tomorrow,
 * and the id of a message contains the chat's.
 */
export function aliasesOf(
  providerMessageId: string,
  contact: { phone: string | null; lid: string | null },
): string[] {
  const key = messageKeyOf(providerMessageId);
  const direction = providerMessageId.split('_', 1)[0];
  const chats = [contact.phone && formatPhoneNumber(contact.phone), contact.lid].filter(
    (chat) => chat !== null,
  );
  const others = key === null ? [] : chats.map((chat) => `${direction}_${chat}_${key}`);
  return [...new Set([providerMessageId, ...others])];
}
