import type { ProviderMessage, WhatsAppClient } from '../client/port.ts';

const PAGE_SIZE = 500;
const MAX_PAGES = 40;

/**
 * Reads what came while nobody was connected, oldest first. WhatsApp's times have whole seconds, so that pages overlap by
 * one; `deliver` gets each message once. Gives the ids of all that the phone has, what the page could not give among them.
 */
export async function catchUp(
  client: WhatsAppClient,
  sinceMs: number,
  deliver: (message: ProviderMessage) => void,
): Promise<{ onPhone: string[]; passedOver: number }> {
  const passed = new Set<string>();
  const seen = new Set<string>();
  let fromMs = sinceMs;
  for (let page = 0; page < MAX_PAGES; page++) {
    // A second with more messages than a page would otherwise be read for ever.
    const limit = PAGE_SIZE * (page + 1);
    const { messages, passedOver, moreFromMs } = await client.recentMessages({ sinceMs: fromMs, limit });
    for (const id of passedOver) passed.add(id);
    const fresh = messages.filter(({ providerMessageId }) => !seen.has(providerMessageId));
    for (const message of fresh) {
      seen.add(message.providerMessageId);
      deliver(message);
    }
    if (moreFromMs === null) break;
    fromMs = moreFromMs;
  }
  return { onPhone: [...new Set([...seen, ...passed])], passedOver: passed.size };
}
