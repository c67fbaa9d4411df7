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

  /** Where there is anything. */
  places(): readonly string[] {
    return [...this.#lists.keys()];
  }

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is kept for one conversation goes on in another, behind what is there. */
  move(from: string, to: string): void {
    const moved = this.of(from);
    if (moved.length === 0) return;
    // In this order: whoever keeps them elsewhere forgets the one place before he writes down the other.
    this.set(from, []);
    this.set(to, [...this.of(to), ...moved]);
  }

  protected placeOf(isMeant: (item: Item) => boolean): string | undefined {
    for (const [conversationId, items] of this.#lists) if (items.some(isMeant)) return conversationId;
    return undefined;
  }

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
