import { formatPhoneNumber, parseWhatsAppChat } from '@soul-kg-crm/shared/whatsapp-id';
import * as z from 'zod';
import type { ContactIds } from './map-message.ts';
import type { ProviderMessage } from './port.ts';
import { wid } from './raw-message.ts';

const flag = z.boolean().nullish().catch(null);

/** A call as whatsapp-web.js tells it (its Call). */
export const rawCall = z.object({
  id: z.string().min(1),
  from: wid,
  isVideo: flag,
  isGroup: flag,
  fromMe: flag,
});
export type RawCall = z.infer<typeof rawCall>;

/** What else the page knows of a call. */
export const callFacts = z.object({
  isGroup: z.boolean(),
  /** Seconds since 1970; null where it does not know. */
  offeredAt: z.number().nullable(),
});

/** The chat of the person who calls; null where it is no person. A call may name one of their devices. */
export function chatIdOfCaller({ from }: RawCall): string | null {
  const chat = parseWhatsAppChat(from);
  if (chat.kind === 'phone') return formatPhoneNumber(chat.phone);
  return chat.kind === 'lid' ? chat.lid : null;
}

/** A call in our words, under the id that WhatsApp's own note of it has in the chat. */
export function toProviderCall(
  { id, isVideo }: RawCall,
  { chatId, contact, calledAtMs }: { chatId: string; contact: ContactIds; calledAtMs: number },
): ProviderMessage {
  return {
    providerMessageId: `false_${chatId}_${id}`,
    isFromMe: false,
    chatId,
    contact,
    kind: isVideo ? 'VIDEO_CALL' : 'CALL',
    content: '',
    sentAtMs: calledAtMs,
    quotedProviderMessageId: null,
    media: null,
    ack: null,
  };
}
