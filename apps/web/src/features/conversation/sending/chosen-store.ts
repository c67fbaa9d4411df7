import type { Owner } from '@/session/owner';
import { keysWith } from './keys-with';

export const CHOSEN_PREFIX = 'chosen:';

export interface Place {
  conversationId: string;
  key: string;
}

/** Which files are to go with the next answer of which conversation, in this browser: an entry for each, as tabs share them. */
export class ChosenStore {
  readonly #storage: Storage;
  readonly #prefix: string;
  #newest = 0;

  constructor(storage: Storage, { organizationId, userId }: Owner) {
    this.#storage = storage;
    this.#prefix = `${CHOSEN_PREFIX}${organizationId}:${userId}:`;
  }

  put({ conversationId, key }: Place): void {
    // Several are chosen in the same moment.
    this.#newest = Math.max(Date.now(), this.#newest + 1);
    try {
      this.#storage.setItem(this.#keyOf(conversationId, key), String(this.#newest));
    } catch {
      // The browser keeps no more: it goes all the same, and only does not outlive the page.
    }
  }

  has({ conversationId, key }: Place): boolean {
    return this.#storage.getItem(this.#keyOf(conversationId, key)) !== null;
  }

  remove({ conversationId, key }: Place): void {
    this.#storage.removeItem(this.#keyOf(conversationId, key));
  }

  /** In the order in which they were chosen. */
  read(): Place[] {
    const since = (key: string) => Number(this.#storage.getItem(key));
    const own = keysWith(this.#storage, this.#prefix).sort((one, other) => since(one) - since(other));
    return own.flatMap((key) => this.placeOf(key) ?? []);
  }

  /** Of which file an entry tells; null where it is another's. */
  placeOf(entry: string): Place | null {
    if (!entry.startsWith(this.#prefix)) return null;
    const [conversationId = '', key = ''] = entry.slice(this.#prefix.length).split(':');
    return { conversationId, key };
  }

  /** Whether nobody has chosen anything here. */
  isEmpty(): boolean {
    return keysWith(this.#storage, CHOSEN_PREFIX).length === 0;
  }

  #keyOf(conversationId: string, key: string): string {
    return `${this.#prefix}${conversationId}:${key}`;
  }
}
