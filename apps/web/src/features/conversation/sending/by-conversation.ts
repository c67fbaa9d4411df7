type Listener = (conversationId: string) => void;

const NONE: readonly never[] = [];

/** What is kept for each conversation, in its order; outlives the page that shows it. */
export class ByConversation<Item> {
  readonly #lists = new Map<string, readonly Item[]>();
  readonly #listeners = new Set<Listener>();

  /** The same array until it changes. */
  of(conversationId: string): readonly Item[] {
    return this.#lists.get(conversationId) ?? NONE;
  }

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  protected set(conversationId: string, items: readonly Item[]): void {
    if (items.length === 0) this.#lists.delete(conversationId);
    else this.#lists.set(conversationId, items);
    for (const listener of this.#listeners) listener(conversationId);
  }

  /** Gives what was there. Nobody is told: whoever shows it is on the way out, and would ask the server once more. */
  protected empty(): Item[] {
    const all = [...this.#lists.values()].flat();
    this.#lists.clear();
    return all;
  }
}
