import { extractPhoneFromWhatsAppId, parseWhatsAppChat } from '@soul-kg-crm/shared/whatsapp-id';
import * as z from 'zod';
import { type ContactIds, contactFromChatId } from './map-message.ts';

/** `mayAskServer`: whether WhatsApp may be asked for what its page does not know. */
export type LookUp = (chatId: string, mayAskServer: boolean) => Promise<unknown>;

const MAX_KEPT = 5000;
/** A privacy id that WhatsApp did not resolve is not asked about again for so long: it would notice. */
const RETRY_AFTER_MS = 10 * 60_000;
/** Nor one whose look-up failed: each of its messages would hold up the number's whole line until it fails again. */
const FAILED_RETRY_AFTER_MS = 2 * 60_000;

const answer = z.object({
  phone: z.string().nullable(),
  lid: z.string().nullable(),
  name: z.string().nullable(),
});

/** Who stands behind a chat id: asked once per person, and never in the way of a message. */
export class Contacts {
  readonly #lookUp: LookUp;
  readonly #known = new Map<string, { contact: ContactIds; goodUntilMs: number }>();

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp;
  }

  async find(chatId: string, { mayAskServer = true } = {}): Promise<ContactIds> {
    const known = this.#known.get(chatId);
    if (known && known.goodUntilMs > performance.now()) return known.contact;
    try {
      const found = answer.parse(await this.#lookUp(chatId, mayAskServer));
      const contact = merge(contactFromChatId(chatId), found);
      // A person whose number only the server can tell is asked for when they write.
      if (mayAskServer || contact.phone) this.#keep(chatId, contact, RETRY_AFTER_MS);
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

function merge(known: ContactIds, found: z.infer<typeof answer>): ContactIds {
  const lid = found.lid ? parseWhatsAppChat(found.lid) : null;
  return {
    phone: (found.phone && extractPhoneFromWhatsAppId(found.phone)) || known.phone,
    lid: lid?.kind === 'lid' ? lid.lid : known.lid,
    name: found.name,
  };
}
