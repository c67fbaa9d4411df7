import type { ThreadMessage } from '../messages/thread-message';
import { ByConversation } from './by-conversation';

/** The message that the next answer quotes: one at the most. */
class Quotes extends ByConversation<ThreadMessage> {
  put(conversationId: string, quoted: ThreadMessage | null): void {
    this.set(conversationId, quoted ? [quoted] : []);
  }

  clear(): void {
    this.empty();
  }
}

export const quotes = new Quotes();
