import { extractPhoneFromWhatsAppId, parseWhatsAppChat } from '@soul-kg-crm/shared/whatsapp-id';
import * as z from 'zod';
import { type ContactIds, contactFromChatId } from './map-message.ts';

/** What WhatsApp's page knows of somebody; its server is not asked. */
export type LookUp = (chatId: string) => Promise<unknown>;

const MAX_KEPT = 5000;
const GOOD_FOR_MS = 10 * 60_000;
/** Whose look-up failed is not asked for again: each of their messages would hold up the number's whole line until it fails. */
const FAILED_RETRY_AFTER_MS = 2 * 60_000;

/** How the page names somebody. */
export const pageContact = z.object({
  phone: z.string().nullable(),
  lid: z.string().nullable(),
  name: z.string().nullable(),
});

/**
 * Who stands behind a chat id: asked once per person, and never in the way of a message. Of whom the page knows the privacy
 * id alone, the number is asked for by a look-up, and known here from then on.
 */
export class Contacts {
  readonly #lookUp: LookUp;
  readonly #known = new Map<string, { contact: ContactIds; goodUntilMs: number }>();

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp;
  }

  async find(chatId: string): Promise<ContactIds> {
    const known = this.#known.get(chatId);
    if (known && known.goodUntilMs > performance.now()) return known.contact;
    try {
      const contact = knownAs(chatId, pageContact.parse(await this.#lookUp(chatId)));
      if (contact.phone) this.#keep(chatId, contact, GOOD_FOR_MS);
      return contact;
    } catch {
      const contact = known?.contact ?? contactFromChatId(chatId);
      this.#keep(chatId, contact, FAILED_RETRY_AFTER_MS);
      return contact;
    }
  }

  #keep(chatId: string, contact: ContactIds, forMs: number): void {
    const oldest = this.#known.keys().next();
    if (this.#known.size >= MAX_KEPT && !oldest.done) this.#known.delete(oldest.value);
    // Names change and privacy ids appear, so even a complete answer is asked for again; that costs WhatsApp nothing.
    this.#known.set(chatId, { contact, goodUntilMs: performance.now() + forMs });
  }
}

/** A chat's person as the page names them; what it does not know, the chat's id may tell. */
export function knownAs(chatId: string, found: z.infer<typeof pageContact>): ContactIds {
  const known = contactFromChatId(chatId);
  const lid = found.lid ? parseWhatsAppChat(found.lid) : null;
  return {
    phone: (found.phone && extractPhoneFromWhatsAppId(found.phone)) || known.phone,
    lid: lid?.kind === 'lid' ? lid.lid : known.lid,
    name: found.name,
  };
}
