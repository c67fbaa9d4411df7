import type { ChangeEvent, ProviderMessage, WhatsAppClient } from '../client/port.ts';

const PAGE_SIZE = 500;
const MAX_PAGES = 40;

export interface CaughtUp {
  /** Ids of all that the phone has, what the page could not give among them. */
  onPhone: string[];
  passedOver: number;
  /** What is there and cannot be read yet. */
  sealed: ProviderMessage[];
  /** Nothing was passed over, and nothing is there that cannot be read yet. */
  isComplete: boolean;
}

/**
 * Reads what came while nobody was connected, oldest first. WhatsApp's times have whole seconds, so that pages overlap by
 * one; `deliver` gets each message once, and `tell` what has become of them, known or not.
 */
export async function catchUp(
  client: WhatsAppClient,
  sinceMs: number,
  deliver: (message: ProviderMessage) => void,
  tell: (change: ChangeEvent) => void,
): Promise<CaughtUp> {
  const passed = new Set<string>();
  const sealed = new Map<string, ProviderMessage>();
  let isWhole = false;
  const seen = new Set<string>();
  let fromMs = sinceMs;
  for (let page = 0; page < MAX_PAGES; page++) {
    // A second with more messages than a page would otherwise be read for ever.
    const limit = PAGE_SIZE * (page + 1);
    const read = await client.recentMessages({ sinceMs: fromMs, limit });
    for (const id of read.passedOver) passed.add(id);
    for (const message of read.sealed) sealed.set(message.providerMessageId, message);
    const fresh = read.messages.filter(({ providerMessageId }) => !seen.has(providerMessageId));
    for (const message of fresh) {
      seen.add(message.providerMessageId);
      deliver(message);
    }
    for (const change of read.changes) tell(change);
    isWhole = read.moreFromMs === null;
    if (read.moreFromMs === null) break;
    fromMs = read.moreFromMs;
  }
  return {
    onPhone: [...new Set([...seen, ...passed])],
    passedOver: passed.size,
    sealed: [...sealed.values()],
    isComplete: isWhole && passed.size === 0 && sealed.size === 0,
  };
}
