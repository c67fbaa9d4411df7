import { parsePhone } from '@soul-kg-crm/shared/phone';
import { parseWhatsAppChat } from '@soul-kg-crm/shared/whatsapp-id';
import { requirePhone } from '../clients/require-phone.ts';

/** Whom a text is for, as one of the ids that a client is known by. */
export interface Addressee {
  kind: 'PHONE' | 'WHATSAPP_LID';
  value: string;
}

/**
 * Reads a number, as a person writes it; within a conversation also the privacy id (`…@lid`) of somebody whose number
 * WhatsApp hides. Null for what is neither.
 */
export function readAddressee(to: string, conversationId: string | undefined): Addressee | null {
  const chat = conversationId === undefined ? null : parseWhatsAppChat(to.trim());
  if (chat?.kind === 'lid') return { kind: 'WHATSAPP_LID', value: chat.lid };
  const number = parsePhone(to);
  return number.ok ? { kind: 'PHONE', value: number.phone } : null;
}

/** The same; throws INVALID_PHONE with what is wrong. */
export function requireAddressee(to: string, conversationId: string | undefined): Addressee {
  return readAddressee(to, conversationId) ?? { kind: 'PHONE', value: requirePhone(to) };
}
